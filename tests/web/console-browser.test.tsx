import { AxeBuilder } from '@axe-core/playwright'
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
  it.each(['light', 'dark'] as const)(
    'has no accessibility fault and no sideways scrolling (%s)',
    async (colorScheme) => {
      const { context, close } = await openChromium(chromium ?? '', { colorScheme })
      try {
        const page = await context.newPage()
        for (const [name, content] of Object.entries(pages)) {
          await page.setContent(String(content))
          await page.locator('details').evaluateAll((all) => {
            for (const one of all) one.setAttribute('open', '')
          })
          for (const width of [320, 1280]) {
            await page.setViewportSize({ width, height: 800 })
            const { violations } = await new AxeBuilder({ page }).analyze()
            const faults = violations.map(({ id, nodes }) => `${name} ${width}: ${id}: ${nodes[0]?.html}`)
            expect(faults).toEqual([])
            expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(
              width,
            )
          }
        }
      } finally {
        await close()
      }
    },
  )
})
