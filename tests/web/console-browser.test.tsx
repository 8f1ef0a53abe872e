import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  ConsoleProblemPage,
  FirstRunPage,
  OutcomesPage,
  ParticipantPage,
  ParticipantsPage,
  SignInPage,
} from '../../web/console/index.ts'
import { chromiumNote, chromiumPath, openChromium } from '../support/chromium.ts'
import { frame, outcomeView, participantsView, participantView } from '../support/console-views.ts'

const chromium = chromiumPath()

const pages = {
  'sign in': <SignInPage locale="en" reason="expired" signInHref="/console/sign-in?go" />,
  'first run': <FirstRunPage frame={frame} />,
  problem: <ConsoleProblemPage locale="en" problem="not-found" />,
  participants: <ParticipantsPage frame={frame} view={participantsView} />,
  participant: <ParticipantPage frame={frame} view={participantView} />,
  outcomes: <OutcomesPage frame={frame} view={outcomeView} />,
}

describe.skipIf(chromium === undefined)(`the console in a browser${chromiumNote(chromium)}`, () => {
  it.each(Object.entries(pages))(
    '%s: no accessibility fault and no sideways scrolling',
    async (_, content) => {
      const { context, close } = await openChromium(chromium ?? '')
      try {
        const page = await context.newPage()
        await page.setContent(String(content))
        await page.locator('details').evaluateAll((all) => {
          for (const one of all) one.setAttribute('open', '')
        })
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 800 })
          expect(await faultsOf(page)).toEqual([])
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        }
        // In the dark nothing but the colours is another.
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await faultsOf(page, ['color-contrast'])).toEqual([])
      } finally {
        await close()
      }
    },
  )
})

async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
