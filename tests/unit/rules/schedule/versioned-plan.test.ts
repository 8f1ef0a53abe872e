import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import {
  addEffects,
  listVersionChanges,
  listVersionEffects,
} from '../../../../functions/rules/rollouts/version-effects.ts'
import type { ScheduleFacts } from '../../../../functions/rules/schedule/anchors.ts'
import { buildPlan } from '../../../../functions/rules/schedule/plan.ts'
import {
  listScheduleChanges,
  type ScheduleChange,
} from '../../../../functions/rules/schedule/schedule-changes.ts'
import {
  buildVersionedPlan,
  type FollowedVersions,
} from '../../../../functions/rules/schedule/versioned-plan.ts'
import {
  buildAssessment,
  planAssessmentAnew,
} from '../../../../functions/workflows/schedule/schedule-writes.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../../../surveys/study/definition.ts'

const shipped = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
if (!shipped) throw new Error('the study ships')
const [baseline, weekOne] = shipped.timepoints
const PAIN = ['worst-pain-nrs@1.0.0']

const timepoint = (id: string, offset: string, change: object = {}) => ({
  ...weekOne,
  ...{ id, offset, reminders: ['P1D'], opens: 'P0D', due: 'P1D', closes: 'P3D', battery: PAIN },
  ...change,
})
function version(number: string, timepoints: object[], change: object = {}): StudyDefinition {
  return studyDefinitionSchema.parse({
    ...structuredClone(shipped),
    ...{ version: number, spacing: [], timepoints: [baseline, ...timepoints] },
    ...change,
  })
}

const someone = {
  ...{ study: shipped.id, site: 'harbor', participant: 'harbor-00000000', locale: 'en', timeZone: 'UTC' },
  ...{ enrolledAt: '2026-03-01T12:00:00.000Z', planRevision: 0 },
}
const facts = (givenAt = '2026-03-02T10:00:00.000Z', change: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  ...{ enrolledAt: someone.enrolledAt, timeZone: 'UTC' },
  ...{ treatments: [{ kind: 'ketamine-infusion', givenAt }], completions: new Map() },
  ...change,
})

const one = version('1.0.0', [
  timepoint('day-5', 'P5D'),
  timepoint('day-10', 'P10D'),
  timepoint('day-20', 'P20D'),
])
/** On the morning of the seventh day: day 5 is open. */
const NOW = '2026-03-08T08:00:00.000Z'
const stand = (study: StudyDefinition, given = facts()): TextedAssessment[] =>
  buildPlan(study, given).assessments.map((planned) => buildAssessment(study, someone, planned))
const follow = (next: StudyDefinition, since = NOW): FollowedVersions => [
  { study: one, since: '' },
  { study: next, since },
]

function change(existing: readonly TextedAssessment[], next: StudyDefinition, given = facts(), now = NOW) {
  const plan = buildVersionedPlan(follow(next, now), given, new Map(), existing)
  const changes = listVersionChanges(existing, plan, someone, now)
  const effects = listVersionEffects(existing, changes, plan, buildPlan(next, given), next.version, now)
  return { plan, changes, effects, counts: addEffects({}, effects) }
}
const counted = (existing: readonly TextedAssessment[], next: StudyDefinition) =>
  Object.entries(change(existing, next).counts).map(([id, counts]) => [
    id,
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  ])

function apply(
  existing: readonly TextedAssessment[],
  changes: readonly ScheduleChange[],
  versions: FollowedVersions,
  now: string,
): TextedAssessment[] {
  const byId = new Map(existing.map((standing) => [standing.timepoint, standing]))
  for (const made of changes)
    if (made.kind === 'cancel')
      byId.set(made.assessment.timepoint, { ...made.assessment, progress: 'cancelled' })
    else {
      const study =
        versions.find((followed) => followed.study.version === made.planned.studyVersion)?.study ?? one
      const next =
        made.kind === 'add'
          ? buildAssessment(study, someone, made.planned)
          : planAssessmentAnew(study, someone, made.from, made.planned, now)
      byId.set(next.timepoint, next)
    }
  return [...byId.values()]
}

describe('a new version leaves alone', () => {
  const everything = version('2.0.0', [
    timepoint('day-5', 'P9D', { battery: ['peg@1.0.0'] }),
    timepoint('day-10', 'P12D'),
    timepoint('day-20', 'P20D'),
  ])

  test('what is open, though it moves it and asks other questions', () => {
    const { changes, counts } = change(stand(one), everything)
    expect(changes.map(({ kind }) => kind)).toEqual(['move'])
    expect(counts['day-5']).toMatchObject({ leftOpen: 1, moved: 0, otherBattery: 0 })
  })

  test('what is open or begun, though it asks it no more', () => {
    const dropped = version('2.0.0', [timepoint('day-10', 'P10D'), timepoint('day-20', 'P20D')])
    expect(counted(stand(one), dropped)).toEqual(
      [
        ['day-5', { leftOpen: 1 }],
        ['baseline', {}],
      ].slice(0, 1),
    )
    const begun = stand(one).map((standing) =>
      standing.timepoint === 'day-5'
        ? { ...standing, progress: 'started' as const, startedAt: '2026-03-07T12:00:00.000Z' }
        : standing,
    )
    expect(counted(begun, dropped)).toEqual([['day-5', { leftBegun: 1 }]])
  })

  test('what is closed, answered or not', () => {
    const later = '2026-03-11T00:00:00.000Z'
    const { changes, effects } = change(
      stand(one),
      version('2.0.0', [timepoint('day-20', 'P20D')]),
      facts(),
      later,
    )
    expect(changes.map((made) => made.kind === 'cancel' && made.assessment.timepoint)).toEqual(['day-10'])
    expect(effects.some(({ timepoint: id }) => id === 'day-5')).toBe(false)
  })

  test('a window that opens at the very instant', () => {
    const opening = '2026-03-12T09:00:00.000Z'
    const { changes } = change(stand(one), version('2.0.0', [timepoint('day-20', 'P20D')]), facts(), opening)
    expect(changes).toEqual([])
  })
})

describe('of what is still to come, a new version', () => {
  test('moves, adds, cancels and asks anew', () => {
    const next = version('2.0.0', [
      timepoint('day-10', 'P11D', { battery: ['peg@1.0.0'] }),
      timepoint('day-15', 'P15D'),
    ])
    expect(counted(stand(one), next)).toEqual([
      ['day-10', { moved: 1, otherBattery: 1 }],
      ['day-15', { added: 1 }],
      ['day-20', { cancelled: 1 }],
      ['day-5', { leftOpen: 1 }],
    ])
  })

  test('plans other reminders anew where the window stays', () => {
    const next = version('2.0.0', [
      timepoint('day-5', 'P5D'),
      timepoint('day-10', 'P10D', { reminders: ['P2D'] }),
      timepoint('day-20', 'P20D'),
    ])
    expect(counted(stand(one), next)).toEqual([['day-10', { otherTexts: 1 }]])
  })

  test('adds nothing whose window is open or over by then', () => {
    const next = version('2.0.0', [
      ...[timepoint('day-3', 'P3D'), timepoint('day-4', 'P4D'), timepoint('day-5', 'P5D')],
      ...[timepoint('day-10', 'P10D'), timepoint('day-20', 'P20D')],
    ])
    expect(counted(stand(one), next)).toEqual([])
  })

  test('moves into a window that is open already, and texts in texting hours', () => {
    const next = version('2.0.0', [
      timepoint('day-5', 'P5D'),
      timepoint('day-10', 'P5D', { invite: 'at-once' }),
      timepoint('day-20', 'P20D'),
    ])
    const atNight = '2026-03-08T03:00:00.000Z'
    const { changes } = change(stand(one), next, facts(), atNight)
    expect(changes).toMatchObject([
      {
        kind: 'move',
        planned: {
          timepoint: 'day-10',
          opensAt: '2026-03-07T09:00:00.000Z',
          textAt: '2026-03-08T09:00:00.000Z',
        },
      },
    ])
  })

  test('cancels what would be over before anybody could be asked', () => {
    const next = version('2.0.0', [
      timepoint('day-5', 'P5D'),
      timepoint('day-10', 'P1D'),
      timepoint('day-20', 'P20D'),
    ])
    expect(counted(stand(one), next)).toEqual([['day-10', { cancelled: 1, cancelledByRule: 1 }]])
  })

  test('says by which rule it leaves something out', () => {
    const spaced = version(
      '2.0.0',
      [timepoint('day-5', 'P5D'), timepoint('day-10', 'P10D'), timepoint('day-20', 'P20D')],
      { spacing: [{ instrument: 'worst-pain-nrs', days: 8 }] },
    )
    expect(counted(stand(one), spaced)).toEqual([
      ['day-10', { cancelled: 1, cancelledByRule: 1 }],
      ['day-5', { leftOpen: 1 }],
    ])
  })
})

describe('afterwards', () => {
  const next = version('2.0.0', [timepoint('day-10', 'P12D'), timepoint('day-20', 'P20D')])
  const versions = follow(next)
  const moved = () => apply(stand(one), change(stand(one), next).changes, versions, NOW)
  const changesBy = (existing: readonly TextedAssessment[], given: ScheduleFacts, now: string) =>
    listScheduleChanges(existing, buildVersionedPlan(versions, given, new Map(), existing), someone, now)

  test('nothing is left to change', () => {
    expect(changesBy(moved(), facts(), '2026-03-09T00:00:00.000Z')).toEqual([])
  })

  test('a treatment that is corrected moves what was left alone by its own version, and drops nothing', () => {
    const corrected = facts('2026-03-01T20:00:00.000Z')
    const changes = changesBy(moved(), corrected, '2026-03-09T00:00:00.000Z')
    expect(changes.map(({ kind }) => kind)).not.toContain('cancel')
    expect(changes).toContainEqual(
      expect.objectContaining({
        kind: 'move',
        planned: expect.objectContaining({
          timepoint: 'day-5',
          studyVersion: '1.0.0',
          opensAt: '2026-03-06T09:00:00.000Z',
        }),
      }),
    )
  })

  test('a treatment that is voided cancels what counted from it, whichever version asked it', () => {
    const changes = changesBy(moved(), facts('', { treatments: [] }), '2026-03-09T00:00:00.000Z')
    expect(
      changes.flatMap((made) => (made.kind === 'cancel' ? [made.assessment.timepoint] : [])).sort(),
    ).toEqual(['day-10', 'day-20', 'day-5'])
  })

  test('whoever goes west keeps what is open, by the version that opened it', () => {
    const west = { ...facts(), timeZone: 'America/Los_Angeles' }
    const just = '2026-03-07T09:30:00.000Z'
    const here = follow(next, just)
    const plan = buildVersionedPlan(here, facts(), new Map(), stand(one))
    const existing = apply(stand(one), listVersionChanges(stand(one), plan, someone, just), here, just)
    const after = listScheduleChanges(
      existing,
      buildVersionedPlan(here, west, new Map(), existing),
      { timeZone: west.timeZone, locale: 'en' },
      '2026-03-07T10:00:00.000Z',
    )
    expect(after.filter(({ kind }) => kind === 'cancel')).toEqual([])
  })
})

test('at whatever instants versions follow each other and treatments are corrected, nothing open or begun is changed by a version, and the plan is reached at once', () => {
  const day = fc.integer({ min: 1, max: 30 })
  const asked = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    offset: day,
    closes: fc.integer({ min: 1, max: 6 }),
    battery: fc.constantFrom(PAIN, ['peg@1.0.0']),
  })
  const arbitrary = fc.uniqueArray(asked, { selector: ({ id }) => id, minLength: 1, maxLength: 4 })
  const build = (
    number: string,
    timepoints: readonly { id: string; offset: number; closes: number; battery: string[] }[],
  ) =>
    version(
      number,
      timepoints.map(({ id, offset, closes, battery }) =>
        timepoint(id, `P${offset}D`, { closes: `P${closes}D`, battery }),
      ),
    )
  const at = (hours: number) => new Date(Date.UTC(2026, 2, 1, 12) + hours * 3_600_000).toISOString()
  fc.assert(
    fc.property(
      ...([arbitrary, arbitrary, arbitrary] as const),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 500 }),
      fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
      fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
      (first, second, third, gapOne, gapTwo, changedAfter, corrected, begun) => {
        const [v1, v2, v3] = [build('1.0.0', first), build('2.0.0', second), build('3.0.0', third)]
        const [t1, t2] = [at(gapOne), at(gapOne + gapTwo)]
        let versions: FollowedVersions = [{ study: v1, since: '' }]
        let existing = stand(v1).map((standing) =>
          begun.some((id) => id === standing.timepoint) && standing.opensAt <= t1
            ? { ...standing, progress: 'started' as const, startedAt: standing.opensAt }
            : standing,
        )
        const settle = () =>
          new Map(
            existing
              .filter(({ progress }) => progress === 'started')
              .map((standing) => [standing.timepoint, standing.battery]),
          )
        for (const [study, since] of [
          [v2, t1],
          [v3, t2],
        ] as const) {
          versions = [...versions, { study, since }]
          const plan = buildVersionedPlan(versions, facts(), settle(), existing)
          const changes = listVersionChanges(existing, plan, someone, since)
          // The rule leaves nothing over that the general one would change.
          expect(listScheduleChanges(existing, plan, someone, since)).toEqual(changes)
          const before = existing
          existing = apply(existing, changes, versions, since)
          for (const standing of before)
            if (standing.opensAt <= since && standing.progress !== 'cancelled')
              expect(existing).toContainEqual(standing)
          for (const standing of existing)
            if (!before.some(({ timepoint: id }) => id === standing.timepoint))
              expect(standing.opensAt > since).toBe(true)
          expect(
            listScheduleChanges(
              existing,
              buildVersionedPlan(versions, facts(), settle(), existing),
              someone,
              since,
            ),
          ).toEqual([])
        }
        const now = at(gapOne + gapTwo + changedAfter)
        expect(
          listScheduleChanges(
            existing,
            buildVersionedPlan(versions, facts(), settle(), existing),
            someone,
            now,
          ),
        ).toEqual([])
        if (corrected === undefined) return
        const given = facts(at(corrected))
        const changes = listScheduleChanges(
          existing,
          buildVersionedPlan(versions, given, settle(), existing),
          someone,
          now,
        )
        existing = apply(existing, changes, versions, now)
        expect(
          listScheduleChanges(
            existing,
            buildVersionedPlan(versions, given, settle(), existing),
            someone,
            now,
          ),
        ).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})
