import { describe, it } from 'vitest'
import { OnCallPage, type OnCallView } from '../../web/console/on-call-page.tsx'
import { ParticipantPage } from '../../web/console/participant-page.tsx'
import { expectAccessiblePage } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath } from '../support/chromium.ts'
import { frame, participantView } from '../support/console-views.ts'

const chromium = chromiumPath()
const site = { id: 'harbor', name: 'Harbor Clinic' }
const view: OnCallView = {
  ...{ site, phones: '+12025550188\nfive', emails: 'nobody', stopped: ['+12025550188'], isSaved: false },
  faults: [
    { field: 'phones', line: 'five', why: 'phone' },
    { field: 'emails', line: 'nobody', why: 'email' },
  ],
}
const spanish = { ...frame, locale: 'es' }

const pages = {
  'a list with everything wrong': <OnCallPage frame={frame} view={view} />,
  'the same in Spanish': <OnCallPage frame={spanish} view={view} />,
  'the leads’ list, saved': (
    <OnCallPage frame={frame} view={{ ...view, site: undefined, faults: [], stopped: [], isSaved: true }} />
  ),
  'somebody without an arm': <ParticipantPage frame={frame} view={participantView} />,
  'another arm in Spanish': <ParticipantPage frame={spanish} view={{ ...participantView, arm: 'Placebo' }} />,
}

describe.skipIf(!chromium)(`on-call lists and arms in Chromium${chromiumNote(chromium)}`, () => {
  it.each(Object.entries(pages))(
    '%s: no accessibility fault and no sideways scrolling, from 320 to 1280 px',
    async (_, content) => {
      await expectAccessiblePage(chromium ?? '', String(content))
    },
  )
})
