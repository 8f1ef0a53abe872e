import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  filterAsOf,
  findPersonAsOf,
  type StoredParticipantStatus,
  type StoredRows,
} from '../../../../functions/analysis/timeline/as-of.ts'
import type { Assessment } from '../../../../functions/records/assessment/assessment.ts'
import { findMissedReasonEntry } from '../../../../functions/records/assessment/missed-reason.ts'
import { appendPlan, listPlans } from '../../../../functions/records/assessment/plans.ts'
import type { ParticipationEnd } from '../../../../functions/records/participant/participant.ts'
import type { ScoreSheet } from '../../../../functions/records/score/score.ts'
import type { Treatment } from '../../../../functions/records/treatment/treatment.ts'

const formatMillisecond = (millisecond: number) => new Date(Date.UTC(2026, 0, 1) + millisecond).toISOString()
const buildWindow = (day: number) => ({
  opensAt: formatMillisecond(day),
  dueAt: formatMillisecond(day + 2),
  closesAt: formatMillisecond(day + 4),
})
const of = { study: 'study', site: 'harbor', participant: 'harbor-00000001' }

type World = {
  assessment: (StoredRows['assessments'][number] & { readonly locale: string }) | undefined
  treatment: Treatment | undefined
  sheets: readonly ScoreSheet[]
  person: StoredParticipantStatus
  events: StoredRows['events']
}
const NOTHING: World = {
  assessment: undefined,
  treatment: undefined,
  sheets: [],
  person: { arm: null, dispositions: [] },
  events: [],
}

/** What can happen at an instant: what is stored after it. */
const HAPPENINGS: Record<string, (world: World, now: string, drawn: number) => World> = {
  plan: (world, now, drawn) => {
    const { assessment } = world
    if (assessment?.progress === 'completed' || assessment?.progress === 'started') return world
    const planned = {
      ...of,
      timepoint: 'week-1',
      locale: 'en',
      progress: 'untouched' as const,
      ...buildWindow(drawn),
    }
    return {
      ...world,
      assessment: assessment
        ? {
            ...{ ...planned, ...appendPlan(assessment, planned, now) },
            ...(assessment.missedReasons && { missedReasons: assessment.missedReasons }),
            // What was begun before it was cancelled is begun still.
            ...(assessment.startedAt && { progress: 'started', startedAt: assessment.startedAt }),
          }
        : { ...planned, plannedSince: now },
    }
  },
  cancel: (world, now) => {
    const { assessment } = world
    if (!assessment || assessment.progress === 'completed' || assessment.progress === 'cancelled')
      return world
    const earlierPlans = [...listPlans(assessment)]
    return { ...world, assessment: { ...assessment, progress: 'cancelled', plannedSince: now, earlierPlans } }
  },
  start: (world, now) =>
    world.assessment?.progress === 'untouched'
      ? { ...world, assessment: { ...world.assessment, progress: 'started', startedAt: now } }
      : world,
  submit: (world, now) => {
    const { assessment } = world
    if (assessment?.progress !== 'untouched' && assessment?.progress !== 'started') return world
    const startedAt = assessment.startedAt ?? now
    return {
      ...world,
      assessment: { ...assessment, progress: 'completed', startedAt, completedAt: now },
      sheets: [{ ...of, timepoint: 'week-1', answeredAt: now, scores: [] }],
    }
  },
  tell: (world, now, drawn) => {
    const { assessment } = world
    if (!assessment) return world
    const reason = [null, 'too-ill' as const, 'other' as const][drawn % 3] ?? null
    const entry = { reason, recordedAt: now, ofPlan: assessment.earlierPlans?.length ?? 0 }
    return {
      ...world,
      assessment: { ...assessment, missedReasons: [...(assessment.missedReasons ?? []), entry] },
    }
  },
  recompute: (world, now, drawn) => {
    const [first] = world.sheets
    const algorithm = String(drawn + 2)
    if (!first || world.sheets.some(({ recomputed }) => recomputed?.algorithm === algorithm)) return world
    return { ...world, sheets: [...world.sheets, { ...first, recomputed: { algorithm, at: now } }] }
  },
  record: (world, now) => {
    const { treatment } = world
    if (treatment && !treatment.voided) return world
    const changes = [...(treatment?.changes ?? []), now]
    return {
      ...world,
      treatment: { ...of, kind: 'infusion', givenAt: formatMillisecond(0), recordedAt: now, changes },
    }
  },
  void: (world, now) => {
    const { treatment } = world
    if (!treatment || treatment.voided) return world
    return {
      ...world,
      treatment: { ...treatment, voided: true, changes: [...(treatment.changes ?? []), now] },
    }
  },
  happen: (world, now, drawn) => {
    const [event] = world.events
    if (event && 'event' in (event.entries.at(-1) ?? {})) return world
    const recording = {
      ...{ recordedAt: now, event: { kind: 'opioid-dose' as const, morphineEquivalent: drawn } },
    }
    const entries = [...(event?.entries ?? []), recording]
    return { ...world, events: [{ participant: of.participant, at: formatMillisecond(1), entries }] }
  },
  undo: (world, now) => {
    const [event] = world.events
    if (!event || 'voided' in (event.entries.at(-1) ?? {})) return world
    const voiding = { recordedAt: now, voided: 'wrong-details' as const }
    return { ...world, events: [{ ...event, entries: [...event.entries, voiding] }] }
  },
  end: (world, now) => {
    const ended: ParticipationEnd = { how: 'withdrawn', at: formatMillisecond(0), recordedAt: now }
    return { ...world, person: { ...world.person, dispositions: [...world.person.dispositions, ended] } }
  },
  goOn: (world, now) => {
    const dispositions = [...world.person.dispositions, { how: null, recordedAt: now }]
    return { ...world, person: { ...world.person, dispositions } }
  },
}

const buildRows = ({ assessment, treatment, sheets, events }: World): StoredRows => ({
  assessments: assessment ? [assessment] : [],
  treatments: treatment ? [treatment] : [],
  sheets,
  events,
})
const formatKnown = (world: World, asOf: string) =>
  JSON.stringify([filterAsOf(buildRows(world), asOf), findPersonAsOf(world.person, asOf)])

/** Without histories: what stands now, told as somebody would who looks at it as it happens. */
const toldNow = ({ assessment, treatment, sheets, person, events }: World) => ({
  events: events.flatMap(({ entries }) => {
    const last = entries.at(-1)
    return last && 'event' in last ? [last.event] : []
  }),
  assessments: assessment ? [[assessment.progress, assessment.startedAt, assessment.completedAt]] : [],
  reason: findMissedReasonEntry(assessment?.missedReasons, assessment?.earlierPlans?.length ?? 0)?.reason,
  window: assessment?.progress === 'cancelled' ? undefined : assessment?.opensAt,
  treatments: treatment && !treatment.voided ? [treatment.recordedAt] : [],
  algorithms: sheets.map(({ recomputed }) => Number(recomputed?.algorithm ?? 0)).sort((a, b) => b - a)[0],
  ended: person.dispositions.at(-1)?.how ?? null,
})
const toldThen = (world: World, asOf: string) => {
  const { assessments, treatments, sheets, events } = filterAsOf(buildRows(world), asOf)
  const [assessment] = assessments
  return {
    events: events.map(({ event }) => event),
    assessments: assessments.map((one) => [one.progress, one.startedAt, one.completedAt]),
    reason: assessment?.missedReason,
    window: assessment?.progress === 'cancelled' ? undefined : assessment?.opensAt,
    treatments: treatments.map(({ recordedAt }) => recordedAt),
    algorithms: sheets.map(({ recomputed }) => Number(recomputed?.algorithm ?? 0))[0],
    ended: findPersonAsOf(world.person, asOf).ended?.how ?? null,
  }
}

const history = fc.array(
  fc.record({
    what: fc.constantFrom(...Object.keys(HAPPENINGS)),
    // Several in one millisecond, now and then.
    later: fc.integer({ min: 0, max: 2 }),
    drawn: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 40 },
)

describe('what was known at an instant', () => {
  test('is what stood then, and stays it whatever comes', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        let world = NOTHING
        let now = 10
        const then = new Map<string, { told: string; stood: ReturnType<typeof toldNow> }>()
        for (const { what, later, drawn } of happenings) {
          now += later
          world = HAPPENINGS[what]?.(world, formatMillisecond(now), drawn) ?? world
          then.set(formatMillisecond(now), {
            told: formatKnown(world, formatMillisecond(now)),
            stood: toldNow(world),
          })
        }
        for (const [asOf, { told, stood }] of then) {
          expect(formatKnown(world, asOf)).toBe(told)
          expect(toldThen(world, asOf)).toEqual(stood)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('is told of clocks that differ the same way whenever it is asked for', () => {
    fc.assert(
      fc.property(
        history,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40 }),
        (happenings, ahead) => {
          let world = NOTHING
          let now = 10
          const then: (readonly [string, string])[] = []
          for (const [step, { what, later, drawn }] of happenings.entries()) {
            now += 1 + later
            // A server whose clock is ahead writes times to come; whoever asks has the right time.
            world = HAPPENINGS[what]?.(world, formatMillisecond(now + (ahead[step] ?? 0)), drawn) ?? world
            then.push([formatMillisecond(now), formatKnown(world, formatMillisecond(now))])
          }
          for (const [asOf, told] of then) expect(formatKnown(world, asOf)).toBe(told)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('of items from before histories were kept', () => {
  const old = {
    ...{ ...of, timepoint: 'week-1', locale: 'en', ...buildWindow(1) },
    progress: 'completed' as Assessment['progress'],
    completedAt: formatMillisecond(2),
    startedAt: formatMillisecond(1),
  }
  const rows = (assessment: StoredRows['assessments'][number]): StoredRows => ({
    ...{ assessments: [assessment], sheets: [], treatments: [], events: [] },
  })

  test('an assessment has always been planned as it is, and its answers come when they came', () => {
    const progress = [0, 1, 2].map(
      (day) => filterAsOf(rows(old), formatMillisecond(day)).assessments[0]?.progress,
    )
    expect(progress).toEqual(['untouched', 'started', 'completed'])
  })

  test('the first change keeps what it was before, without a time', () => {
    const { completedAt: _, startedAt: __, ...untouched } = { ...old, progress: 'untouched' as const }
    const moved = {
      ...untouched,
      ...buildWindow(9),
      ...appendPlan(untouched, buildWindow(9), formatMillisecond(5)),
    }
    expect(moved.earlierPlans).toEqual([buildWindow(1)])
    expect(filterAsOf(rows(moved), formatMillisecond(4)).assessments[0]?.opensAt).toBe(formatMillisecond(1))
    expect(filterAsOf(rows(moved), formatMillisecond(5)).assessments[0]?.opensAt).toBe(formatMillisecond(9))
  })

  test('a treatment stands from its recording; one that was taken back never stood', () => {
    const treatment: Treatment = {
      ...of,
      kind: 'infusion',
      givenAt: formatMillisecond(0),
      recordedAt: formatMillisecond(3),
    }
    const known = (one: Treatment, asOf: number) =>
      filterAsOf({ assessments: [], sheets: [], treatments: [one], events: [] }, formatMillisecond(asOf))
        .treatments.length
    expect([known(treatment, 2), known(treatment, 3)]).toEqual([0, 1])
    expect([known({ ...treatment, voided: true }, 3), known({ ...treatment, voided: true }, 9)]).toEqual([
      0, 0,
    ])
  })
})

describe('an instant is known with its millisecond', () => {
  test('of a sheet, its recomputation and an end', () => {
    const first: ScoreSheet = { ...of, timepoint: 'week-1', answeredAt: formatMillisecond(3), scores: [] }
    const again: ScoreSheet = { ...first, recomputed: { algorithm: '2', at: formatMillisecond(6) } }
    const sheets = (asOf: number) =>
      filterAsOf(
        { assessments: [], sheets: [first, again], treatments: [], events: [] },
        formatMillisecond(asOf),
      ).sheets
    expect([2, 3, 5, 6].map(sheets)).toEqual([[], [first], [first], [again]])
    const ended: ParticipationEnd = {
      how: 'died',
      at: formatMillisecond(1),
      recordedAt: formatMillisecond(4),
    }
    const person = { arm: 'ketamine', dispositions: [ended, { how: null, recordedAt: formatMillisecond(7) }] }
    expect([3, 4, 6, 7].map((asOf) => findPersonAsOf(person, formatMillisecond(asOf)).ended)).toEqual([
      null,
      ended,
      ended,
      null,
    ])
  })
})
