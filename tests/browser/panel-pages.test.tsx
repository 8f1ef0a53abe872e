import { mkdir } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { PanelAnswerFault, PanelProblem } from '../../web/api/problems/panel-page-problems.ts'
import {
  type ItemView,
  PanelDonePage,
  PanelItemPage,
  PanelLeavePage,
  PanelOverviewPage,
  PanelProblemPage,
  PanelStatementsPage,
  PanelWelcomePage,
} from '../../web/panel/index.ts'
import { findPanelText } from '../../web/text/panel-text.ts'
import { expectAccessiblePage } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath, openChromium } from '../support/chromium.ts'
import { items, overview, panel, statements, welcome } from '../support/panel-views.ts'

const chromium = chromiumPath()
const LOCALES = ['en', 'es'] as const
const FAULTS: readonly PanelAnswerFault[] = ['nothing-chosen', 'changed-meanwhile', 'reason-too-long']
const cleanups: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

function buildPages(locale: string): Readonly<Record<string, unknown>> {
  const own = { ...panel, locale }
  const problems = Object.keys(findPanelText(locale).problem).filter((key) => key !== 'retry')
  const rated: ItemView = { ...items['a later round'], locale }
  return {
    welcome: <PanelWelcomePage view={{ ...welcome, locale }} />,
    statements: <PanelStatementsPage view={{ ...statements, locale }} />,
    'statements with faults': (
      <PanelStatementsPage
        view={{ ...statements, locale }}
        given={{ consent: false, text: '' }}
        faults={['no-consent', 'no-conflict-choice']}
      />
    ),
    ...Object.fromEntries(
      Object.entries(items).map(([name, view]) => [name, <PanelItemPage view={{ ...view, locale }} />]),
    ),
    ...Object.fromEntries(
      FAULTS.map((fault) => [fault, <PanelItemPage view={rated} fault={fault} written="It depends." />]),
    ),
    'no proposal': <PanelItemPage view={{ ...items.proposals, locale }} fault="nothing-written" />,
    overview: <PanelOverviewPage view={{ ...overview, locale }} />,
    done: <PanelDonePage view={{ ...own, thanks: 'Thank you.', open: 0, isLastRound: false }} />,
    'partly done': <PanelDonePage view={{ ...own, thanks: 'Thank you.', open: 2, isLastRound: true }} />,
    leave: <PanelLeavePage view={own} />,
    ...Object.fromEntries(
      problems.map((problem) => [
        problem,
        <PanelProblemPage
          locale={locale}
          problem={problem as PanelProblem}
          panel={problem === 'unknown-link' ? undefined : own}
        />,
      ]),
    ),
  }
}

const pages = LOCALES.flatMap((locale) =>
  Object.entries(buildPages(locale)).map(([name, content]) => [`${name} (${locale})`, content] as const),
)

describe.skipIf(!chromium)(`panelists’ pages in Chromium${chromiumNote(chromium)}`, () => {
  it.each(pages)('%s: no accessibility fault and no sideways scrolling', async (name, content) => {
    await expectAccessiblePage(chromium ?? '', String(content))
    const folder = process.env.CONCORD_SHOTS
    if (folder !== undefined) await shoot(folder, name, String(content))
  })

  it.each(['rating from 1 to 9', 'rating from 0 to 10'] as const)(
    '%s: one row of targets at 320 px, each at least 24 px wide and 48 px tall',
    async (name) => {
      const page = await open(String(<PanelItemPage view={items[name]} />))
      const boxes = await page.locator('.scale label').evaluateAll((labels) =>
        labels.map((label) => {
          const { top, width, height } = label.getBoundingClientRect()
          return { top, width, height }
        }),
      )
      expect(new Set(boxes.map(({ top }) => top)).size).toBe(1)
      for (const { width, height } of boxes) {
        expect(width).toBeGreaterThanOrEqual(24)
        expect(height).toBeGreaterThanOrEqual(48)
      }
    },
  )

  it('a rating is given by keyboard alone', async () => {
    const page = await open(String(<PanelItemPage view={items['rating from 1 to 9']} />))
    await page.locator('#answer').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('input[name="answer"]:checked').inputValue()).toBe('3')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('reason')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Save and continue')
  })
})

async function open(html: string, width = 320) {
  const { context, close } = await openChromium(chromium ?? '', {
    viewport: { width, height: 568 },
  })
  cleanups.push(close)
  const page = await context.newPage()
  await page.setContent(html)
  return page
}

/** Pictures for people to look at: `CONCORD_SHOTS=folder`. */
async function shoot(folder: string, name: string, html: string) {
  await mkdir(folder, { recursive: true })
  const page = await open(html)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({
      path: `${folder}/${name.replaceAll(/\W+/g, '-')}${colorScheme}.png`,
      fullPage: true,
    })
  }
}
