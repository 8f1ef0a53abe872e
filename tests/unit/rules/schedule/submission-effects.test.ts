import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR_MS, shiftIso } from '../../../../functions/platform/core/clock.ts'
import type { ScheduleFacts } from '../../../../functions/rules/schedule/anchors.ts'
import { buildPlan, type PlannedAssessment } from '../../../../functions/rules/schedule/plan.ts'
import { canSubmissionMove } from '../../../../functions/rules/schedule/submission-effects.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../../../surveys/study/definition.ts'

const shipped = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
const [baseline, weekOne] = shipped?.timepoints ?? []
if (!shipped || !baseline || !weekOne) throw new Error('the study ships, with a week 1')

const ANCHORS = [
  ...shipped.anchors,
  { id: 'each-infusion', kind: 'treatment', treatment: 'ketamine-infusion', occurrence: 'each' },
  { id: 'second-infusion', kind: 'treatment', treatment: 'ketamine-infusion', occurrence: 2 },
  { id: 'lidocaine', kind: 'treatment', treatment: 'lidocaine-infusion', occurrence: 1 },
  { id: 'spring', kind: 'date', date: '2026-03-12' },
  { id: 'baseline-done', kind: 'completion', timepoint: 'baseline' },
  { id: 'first-done', kind: 'completion', timepoint: 'point-0' },
]
const INSTRUMENTS = ['peg@1.0.0', 'phq-9@1.0.0', 'gad-7@1.0.0', 'pgic@1.0.0']

/** The shipped study with schedule rules of its own. */
function buildStudy(change: object): StudyDefinition {
  return studyDefinitionSchema.parse({ ...structuredClone(shipped), ...change })
}
const buildPoint = (change: object) => ({
  ...{ ...weekOne, reminders: [], opens: 'P0D', due: 'P1D', closes: 'P3D', offset: 'P1D' },
  ...change,
})
const treated = [{ kind: 'ketamine-infusion' }]

describe('a submission moves nothing', () => {
  const canMove = (timepoint: string, treatments: readonly { kind: string }[] = treated, of = shipped) =>
    canSubmissionMove(
      of,
      timepoint,
      of.timepoints.find(({ id }) => timepoint.startsWith(id))?.battery ?? [],
      treatments,
    )

  test('where it asks nothing that must not be asked again soon', () => {
    expect(canMove('week-1')).toBe(false)
  })

  test('where only what counts from a treatment asks that again, and there was none of its kind', () => {
    expect(canMove('baseline', [])).toBe(false)
    expect(canMove('baseline', [{ kind: 'lidocaine-infusion' }])).toBe(false)
    expect(canMove('baseline')).toBe(true)
    expect(canMove('week-4')).toBe(true)
  })

  test('where nothing else asks that again', () => {
    const alone = buildStudy({ timepoints: [baseline, buildPoint({ id: 'other', battery: ['peg@1.0.0'] })] })
    expect(canMove('baseline', treated, alone)).toBe(false)
  })

  test('but the other occurrences of its own timepoint', () => {
    const weekly = buildPoint({
      ...{ id: 'weekly', anchor: 'enrolment', battery: ['phq-9@1.0.0'] },
      repeat: { every: 'P7D', times: 3 },
    })
    expect(canMove('weekly.2', [], buildStudy({ timepoints: [baseline, weekly] }))).toBe(true)
    expect(canMove('weekly.2', [], buildStudy({ timepoints: [baseline, weekly], spacing: [] }))).toBe(false)
  })

  test('but what counts from it', () => {
    const of = buildStudy({
      ...{ spacing: [], anchors: ANCHORS },
      timepoints: [baseline, buildPoint({ id: 'next', anchor: 'baseline-done' })],
    })
    expect(canMove('baseline', [], of)).toBe(true)
    expect(canMove('next', [], of)).toBe(false)
  })

  test('whatever the version of the instrument that it was asked with', () => {
    expect(canSubmissionMove(shipped, 'week-4', ['phq-9@7.0.0'], treated)).toBe(true)
  })
})

const battery = fc.subarray(INSTRUMENTS, { minLength: 1 })
const point = fc
  .record({
    anchor: fc.constantFrom(...ANCHORS.map(({ id }) => id)),
    offset: fc.integer({ min: 0, max: 12 }),
    closes: fc.integer({ min: 1, max: 6 }),
    battery,
    repeat: fc.option(
      fc.record({
        every: fc.integer({ min: 1, max: 7 }).map((days) => `P${days}D`),
        times: fc.integer({ min: 2, max: 3 }),
      }),
    ),
  })
  .map(({ offset, closes, repeat, ...rest }) => ({
    ...{ ...rest, offset: `P${offset}D`, closes: `P${closes}D`, due: 'P0D' },
    ...(repeat && { repeat }),
  }))
const madeUpStudy = fc
  .record({
    points: fc.array(point, { minLength: 1, maxLength: 4 }),
    spacing: fc.array(
      fc.record({
        instrument: fc.constantFrom(...INSTRUMENTS.map((ref) => ref.split('@')[0])),
        days: fc.integer({ min: 1, max: 21 }),
      }),
      { maxLength: 2 },
    ),
    assessmentsPerWeek: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  })
  .map(({ points, ...rest }) =>
    buildStudy({
      ...{ ...rest, anchors: ANCHORS },
      timepoints: [
        { ...baseline, battery: ['peg@1.0.0', 'phq-9@1.0.0'] },
        // What counts from a submission of `point-0` can count from it only where it is asked once.
        ...points.map((one, at) => buildPoint({ ...one, id: `point-${at}` })),
      ],
    }),
  )

const day = (of: number) => shiftIso('2026-03-01T12:00:00.000Z', of * 24 * HOUR_MS)
const step = fc.oneof(
  fc.record({
    does: fc.constantFrom('start', 'submit', 'submit'),
    which: fc.nat(99),
    // At the last moment it comes closest to what is asked next.
    late: fc.oneof(fc.nat(99), fc.constant(99)),
  }),
  fc.record({
    does: fc.constant('treat'),
    kind: fc.constantFrom('ketamine-infusion', 'ketamine-infusion', 'lidocaine-infusion'),
    day: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 14 })),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** When it is answered, in hundredths of its window. */
function findMoment({ opensAt, closesAt }: PlannedAssessment, late: number): string {
  const [from, until] = [Date.parse(opensAt), Date.parse(closesAt)]
  return new Date(from + Math.floor(((until - from) * late) / 100)).toISOString()
}

/** Every submission of a history: whether it was said to move nothing, and what of the others it did move. */
function listSubmissions(study: StudyDefinition, steps: readonly Step[]) {
  const treatments: { kind: string; givenAt: string }[] = []
  const completions = new Map<string, string>()
  const settled = new Map<string, readonly string[]>()
  const plan = () => {
    const facts: ScheduleFacts = {
      ...{ enrolledAt: day(0), timeZone: 'America/New_York', treatments: [...treatments] },
      completions: new Map(completions),
    }
    return buildPlan(study, facts, new Map(settled)).assessments
  }
  return steps.flatMap((one) => {
    if ('day' in one) {
      treatments.push({ kind: one.kind, givenAt: day(one.day) })
      return []
    }
    const before = plan()
    const open = before.filter(({ timepoint }) => !completions.has(timepoint))
    const found = open[one.which % open.length]
    if (!found) return []
    const { timepoint } = found
    settled.set(timepoint, settled.get(timepoint) ?? found.battery)
    if (one.does === 'start') return []
    completions.set(timepoint, findMoment(found, one.late))
    const listOthers = (all: readonly PlannedAssessment[]) =>
      all
        .filter((other) => other.timepoint !== timepoint)
        .sort((a, b) => (a.timepoint < b.timepoint ? -1 : 1))
    const [was, is] = [listOthers(before), listOthers(plan())]
    const said = canSubmissionMove(study, timepoint, found.battery, treatments)
    return [{ said, was, is, isMoved: JSON.stringify(was) !== JSON.stringify(is) }]
  })
}

describe('where it is said to move nothing, the plan of everything else stays as it is', () => {
  test.each<[string, fc.Arbitrary<StudyDefinition>]>([
    // Its own two weeks are always over when the next one opens, since the baseline closes at the first treatment.
    [
      'the shipped study, with a longer spacing',
      fc.constant({ ...shipped, spacing: [{ instrument: 'phq-9', days: 35 }] }),
    ],
    ['studies with spacing, completion anchors, repetitions and a weekly limit', madeUpStudy],
  ])('%s', (_, studies) => {
    const seen = { moved: 0, still: 0 }
    fc.assert(
      fc.property(studies, fc.array(step, { minLength: 2, maxLength: 8 }), (study, steps) => {
        for (const { said, was, is, isMoved } of listSubmissions(study, steps)) {
          if (isMoved) seen.moved += 1
          if (!said) seen.still += 1
          if (!said) expect(is).toEqual(was)
        }
      }),
      { numRuns: 300, seed: 20_260_302 },
    )
    // There were submissions that moved something, and some that were said to move nothing.
    expect(seen.moved).toBeGreaterThan(0)
    expect(seen.still).toBeGreaterThan(0)
  })
})
