import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import {
  decideText,
  findTextTime,
  type Permission,
  waitForTomorrow,
} from '../../../../functions/rules/texting/text-plan.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import type { Engagement, Timepoint } from '../../../../surveys/study/definition.ts'

const study = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
const week1 = study?.timepoints.find(({ id }) => id === 'week-1')
if (!study || !week1) throw new Error('the shipped study is gone')

const EVERYONE: Engagement[] = ['not-opened', 'opened', 'started']
/** The study names its reminders in any order. */
const reminders = ['P4D', 'P1D', 'P2D'].map((after) => ({ after, to: EVERYONE }))
const PLANNED: Timepoint = { ...week1, reminders, invite: 'in-texting-hours' }
const AT_ONCE: Timepoint = { ...PLANNED, invite: 'at-once' }

/** Opens on Sunday 8 March at nine in New York, the day on which the clocks go forward; is due on the 10th, closes on the 15th. */
const assessment = (changed: Partial<TextedAssessment> = {}): TextedAssessment => ({
  ...{ study: 'registry', site: 'harbor', participant: 'harbor-00000000', timepoint: 'week-1', battery: [] },
  ...{
    studyVersion: '1.0.0',
    locale: 'en',
    timeZone: 'America/New_York',
    anchoredAt: '2026-03-01T14:00:00.000Z',
  },
  ...{ opensAt: '2026-03-08T13:00:00.000Z', dueAt: '2026-03-10T13:00:00.000Z' },
  ...{ closesAt: '2026-03-15T13:00:00.000Z', progress: 'untouched', texts: 0, textsBefore: 0, nextText: 0 },
  ...changed,
})
const invited = { texts: 1, nextText: 1, lastTextAt: '2026-03-08T13:00:00.000Z' }
const decide = (of: TextedAssessment, now: string, permission: Permission = 'given', planned = PLANNED) =>
  decideText(study, planned, of, permission, Temporal.Instant.from(now))

describe('a text is withheld', () => {
  test('for good once the window is closed, whatever else is true', () => {
    for (const permission of ['given', 'stopped'] as const)
      expect(decide(assessment(invited), '2026-03-15T13:00:00Z', permission)).toEqual({
        ...{ kind: 'withhold', reason: 'window-closed', next: { place: 2, at: undefined } },
      })
  })

  test.each<[Permission]>([['no-contact'], ['no-consent'], ['stopped'], ['unreachable']])(
    'without permission (%s), and the next one is planned all the same',
    (reason) => {
      expect(decide(assessment(), '2026-03-08T13:00:00Z', reason)).toEqual({
        ...{ kind: 'withhold', reason, next: { place: 1, at: '2026-03-09T13:00:00.000Z' } },
      })
    },
  )

  test('when the next of the plan is due at this very moment', () => {
    expect(decide(assessment(), '2026-03-09T13:00:00Z')).toMatchObject({
      kind: 'withhold',
      reason: 'overtaken',
    })
    expect(decide(assessment(), '2026-03-09T12:59:59Z')).not.toMatchObject({ reason: 'overtaken' })
  })
})

describe('a text waits for the texting hours', () => {
  test('an invitation in the evening goes out in the morning', () => {
    expect(decide(assessment(), '2026-03-09T01:00:00Z')).toEqual({
      ...{ kind: 'wait', reason: 'outside-texting-hours', until: '2026-03-09T13:00:00.000Z' },
    })
  })

  test('a reminder too, also where the invitation goes out at once', () => {
    expect(decide(assessment(invited), '2026-03-09T01:00:00Z', 'given', AT_ONCE)).toMatchObject({
      kind: 'wait',
    })
  })

  test('not the invitation of somebody who is at the clinic', () => {
    const evening = { opensAt: '2026-03-09T01:00:00.000Z' }
    for (const now of ['2026-03-09T01:00:00Z', '2026-03-09T02:00:00Z'])
      expect(decide(assessment(evening), now, 'given', AT_ONCE)).toMatchObject({
        ...{ kind: 'send', text: 'invitation' },
      })
  })

  test('but one that comes out of an outage in the night, when they have gone home, goes out in the morning', () => {
    const evening = { opensAt: '2026-03-09T01:00:00.000Z' }
    expect(decide(assessment(evening), '2026-03-09T02:00:01Z', 'given', AT_ONCE)).toEqual({
      ...{ kind: 'wait', reason: 'outside-texting-hours', until: '2026-03-09T13:00:00.000Z' },
    })
    const chosen = { opensAt: '2026-03-08T13:00:00.000Z', firstTextAt: '2026-03-09T01:00:00.000Z' }
    expect(decide(assessment(chosen), '2026-03-09T01:30:00Z', 'given', AT_ONCE)).toMatchObject({
      kind: 'send',
    })
  })

  test('and is withheld for good where the window closes before, or as they begin', () => {
    const next = { place: 1, at: undefined }
    for (const closesAt of ['2026-03-09T12:00:00.000Z', '2026-03-09T13:00:00.000Z'])
      expect(decide(assessment({ closesAt }), '2026-03-09T01:00:00Z')).toEqual({
        ...{ kind: 'withhold', reason: 'window-closed', next },
      })
  })
})

describe('what is sent', () => {
  test('is the invitation at first, and says when the next is planned', () => {
    expect(decide(assessment(), '2026-03-08T13:00:00Z')).toEqual({
      ...{ kind: 'send', text: 'invitation', engagement: 'not-opened' },
      next: { place: 1, at: '2026-03-09T13:00:00.000Z' },
    })
  })

  test('is the invitation still where none has gone out in this window', () => {
    const late = { nextText: 1, nextTextAt: '2026-03-09T13:00:00.000Z' }
    expect(decide(assessment(late), '2026-03-09T14:00:00Z')).toMatchObject({ text: 'invitation' })
    const moved = { ...late, texts: 2, textsBefore: 2, lastTextAt: '2026-03-10T13:00:00.000Z' }
    expect(decide(assessment(moved), '2026-03-09T14:00:00Z')).toMatchObject({ text: 'invitation' })
  })

  test('is a reminder afterwards, to those who began it as well', () => {
    expect(decide(assessment(invited), '2026-03-09T14:00:00Z')).toMatchObject({ text: 'reminder' })
    expect(decide(assessment({ ...invited, progress: 'started' }), '2026-03-09T14:00:00Z')).toMatchObject({
      ...{ text: 'reminder', engagement: 'started' },
    })
  })

  test('is nothing beyond the end of the plan', () => {
    const beyond = { texts: 4, nextText: 4, lastTextAt: '2026-03-09T13:00:00.000Z' }
    expect(decide(assessment(beyond), '2026-03-13T14:00:00Z')).toMatchObject({
      kind: 'withhold',
      reason: 'for-others',
    })
  })
})

describe('the plan', () => {
  const times = (of: TextedAssessment, planned = PLANNED) =>
    [0, 1, 2, 3, 4].map((place) => findTextTime(of, planned, place))

  test('is the invitation, the reminders in the order of their time on the wall, and then nothing', () => {
    expect(times(assessment())).toEqual([
      ...['2026-03-08T13:00:00.000Z', '2026-03-09T13:00:00.000Z', '2026-03-10T13:00:00.000Z'],
      ...['2026-03-12T13:00:00.000Z', undefined],
    ])
  })

  test('counts from when the first text is due, over a change of the clocks', () => {
    // Ten in the morning on Saturday is 15:00 in Greenwich, on Sunday 14:00.
    expect(times(assessment({ firstTextAt: '2026-03-07T15:00:00.000Z' })).slice(0, 2)).toEqual([
      ...['2026-03-07T15:00:00.000Z', '2026-03-08T14:00:00.000Z'],
    ])
  })

  test('ends before the close: a reminder at that moment is none', () => {
    expect(times(assessment({ closesAt: '2026-03-10T13:00:00.000Z' }))[2]).toBeUndefined()
    expect(times(assessment({ closesAt: '2026-03-10T13:00:00.001Z' }))[2]).toBe('2026-03-10T13:00:00.000Z')
  })
})

test('above the daily limit of a site, one whose window closes before tomorrow is over', () => {
  const of = assessment({ ...invited, closesAt: '2026-03-09T20:00:00.000Z' })
  expect(waitForTomorrow(study, of, Temporal.Instant.from('2026-03-09T15:00:00Z'))).toEqual({
    ...{ kind: 'withhold', reason: 'window-closed', next: { place: 2, at: undefined } },
  })
})
