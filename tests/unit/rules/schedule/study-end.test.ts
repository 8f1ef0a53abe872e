import { describe, expect, test } from 'vitest'
import { buildPlan } from '../../../../functions/rules/schedule/plan.ts'
import { findDataClose, isAfterStudyEnd } from '../../../../functions/rules/schedule/study-end.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { studyDefinitionSchema } from '../../../../surveys/study/definition.ts'

const shipped = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
const [baseline, weekOne] = shipped?.timepoints ?? []
if (!shipped || !baseline || !weekOne) throw new Error('the study ships')

/** Baseline, and one that opens a week after the first infusion at 9:00 and closes at the end of the third day from there. */
const study = (endsOn: string | undefined, change: object = {}) =>
  studyDefinitionSchema.parse({
    ...structuredClone(shipped),
    ...(endsOn !== undefined && { endsOn }),
    timepoints: [
      structuredClone(baseline),
      {
        ...weekOne,
        reminders: [],
        offset: 'P7D',
        opens: 'P0D',
        due: 'P1D',
        closes: 'P3D',
        at: '09:00',
        ...change,
      },
    ],
  })
const FACTS = {
  enrolledAt: '2026-03-01T12:00:00.000Z',
  timeZone: 'America/Denver',
  treatments: [{ kind: 'ketamine-infusion', givenAt: '2026-03-03T17:00:00.000Z' }],
  completions: new Map<string, string>(),
}
const list = (endsOn: string | undefined, facts: Partial<typeof FACTS> = {}) =>
  buildPlan(study(endsOn), { ...FACTS, ...facts }).assessments.map(({ timepoint }) => timepoint)

describe('after the last day of a study', () => {
  test('nothing opens, and the plan says why', () => {
    expect(list('2026-03-09')).toEqual(['baseline'])
    expect(buildPlan(study('2026-03-09'), FACTS).leftOut).toMatchObject([
      { timepoint: 'week-1', rule: 'after-study-end' },
    ])
  })

  test('what opens on that day is asked, with its whole window', () => {
    expect(list('2026-03-10')).toEqual(['baseline', 'week-1'])
    const [, week] = buildPlan(study('2026-03-10'), FACTS).assessments
    // The end of 13 March in Denver, six hours behind UTC by then.
    expect(week?.closesAt).toBe('2026-03-14T06:00:00.000Z')
  })

  test('what was answered stays', () => {
    const completions = new Map([['week-1', '2026-03-10T18:00:00.000Z']])
    expect(list('2026-03-09', { completions })).toEqual(['baseline', 'week-1'])
  })

  test('of a study without one everything is asked', () => {
    expect(list(undefined)).toEqual(['baseline', 'week-1'])
  })
})

describe('the last day is over', () => {
  test('at midnight where somebody lives', () => {
    const isOver = (at: string, zone: string) => isAfterStudyEnd({ endsOn: '2026-06-30' }, at, zone)
    expect(isOver('2026-07-01T05:59:59.999Z', 'America/Denver')).toBe(false)
    expect(isOver('2026-07-01T06:00:00.000Z', 'America/Denver')).toBe(true)
    expect(isOver('2026-06-30T14:59:59.999Z', 'Asia/Tokyo')).toBe(false)
    expect(isOver('2026-06-30T15:00:00.000Z', 'Asia/Tokyo')).toBe(true)
  })

  test('never of a study without one', () => {
    expect(isAfterStudyEnd({}, '2999-01-01T00:00:00.000Z', 'UTC')).toBe(false)
    expect(findDataClose(study(undefined))).toBeUndefined()
  })
})

describe('the data are closed', () => {
  test('when the longest window of the last day has closed everywhere', () => {
    const only = (change: object) => ({
      ...study('2026-06-30', change),
      timepoints: [study('2026-06-30', change).timepoints[1]],
    })
    // Three days from 30 June to the end of 3 July, which begins twelve hours after that in UTC at the latest.
    expect(findDataClose(only({}) as never)).toBe('2026-07-04T12:00:00.000Z')
    expect(findDataClose(only({ opens: '-P2D' }) as never)).toBe('2026-07-06T12:00:00.000Z')
    expect(
      findDataClose(only({ opens: 'PT0H', due: 'PT12H', closes: 'PT36H', offset: 'PT24H' }) as never),
    ).toBe('2026-07-03T12:00:00.000Z')
    // It opens with the infusion itself, seven days before its planned day.
    expect(findDataClose(only({ opens: 'anchor' }) as never)).toBe('2026-07-11T12:00:00.000Z')
  })
})
