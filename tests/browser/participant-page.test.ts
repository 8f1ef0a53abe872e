import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { accessibilityFaults, overflow } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath, openChromium } from '../support/chromium.ts'
import { expectEach } from '../support/expect-each.ts'
import { SEVERAL_ANSWERS } from '../support/several-answers.ts'
import { type Asked, startSurveyServer } from '../support/survey-server.tsx'

const chromium = chromiumPath()
const PHONE = { viewport: { width: 320, height: 568 } } as const
const cleanups: (() => Promise<void>)[] = []

async function visit(timepoint: Asked, options: BrowserContextOptions = {}, locale = 'en') {
  const server = await startSurveyServer(timepoint, locale)
  const { context, close } = await openChromium(chromium ?? '', { ...PHONE, ...options })
  cleanups.push(close, server.close)
  const page = await context.newPage()
  await page.goto(server.url)
  return { server, context, page }
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click()
const skip = (page: Page) => page.getByRole('button', { name: 'Skip this question' }).click()
const question = (page: Page, n: number) => page.getByText(`Question ${n} of`).waitFor()

async function choose(page: Page, code: string) {
  await page.locator(`main input[value="${code}"]`).check({ force: true })
  await next(page)
}

describe.skipIf(chromium === undefined)(`a participant's browser${chromiumNote(chromium)}`, () => {
  it('a question that was reloaded takes an answer, and shows the one that still waits', async () => {
    const { server, page } = await visit('week-1')
    await page.goto(`${server.url}/1`)
    await choose(page, '7')
    await question(page, 2)
    // Reloaded before its reply is there, an answer would go out again.
    await page.waitForFunction(() => localStorage.length === 0)
    await page.reload()
    await choose(page, '6')
    await question(page, 3)
    await expect.poll(() => server.writes).toEqual(['1=7', '2=6'])
    server.mode = 'drop'
    await choose(page, '5')
    await question(page, 4)
    await page.goto(`${server.url}/3`)
    await page.locator('main input[value="5"]:checked').waitFor({ state: 'attached' })
    expect(await page.locator('main input[name="state"]').inputValue()).toMatch(/^[\w-]{20,}$/)
    server.mode = 'ok'
    await choose(page, '4')
    await expect.poll(() => server.writes.at(-1)).toBe('3=4')
  })

  it.each([true, false])(
    'answers, skips, goes back, reviews and sends (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const { server, page } = await visit('week-1', { javaScriptEnabled })
      await page.getByRole('button', { name: 'Start' }).click()
      await next(page)
      await page.getByText('No answer is chosen yet').waitFor()
      await choose(page, '7')
      await question(page, 2)
      await skip(page)
      await question(page, 3)
      await page.getByRole('link', { name: 'Back' }).click()
      await page.getByText('You skipped this one').waitFor()
      // With JavaScript, Back in the page went back in the history; without, it was a step of its own.
      if (!javaScriptEnabled) await page.goBack()
      await page.goBack()
      await question(page, javaScriptEnabled ? 1 : 2)
      await page.goto(`${server.url}/3`)
      await choose(page, '6')
      await choose(page, '8')
      await choose(page, '3')
      await choose(page, '2')
      await choose(page, '2')
      await page.getByRole('heading', { name: 'Check your answers' }).waitFor()
      expect(await page.locator('[data-given]').allTextContents()).toEqual([
        ...[
          '7 out of 10',
          'Skipped',
          '6 out of 10',
          '8 out of 10',
          '3 out of 10',
          'Very good',
          'Much improved',
        ],
      ])
      await page.getByRole('link', { name: 'Change the answer to question 2' }).click()
      await choose(page, '5')
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByRole('heading', { name: 'Your answers are sent' }).waitFor()
      expect(server.writes).toEqual(['1=7', '2=skip', '3=6', '4=8', '5=3', '6=2', '7=2', '2=5', 'submit'])
    },
  )

  it.each([true, false])(
    'asks only what the answers lead to, and again when they are changed (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const { server, page } = await visit(['misuse-gate@1.0.0', 'pgic@1.0.0'], { javaScriptEnabled })
      await page.getByRole('button', { name: 'Start' }).click()
      await page.getByText('Question 1 of 2').waitFor()
      await choose(page, 'no')
      await page.getByText('Question 2 of 2').waitFor()
      await page.getByRole('link', { name: 'Back' }).click()
      await page.getByText('Question 1 of 2').waitFor()
      await next(page)
      await page.getByText('Question 2 of 2').waitFor()
      await choose(page, '4')
      await page.getByRole('heading', { name: 'Check your answers' }).waitFor()
      expect(await page.locator('.answers li:visible').count()).toBe(2)
      await page.getByRole('link', { name: 'Change the answer to question 1' }).click()
      await choose(page, 'yes')
      // What the gate leads to has come up: it is asked before the review is shown again.
      await page.getByText('Question 2 of 4').waitFor()
      await choose(page, '3')
      await page.getByText('Question 3 of 4').waitFor()
      await choose(page, 'no')
      await page.getByRole('heading', { name: 'Check your answers' }).waitFor()
      expect(await page.locator('.answers li:visible').count()).toBe(4)
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByRole('heading', { name: 'Your answers are sent' }).waitFor()
      expect(server.writes).toEqual(['1=no', '1=no', '4=4', '1=yes', '2=3', '3=no', 'submit'])
    },
  )

  it.each([true, false])(
    'takes a date and several answers, and goes by each of them (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const { server, page } = await visit([SEVERAL_ANSWERS], { javaScriptEnabled })
      await page.getByRole('button', { name: 'Start' }).click()
      await page.locator('main [name="answer"]').fill('2026-03-15')
      await next(page)
      await page.getByText('Choose all that apply.').waitFor()
      await page.locator('main input[value="back"]').check({ force: true })
      await page.locator('main input[value="neck"]').check({ force: true })
      await next(page)
      await page.getByRole('heading', { name: 'Limited in turning your head?' }).waitFor()
      await page.getByRole('link', { name: 'Back' }).click()
      await page.locator('main input[value="back"]:checked').waitFor({ state: 'attached' })
      await page.locator('main input[value="neck"]').uncheck({ force: true })
      await next(page)
      await page.getByRole('heading', { name: 'Limited in walking?' }).waitFor()
      await choose(page, 'na')
      await page.getByRole('heading', { name: 'Check your answers' }).waitFor()
      expect(await page.locator('.answers li:visible [data-given]').allTextContents()).toEqual([
        '2026-03-15',
        'Back',
        'Does not apply',
      ])
      await expect.poll(() => server.writes).toEqual(['1=2026-03-15', '2=back|neck', '2=back', '4=na'])
    },
  )

  it('says that an answer which stands alone cannot be chosen with others, before it is sent', async () => {
    const { server, page } = await visit([SEVERAL_ANSWERS])
    await page.getByRole('button', { name: 'Start' }).click()
    await skip(page)
    await page.locator('main input[value="back"]').check({ force: true })
    await page.locator('main input[value="none"]').check({ force: true })
    await next(page)
    await page.locator('.error').getByText('stands alone').waitFor()
    expect(server.writes).toEqual(['1=skip'])
  })

  it('takes what is written in, says what it cannot read before sending it, and shows it again', async () => {
    const { server, page } = await visit(['own-goal@1.0.0', 'psqi@1.0.0'])
    await page.getByRole('button', { name: 'Start' }).click()
    await next(page)
    await page.locator('.error').getByText('Write an answer').waitFor()
    await page.locator('main textarea').fill('Walk to the market')
    await next(page)
    await choose(page, '2')
    await choose(page, '6')
    await page.locator('main input').fill('23:30')
    await next(page)
    await page.locator('main input').fill('half an hour')
    await next(page)
    await page.locator('.error').getByText('Write a whole number from 0 to 600').waitFor()
    await page.locator('main input').fill('30')
    await next(page)
    await page.getByRole('link', { name: 'Back' }).click()
    expect(await page.locator('main input').inputValue()).toBe('30')
    expect(server.writes).toEqual(['1=Walk to the market', '2=2', '3=6', '4=23:30', '5=30'])
  })

  it('needs one request for the first load and none between questions but that it began and the answers', async () => {
    const { server, page } = await visit('week-1')
    await page.getByRole('button', { name: 'Start' }).click()
    await choose(page, '7')
    await question(page, 2)
    await expect.poll(() => server.writes).toEqual(['1=7'])
    expect(server.requests.map((line) => line.split(' ')[0])).toEqual(['GET', 'POST', 'POST'])
  })

  it('loses no answer and keeps their order while the network is away, even when the page is closed', async () => {
    const { server, context, page } = await visit('week-1')
    await page.getByRole('button', { name: 'Start' }).click()
    server.mode = 'drop'
    await choose(page, '7')
    await choose(page, '6')
    await page.getByText('Not saved yet').waitFor()
    await skip(page)
    await page.close()
    server.mode = 'portal'
    const later = await context.newPage()
    await later.goto(server.url)
    await later.getByText('Not saved yet').waitFor()
    expect(server.writes).toEqual([])
    server.mode = 'ok'
    await later.getByText('Everything is saved').waitFor()
    expect(server.writes).toEqual(['1=7', '2=6', '3=skip'])
    await later.getByRole('button', { name: 'Continue' }).click()
    await question(later, 4)
    expect(await later.evaluate(() => localStorage.length)).toBe(0)
  })

  it('sends what waits before it submits', async () => {
    const { server, page } = await visit('week-1')
    await page.getByRole('button', { name: 'Start' }).click()
    server.mode = 'busy'
    for (let n = 1; n <= 7; n += 1) {
      await question(page, n)
      await choose(page, '2')
    }
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.getByText('Not sent yet').waitFor()
    server.mode = 'ok'
    await page.getByRole('heading', { name: 'Your answers are sent' }).waitFor()
    expect(server.writes).toEqual(['1=2', '2=2', '3=2', '4=2', '5=2', '6=2', '7=2', 'submit'])
  })

  it('can be finished without the network, and is submitted when it is back, even if the page was closed', async () => {
    const { server, context, page } = await visit('week-1')
    await page.getByRole('button', { name: 'Start' }).click()
    server.mode = 'drop'
    for (let n = 1; n <= 7; n += 1) {
      await question(page, n)
      await choose(page, '2')
    }
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.getByText('Not sent yet').waitFor()
    await page.close()
    expect(server.writes).toEqual([])
    server.mode = 'ok'
    const later = await context.newPage()
    await later.goto(server.url)
    await later.getByRole('heading', { name: 'Your answers are sent' }).waitFor()
    expect(server.writes).toEqual(['1=2', '2=2', '3=2', '4=2', '5=2', '6=2', '7=2', 'submit'])
    expect(await later.evaluate(() => localStorage.length)).toBe(0)
  })

  it('is not submitted once somebody goes back to change an answer', async () => {
    const { server, page } = await visit('week-1')
    await page.getByRole('button', { name: 'Start' }).click()
    server.mode = 'drop'
    for (let n = 1; n <= 7; n += 1) {
      await question(page, n)
      await choose(page, '2')
    }
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.getByText('Not sent yet').waitFor()
    await page.getByRole('link', { name: 'Back' }).click()
    await question(page, 7)
    server.mode = 'ok'
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByText('Everything is saved').waitFor()
    expect(server.writes).toEqual(['1=2', '2=2', '3=2', '4=2', '5=2', '6=2', '7=2'])
  })

  it('shows help at once after a safety answer, without waiting for the network', async () => {
    const { server, page } = await visit('week-4')
    await page.goto(`${server.url}/17`)
    server.mode = 'drop'
    await choose(page, '1')
    await page.getByRole('heading', { name: 'You do not have to carry this alone' }).waitFor()
    for (const [name, href] of [
      ['Call 988', 'tel:988'],
      ['Text 988', 'sms:988'],
      ['Call 911', 'tel:911'],
      ['Call your clinic', 'tel:+12025550140'],
    ] as const)
      expect(await page.getByRole('link', { name }).getAttribute('href')).toBe(href)
    expect(server.writes).toEqual([])
    server.mode = 'ok'
    await page.getByRole('link', { name: 'Continue with the questions' }).click()
    await page.getByRole('heading', { name: 'Check your answers' }).waitFor()
    await expect.poll(() => server.writes, { timeout: 10_000 }).toEqual(['17=1'])
  })

  it('shows a calm page when the window closes meanwhile, and keeps nothing on the phone', async () => {
    const { server, page } = await visit('week-1')
    await page.getByRole('button', { name: 'Start' }).click()
    server.mode = 'closed'
    await choose(page, '7')
    await page.getByRole('heading', { name: 'These questions are closed' }).waitFor()
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
  })

  describe('sends answers that waited until the survey had closed, and says that the clinic has them', () => {
    it('from the page on which they were given', async () => {
      const { server, page } = await visit('week-1')
      await page.getByRole('button', { name: 'Start' }).click()
      server.mode = 'drop'
      for (let n = 1; n <= 3; n += 1) {
        await question(page, n)
        await choose(page, '2')
      }
      server.mode = 'late'
      await page.getByText('These answers arrived after the survey closed. Your clinic has them.').waitFor()
      expect(server.writes).toEqual(['1=2', '2=2', '3=2'])
      expect(await page.evaluate(() => localStorage.length)).toBe(0)
    })

    it('and that were to be submitted, from the closed page that is opened later', async () => {
      const { server, context, page } = await visit('week-1')
      await page.getByRole('button', { name: 'Start' }).click()
      server.mode = 'drop'
      for (let n = 1; n <= 7; n += 1) {
        await question(page, n)
        await choose(page, '2')
      }
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByText('Not sent yet').waitFor()
      await page.close()
      server.mode = 'late'
      const later = await context.newPage()
      await later.goto(server.url)
      await later.getByText('These answers arrived after the survey closed. Your clinic has them.').waitFor()
      expect(server.writes).toEqual(['1=2', '2=2', '3=2', '4=2', '5=2', '6=2', '7=2'])
      expect(await later.evaluate(() => localStorage.length)).toBe(0)
    })
  })

  it('changes nothing by being opened', async () => {
    const { server, page } = await visit('week-4')
    for (const place of ['', '/1', '/help/17', '/review']) await page.goto(`${server.url}${place}`)
    await page.waitForTimeout(300)
    expectEach(server.requests, (line) => line.startsWith('GET '))
  })

  it('has no accessibility fault and no sideways scrolling at 320 px', async () => {
    const { server, page } = await visit('week-4')
    const expectSound = async () => {
      expect(await accessibilityFaults(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
    }
    await expectSound()
    for (const place of ['/7', '/17', '/help/17', '/review', '/thanks']) {
      await page.goto(`${server.url}${place}`)
      await expectSound()
    }
    await page.goto(`${server.url}/1`)
    await next(page)
    await page.getByText('No answer is chosen yet').waitFor()
    await expectSound()
    const targets = await page.locator('.scale label').evaluateAll((labels) =>
      labels.map((label) => ({
        width: label.getBoundingClientRect().width,
        height: label.getBoundingClientRect().height,
      })),
    )
    expect(targets).toHaveLength(11)
    for (const { width, height } of targets) {
      expect(width).toBeGreaterThanOrEqual(24)
      expect(height).toBeGreaterThanOrEqual(48)
    }
    await page.goto(new URL('/problem/window-closed', server.url).href)
    await expectSound()
  })

  it('answers in Spanish, with every word of the page in Spanish', async () => {
    const { server, page } = await visit(['sleep-quality@1.1.0', 'side-effects@1.1.0'], {}, 'es')
    await page.getByRole('button', { name: 'Empezar' }).click()
    await page.getByText('En los últimos 7 días, ¿qué tal ha dormido?').waitFor()
    await page.getByRole('button', { name: 'Siguiente' }).click()
    await page.getByText('Todavía no ha elegido una respuesta').waitFor()
    await page.locator('main input[value="8"]').check({ force: true })
    await page.getByRole('button', { name: 'Siguiente' }).click()
    await page.getByLabel('No', { exact: true }).check({ force: true })
    await page.getByRole('button', { name: 'Siguiente' }).click()
    await page.getByRole('button', { name: 'Saltar esta pregunta' }).click()
    await page.getByRole('heading', { name: 'Revise sus respuestas' }).waitFor()
    expect(await page.locator('[data-given]:visible').allTextContents()).toEqual(['8 de 10', 'No', 'Saltada'])
    expect(await overflow(page)).toBe(0)
    await expect.poll(() => server.writes).toEqual(['1=8', '2=no', '12=skip'])
  })

  it('covers no answer and no button with the line about the network, on a small screen', async () => {
    const { server, context, page } = await visit('week-1', { viewport: { width: 320, height: 640 } })
    await page.goto(`${server.url}/1`)
    await context.setOffline(true)
    await page.locator('main input[type=radio]').first().check({ force: true })
    await page.locator('main button').first().click()
    await expect.poll(() => page.locator('#status').textContent()).not.toBe('')
    const isCovered = await page.locator('main label, main button').evaluateAll((all) => {
      const line = document.getElementById('status')?.getBoundingClientRect()
      return all.some((one) => {
        const box = one.getBoundingClientRect()
        return line !== undefined && box.height > 0 && box.bottom > line.top && box.top < line.bottom
      })
    })
    expect(isCovered).toBe(false)
  })

  it.each([320, 1280])('reads from the right at %i px where the language does', async (width) => {
    const { server, page } = await visit('week-1', { viewport: { width, height: 640 } }, 'ar')
    for (const path of ['', '/1', '/6', '/review']) {
      await page.goto(server.url + path)
      expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe('rtl')
      expect(await overflow(page), path).toBe(0)
    }
    await page.goto(`${server.url}/2`)
    const middle = width / 2
    const back = await page.getByRole('link', { name: 'Back' }).boundingBox()
    expect(back?.x).toBeGreaterThan(middle)
    // The scale counts from the right, as it is read.
    const [least, most] = await Promise.all(
      ['0', '10'].map((code) => page.locator(`main input[value="${code}"]`).boundingBox()),
    )
    expect(least?.x).toBeGreaterThan(most?.x ?? Infinity)
  })
})
