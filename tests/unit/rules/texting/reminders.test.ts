import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import { decideText, waitForTomorrow } from '../../../../functions/rules/texting/text-plan.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import type { Engagement, Timepoint } from '../../../../surveys/study/definition.ts'

const study = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
const week1 = study?.timepoints.find(({ id }) => id === 'week-1')
if (!study || !week1) throw new Error('the shipped study is gone')

const EVERYONE: Engagement[] = ['not-opened', 'opened', 'started']
const timepoint = (reminders: Timepoint['reminders']): Timepoint => ({ ...week1, reminders })

/** Opens on Sunday 8 March at nine in New York, is due on the 10th, closes on the 15th. */
const assessment = (changed: Partial<TextedAssessment> = {}): TextedAssessment => ({
  ...{
    study: study.id,
    site: 'harbor',
    participant: 'harbor-00000000',
    timepoint: 'week-1',
    studyVersion: '1.0.0',
  },
  ...{ locale: 'en', timeZone: 'America/New_York', anchoredAt: '2026-03-01T14:00:00.000Z' },
  ...{
    opensAt: '2026-03-08T13:00:00.000Z',
    dueAt: '2026-03-10T13:00:00.000Z',
    closesAt: '2026-03-15T13:00:00.000Z',
  },
  ...{ battery: [], progress: 'untouched', texts: 0, textsBefore: 0, nextText: 0 },
  ...changed,
})
const decide = (planned: Timepoint, of: TextedAssessment, now: string) =>
  decideText(study, planned, of, 'given', Temporal.Instant.from(now))
const invited = { texts: 1, nextText: 1, lastTextAt: '2026-03-08T13:00:00.000Z' }

describe('a reminder is not sent', () => {
  test('from those for whom it is not', () => {
    const forOpened = timepoint([{ after: 'P1D', to: ['opened'] }])
    const now = '2026-03-09T13:00:00Z'
    expect(decide(forOpened, assessment(invited), now)).toMatchObject({
      kind: 'withhold',
      reason: 'for-others',
    })
    expect(decide(forOpened, assessment({ ...invited, progress: 'started' }), now)).toMatchObject({
      reason: 'for-others',
    })
    const opened = assessment({ ...invited, openedAt: '2026-03-08T20:00:00.000Z' })
    expect(decide(forOpened, opened, now)).toMatchObject({
      kind: 'send',
      text: 'reminder',
      engagement: 'opened',
    })
  })

  test('after one that went out since the due time: the rest is for a person', () => {
    const planned = timepoint(['P2D', 'P3D', 'P4D'].map((after) => ({ after, to: EVERYONE })))
    const reminded = assessment({ texts: 2, nextText: 2, lastTextAt: '2026-03-10T13:00:00.000Z' })
    expect(decide(planned, reminded, '2026-03-11T13:00:00Z')).toEqual({
      kind: 'withhold',
      reason: 'reminded-after-due',
      next: { place: 3, at: undefined },
    })
    const before = assessment({ texts: 2, nextText: 2, lastTextAt: '2026-03-10T12:59:59.999Z' })
    expect(decide(planned, before, '2026-03-11T13:00:00Z')).toMatchObject({ kind: 'send' })
  })

  test('when a later one for the same person is due too, whatever lies between', () => {
    const planned = timepoint([
      { after: 'P1D', to: EVERYONE },
      { after: 'P2D', to: ['opened'] },
      { after: 'P3D', to: ['not-opened'] },
    ])
    const late = '2026-03-12T14:00:00Z'
    expect(decide(planned, assessment(), late)).toMatchObject({ reason: 'overtaken', next: { place: 1 } })
    expect(decide(planned, assessment({ ...invited }), late)).toMatchObject({ reason: 'overtaken' })
    expect(decide(planned, assessment({ ...invited, nextText: 2 }), late)).toMatchObject({
      reason: 'overtaken',
    })
    expect(decide(planned, assessment({ ...invited, nextText: 3 }), late)).toMatchObject({ kind: 'send' })
  })
})

describe('above the site’s daily limit', () => {
  test('a text waits for the next day (UTC) and its texting hours', () => {
    const waited = waitForTomorrow(study, assessment(), Temporal.Instant.from('2026-03-09T18:00:00Z'))
    expect(waited).toEqual({ kind: 'wait', reason: 'site-daily-limit', until: '2026-03-10T13:00:00.000Z' })
  })

  test('one whose window closes before is suppressed', () => {
    expect(waitForTomorrow(study, assessment(), Temporal.Instant.from('2026-03-14T18:00:00Z'))).toMatchObject(
      {
        kind: 'withhold',
        reason: 'window-closed',
      },
    )
  })
})

describe('on the last day of a window, which ends at midnight', () => {
  const planned = timepoint([{ after: 'P7D', to: EVERYONE }])
  const last = assessment({ ...invited, closesAt: '2026-03-16T04:00:00.000Z' })

  test('the last reminder goes out', () => {
    expect(decide(planned, last, '2026-03-15T13:00:00Z')).toMatchObject({ kind: 'send', text: 'reminder' })
    expect(decide(planned, last, '2026-03-15T23:59:59Z')).toMatchObject({ kind: 'send' })
  })

  test('one that has to wait for the morning does not, since the window is closed by then', () => {
    // 20:00 in New York, where texts go out from nine to eight.
    expect(decide(planned, last, '2026-03-16T00:00:00Z')).toMatchObject({
      ...{ kind: 'withhold', reason: 'window-closed' },
    })
  })

  test('one that falls due at the end or later is not planned', () => {
    const first = assessment({
      closesAt: '2026-03-16T04:00:00.000Z',
      firstTextAt: '2026-03-09T04:00:00.000Z',
    })
    const before = assessment({ ...first, firstTextAt: '2026-03-09T03:59:00.000Z' })
    const now = '2026-03-09T15:00:00Z'
    expect(decide(planned, first, now)).toMatchObject({ kind: 'send', next: { place: 1, at: undefined } })
    expect(decide(planned, before, now)).toMatchObject({
      ...{ kind: 'send', next: { place: 1, at: '2026-03-16T03:59:00.000Z' } },
    })
  })
})
