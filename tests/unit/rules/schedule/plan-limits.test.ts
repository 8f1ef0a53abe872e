import { describe, expect, test } from 'vitest'
import type { ScheduleFacts } from '../../../../functions/rules/schedule/anchors.ts'
import { buildPlan } from '../../../../functions/rules/schedule/plan.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../../../surveys/study/definition.ts'

const shipped = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
const [baseline, weekOne] = shipped?.timepoints ?? []
if (!shipped || !baseline || !weekOne) throw new Error('the shipped study is gone')

const ENROLLED = '2026-03-01T12:00:00.000Z'
/** Counted from the enrolment, which is a Sunday: due a day after it opens, closed after three. */
const timepoint = (id: string, change: object) => ({
  ...{ ...weekOne, id, anchor: 'enrolment', reminders: [], opens: 'P0D', due: 'P1D', closes: 'P3D' },
  ...change,
})
const studyOf = (timepoints: object[], change: object = {}): StudyDefinition =>
  studyDefinitionSchema.parse({
    ...structuredClone(shipped),
    ...change,
    timepoints: [baseline, ...timepoints],
  })
const facts = (change: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  ...{ enrolledAt: ENROLLED, timeZone: 'UTC', treatments: [], completions: new Map() },
  ...change,
})
const planned = (study: StudyDefinition, of = facts(), settled?: Map<string, readonly string[]>) =>
  buildPlan(study, of, settled).assessments.filter(({ timepoint: id }) => id !== baseline.id)
const ids = (...of: Parameters<typeof planned>) => planned(...of).map(({ timepoint: id }) => id)

describe('after a participation has ended', () => {
  const study = studyOf([timepoint('early', { offset: 'P7D' }), timepoint('late', { offset: 'P14D' })])
  const [early] = planned(study)
  const closesAt = early?.closesAt ?? ''

  test('what closes later is not asked, and what closed at that moment stays as it was', () => {
    const before = new Date(Date.parse(closesAt) - 1).toISOString()
    expect(ids(study, facts({ endedAt: before }))).toEqual([])
    expect(ids(study, facts({ endedAt: closesAt }))).toEqual(['early'])
  })

  test('what was answered stays, whenever it closes', () => {
    const completions = new Map([['late', '2026-03-15T12:00:00.000Z']])
    expect(ids(study, facts({ endedAt: '2026-03-02T12:00:00.000Z', completions }))).toEqual(['late'])
  })
})

describe('what may be asked in a week', () => {
  const weekly = (most: number, ...timepoints: object[]) => studyOf(timepoints, { assessmentsPerWeek: most })

  test('goes to what the study names first, though it is due later', () => {
    const study = weekly(1, timepoint('first', { offset: 'P20D' }), timepoint('second', { offset: 'P18D' }))
    expect(ids(study)).toEqual(['first'])
    expect(buildPlan(study, facts()).leftOut).toMatchObject([
      { timepoint: 'second', rule: 'assessments-per-week' },
    ])
  })

  test('goes to the earlier of two that the study names in one line', () => {
    const study = weekly(1, timepoint('daily', { offset: 'P18D', repeat: { every: 'P2D', times: 2 } }))
    expect(ids(study)).toHaveLength(1)
    expect(planned(study)[0]?.repeat).toBe(0)
  })

  test('goes to what was begun before anything else, and what was begun is never left out', () => {
    const study = weekly(1, timepoint('first', { offset: 'P20D' }), timepoint('second', { offset: 'P18D' }))
    expect(ids(study, facts(), new Map([['second', ['peg@1.0.0']]]))).toEqual(['second'])
    const both = new Map([
      ['first', ['peg@1.0.0']],
      ['second', ['peg@1.0.0']],
    ])
    expect(ids(study, facts(), both).sort()).toEqual(['first', 'second'])
  })

  test('is not used up by a week, before or after, in which more was begun than may be asked', () => {
    const begun = new Map(['first', 'second'].map((id) => [id, ['peg@1.0.0']]))
    for (const offset of ['P12D', 'P40D']) {
      const study = weekly(
        1,
        timepoint('first', { offset: 'P20D' }),
        timepoint('second', { offset: 'P21D' }),
        timepoint('apart', { offset }),
      )
      expect(ids(study, facts(), begun)).toContain('apart')
    }
  })

  test('counts any seven days: at seven days to the hour a new week begins', () => {
    const apart = (days: number, at = '09:00') =>
      weekly(
        1,
        timepoint('first', { offset: 'P20D', at: '09:00' }),
        timepoint('second', { offset: `P${20 + days}D`, at }),
      )
    expect(ids(apart(7))).toEqual(['first', 'second'])
    expect(ids(apart(7, '08:59'))).toEqual(['first'])
    expect(ids(apart(-7, '09:00'))).toHaveLength(2)
    expect(ids(apart(-7, '09:01'))).toEqual(['first'])
  })

  test('looks at the fullest week in which one lies, not only at that which begins with it', () => {
    const study = weekly(
      2,
      ...[20, 24].map((day) => timepoint(`day-${day}`, { offset: `P${day}D` })),
      timepoint('day-26', { offset: 'P26D' }),
      timepoint('day-28', { offset: 'P28D' }),
    )
    // The 20th, 24th and 26th lie in one week; the 24th and the 28th, too, are only two.
    expect(ids(study)).toEqual(['day-20', 'day-24', 'day-28'])
  })
})

describe('when somebody likes to be texted', () => {
  const study = studyOf([timepoint('week-1', { offset: 'P7D', at: '09:00', invite: 'in-texting-hours' })], {
    textingHours: { from: '09:00', until: '20:00' },
  })
  const textAt = (at: string, of = study) => planned(of, facts({ textAt: at }))[0]?.textAt.slice(11, 16)

  test.each([
    ['before the texting hours', '08:59'],
    ['at their end', '20:00'],
    ['after them', '23:00'],
  ])('a time %s is none: the text goes out as the window opens', (_, at) => expect(textAt(at)).toBe('09:00'))

  test.each([['09:00'], ['19:59'], ['12:30']])('at %s, the text waits for it', (at) =>
    expect(textAt(at)).toBe(at),
  )

  test('a window that closes before, or just then, is not waited out', () => {
    const short = (closes: string) =>
      studyOf([
        timepoint('week-1', { offset: 'P7D', at: '09:00', due: 'PT1H', closes, invite: 'in-texting-hours' }),
      ])
    expect(textAt('12:00', short('PT3H'))).toBe('09:00')
    expect(textAt('12:00', short('PT4H'))).toBe('12:00')
  })
})

test('of treatments, only those of its own kind are counted from', () => {
  const study = studyOf([timepoint('after', { anchor: 'each-infusion', offset: 'P2D' })], {
    anchors: [
      ...shipped.anchors,
      { id: 'each-infusion', kind: 'treatment', treatment: 'ketamine-infusion', occurrence: 'each' },
    ],
    treatments: [...shipped.treatments, { kind: 'lidocaine-infusion', title: 'Lidocaine infusion' }],
  })
  const treatments = [
    { kind: 'lidocaine-infusion', givenAt: '2026-03-03T10:00:00.000Z' },
    { kind: 'ketamine-infusion', givenAt: '2026-03-05T10:00:00.000Z' },
  ]
  expect(planned(study, facts({ treatments })).map(({ opensAt }) => opensAt.slice(0, 10))).toEqual([
    '2026-03-07',
  ])
})
