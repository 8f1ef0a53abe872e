import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { DRAFT_SECTIONS } from '../../web/console/study-office-view.ts'
import { accessibilityFaults, overflow } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath, openChromium } from '../support/chromium.ts'
import { openOffice } from '../support/office-pages.ts'

const chromium = chromiumPath()
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function serve(change?: Parameters<typeof openOffice>[0]) {
  const office = await openOffice(change)
  cleanups.push(office.close)
  return office
}

/** A browser of its own, in which somebody is signed in. */
async function visit(address: string, who = 'ana', options: object = {}): Promise<Page> {
  const { context, close } = await openChromium(chromium ?? '', options)
  cleanups.push(close)
  await context.addCookies([{ name: 'concord-session', value: who, url: new URL(address).origin }])
  const page = await context.newPage()
  await page.goto(address)
  return page
}

const at = (page: Page, pointer: string) => page.locator(`[id="${pointer}"]`)
const status = (page: Page) => page.locator('[data-status]')
const waitForStatus = (page: Page, words: string) => page.getByText(words, { exact: false }).first().waitFor()
/** Of many entries, each is folded. */
const unfold = (page: Page, pointer: string) =>
  page
    .locator('details.card', { has: at(page, pointer) })
    .locator('summary')
    .first()
    .click()
type Draft = { title: string; version: string; sites: { id: string; name: string; phone: string }[] }
const read = (office: { stored: { draft: { source: object } } }) => office.stored.draft.source as Draft

describe.skipIf(chromium === undefined)(`the forms of a draft${chromiumNote(chromium)}`, () => {
  it('are sent by their button where no script runs', async () => {
    const office = await serve()
    const page = await visit(`${office.office}/study`, 'ana', { javaScriptEnabled: false })
    await at(page, '/title').fill('Another title')
    await page.locator('form[data-draft] > button:not(.hide)').click()
    await page.getByText('Saved.').first().waitFor()
    expect(read(office).title).toBe('Another title')
  })

  it('change nothing where they are sent as they are, whichever part it is', async () => {
    const office = await serve()
    const whole = structuredClone(office.stored.draft.source)
    const page = await visit(office.office, 'ana', { javaScriptEnabled: false })
    for (const section of DRAFT_SECTIONS) {
      await page.goto(`${office.office}/${section}`)
      await page.locator('form[data-draft] > button:not(.hide)').click()
      await page.getByText('Saved.').first().waitFor()
      expect([section, office.stored.draft.source]).toEqual([section, whole])
    }
    expect(office.stored.revision).toBe(1 + DRAFT_SECTIONS.length)
  })

  it('are saved while one types, with problems at their fields, and the focus stays', async () => {
    const office = await serve()
    const page = await visit(`${office.office}/study`)
    await at(page, '/version').fill('next')
    await page.getByText('three numbers with dots').first().waitFor()
    expect(read(office).version).toBe('next')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('/version')
    expect(await at(page, '/version').getAttribute('aria-invalid')).toBe('true')
    await at(page, '/version').pressSequentially('x')
    await page.waitForFunction(() => document.querySelector('[data-status]')?.textContent === 'Saved.')
    expect(read(office).version).toBe('nextx')
    await at(page, '/version').fill('1.5.0')
    await page.getByText('No problem on this page.').waitFor()
    expect(await at(page, '/version').getAttribute('aria-invalid')).toBeNull()
  })

  it('name an entry by what was typed, once it is saved', async () => {
    const office = await serve()
    const page = await visit(`${office.office}/clinics`)
    await at(page, '/sites/0/name').evaluate((input) => {
      const entry = input.closest('details')
      if (entry) entry.open = true
    })
    await at(page, '/sites/0/name').fill('Clinic by the river')
    await page.locator('summary', { hasText: 'Clinic by the river' }).waitFor()
    expect(await at(page, '/sites/0/name').inputValue()).toBe('Clinic by the river')
  })

  it('are merged where two have changed different fields, and nobody is asked', async () => {
    const office = await serve()
    const [mine, theirs] = [
      await visit(`${office.office}/study`),
      await visit(`${office.office}/study`, 'ben'),
    ]
    await at(theirs, '/version').fill('1.6.0')
    await waitForStatus(theirs, 'Saved.')
    await at(mine, '/title').fill('Mine')
    await mine.waitForFunction(() => document.querySelector('[data-status]')?.textContent === 'Saved.')
    await expect.poll(() => [read(office).title, read(office).version]).toEqual(['Mine', '1.6.0'])
    expect(await at(mine, '/version').inputValue()).toBe('1.6.0')
  })

  it('ask whose text it is to be where two have changed one field, and lose neither', async () => {
    const office = await serve()
    const [mine, theirs] = [
      await visit(`${office.office}/study`),
      await visit(`${office.office}/study`, 'ben'),
    ]
    await at(theirs, '/title').fill('Theirs')
    await waitForStatus(theirs, 'Saved.')
    await at(mine, '/title').fill('Mine')
    await mine.getByText('Lead ben wrote:').last().waitFor()
    expect(await mine.locator('.choose blockquote').textContent()).toBe('Theirs')
    expect(await at(mine, '/title').inputValue()).toBe('Mine')
    expect(read(office).title).toBe('Theirs')
    await mine.getByRole('button', { name: 'Keep mine' }).click()
    await expect.poll(() => read(office).title).toBe('Mine')

    await at(theirs, '/title').fill('Theirs again')
    await theirs.getByRole('button', { name: 'Take theirs' }).click()
    await expect.poll(() => at(theirs, '/title').inputValue()).toBe('Mine')
    expect(read(office).title).toBe('Mine')
  })

  it('keep what was typed over a reload where somebody else has moved the entries', async () => {
    const office = await serve()
    const [mine, theirs] = [
      await visit(`${office.office}/clinics`),
      await visit(`${office.office}/clinics`, 'ben'),
    ]
    await unfold(theirs, '/sites/0')
    await theirs.locator('button[value="remove:/sites/0"]').click()
    await expect.poll(() => read(office).sites.length).toBe(3)
    const name = at(mine, '/sites/1/name')
    await unfold(mine, '/sites/1')
    await name.fill('Lakeside Clinic East')
    await mine.getByRole('button', { name: 'Reload and keep what I typed' }).click()
    await expect.poll(() => read(office).sites.map((site) => site.name)).toContain('Lakeside Clinic East')
    expect(read(office).sites[0]).toMatchObject({ id: 'lakeside', name: 'Lakeside Clinic East' })
  })

  it('say so where nothing can be saved, and save it when that is over', async () => {
    const office = await serve()
    const page = await visit(`${office.office}/study`)
    await page.context().setOffline(true)
    await at(page, '/title').fill('Typed in a tunnel')
    await waitForStatus(page, 'no connection')
    expect(await at(page, '/title').inputValue()).toBe('Typed in a tunnel')
    await page.context().setOffline(false)
    await expect.poll(() => read(office).title, { timeout: 20_000 }).toBe('Typed in a tunnel')
  })

  it('send what was typed along with an act on a list', async () => {
    const office = await serve()
    const page = await visit(`${office.office}/participants`)
    await page.locator('button[value="add:/arms:one"]').click()
    await at(page, '/arms/0/title').fill('Placebo')
    await page.locator('button[value="add:/arms:one"]').click()
    await at(page, '/arms/1/title').waitFor()
    expect(await at(page, '/arms/0/title').inputValue()).toBe('Placebo')
    expect((office.stored.draft.source as { arms?: object[] }).arms).toHaveLength(2)
    expect(await status(page).count()).toBe(1)
  })

  it('fit a narrow phone, are accessible and dark, in both languages, with problems and without', async () => {
    const broken = (source: object) => ({ ...source, version: 'next', anchors: [], minimumCellSize: 'few' })
    const [whole, faulty] = [await serve(), await serve(broken)]
    for (const [office, locale] of [
      [whole.office, 'en-US'],
      [faulty.office, 'es-US'],
    ] as const)
      for (const section of ['', ...DRAFT_SECTIONS.map((one) => `/${one}`)]) {
        const page = await visit(office + section, 'ana', {
          ...{ viewport: { width: 320, height: 640 }, bypassCSP: true, locale },
        })
        expect([section, await overflow(page)]).toEqual([section, 0])
        expect([section, await accessibilityFaults(page)]).toEqual([section, []])
        await page.context().close()
      }
  })
})
