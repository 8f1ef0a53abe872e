import { createRandomStream } from '../../functions/analysis/statistics/random.ts'
import type { StoredParticipantStatus, StoredRows } from '../../functions/analysis/timeline/as-of.ts'
import { compareTexts } from '../../functions/platform/core/compare-texts.ts'
import type { Planned } from '../../functions/records/assessment/planned-history.ts'
import type { ScoreSheet } from '../../functions/records/score/score.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import type { Measures } from '../../surveys/study/measures.ts'
import { parseRational, toNumber } from '../../surveys/values/rational.ts'
import type { StoredScore } from '../../web/api/participants/scale-score.ts'

const DAY = 86_400_000
export const HISTORY_BEGINS = Date.UTC(2026, 0, 5, 15)
const DUE_DAYS = [-2, 7, 28, 84, 168, 252]

export type SiteHistory = {
  readonly rows: StoredRows
  readonly people: ReadonlyMap<string, StoredParticipantStatus>
}

/**
 * Rows of a clinic with everything that can happen to them: windows that move and are canceled and planned again, answers that are
 * late, never sent, scored anew or under another version, treatments that are taken back, people who leave and return. The same for the
 * same seed.
 */
export function buildRandomHistories(
  study: StudyDefinition,
  measures: Measures,
  site: string,
  count: number,
  seed: number,
): SiteHistory {
  const random = createRandomStream(seed, site)
  const chance = (share: number) => random.uniform() < share
  const pick = <One>(from: readonly One[]) => from[random.drawInteger(from.length)] as One
  const at = (base: number, days: number) => new Date(base + Math.round(days * DAY)).toISOString()
  const rows = { assessments: [], sheets: [], treatments: [], events: [] } as {
    -readonly [Key in keyof StoredRows]: StoredRows[Key][number][]
  }
  const people = new Map<string, StoredParticipantStatus>()
  // As they come from the table: by their names.
  const timepoints = [...study.timepoints.map(({ id }, visit) => [visit, id] as const)].sort(([, a], [, b]) =>
    compareTexts(a, b),
  )
  const scales = [...new Set([...measures.values()].map(({ name }) => name))]

  const buildScores = (timepoint: string): readonly StoredScore[] =>
    scales.flatMap((name): StoredScore[] => {
      const measure = measures.get(name)
      if (!measure?.isAskedAt(timepoint) || chance(0.03)) return []
      const [instrument = '', scale = ''] = name.split('/')
      const version = study.timepoints
        .flatMap(({ battery }) => battery)
        .find((ref) => ref.startsWith(`${instrument}@`))
      const about = {
        ...{ instrument: chance(0.03) ? `${instrument}@0.1.0` : (version ?? ''), hash: 'h', scale },
        ...{ algorithm: chance(0.02) ? '0' : '1', itemsMissing: chance(0.05) ? ['q1'] : [] },
        calibration: chance(0.02) ? 'c' : null,
      }
      if (chance(0.05))
        return [{ kind: 'not-scorable', ...about, reason: pick(['items-missing', 'unknown-code']) }]
      const [low, high] = measure.range
      const whole = Math.floor(low) + random.drawInteger(Math.floor(high - low) + 1)
      const exact = whole > low && chance(0.4) ? `${3 * whole - 1}/3` : String(whole)
      const band = measure.bands.length > 0 ? pick(measure.bands).id : null
      return [
        {
          ...{
            kind: 'scored',
            ...about,
            exact,
            value: toNumber(parseRational(exact)),
            estimated: false,
            band,
          },
          standardError: chance(0.2) ? 2.3 : null,
          ...{ itemsUsed: 1 + random.drawInteger(9), itemsReversed: chance(0.1) ? ['q2', 'q5'] : [] },
        },
      ]
    })

  const buildMissedReasons = (closed: number, ofPlan: number) => [
    { reason: pick(['too-ill', 'technical'] as const), recordedAt: at(closed, 1), ofPlan },
    ...(chance(0.2) ? [{ reason: null, recordedAt: at(closed, 9), ofPlan }] : []),
  ]

  for (let number = 0; number < count; number += 1) {
    const participant = `${site}-${String(number).padStart(8, '0')}`
    const of = { study: study.id, site, participant }
    const enrolled = HISTORY_BEGINS + random.drawInteger(100) * DAY
    const treated = enrolled + random.drawInteger(12) * DAY
    const isTreated = chance(0.9)
    for (let nth = 0; isTreated && nth < (chance(0.3) ? 3 : 1); nth += 1) {
      const given = treated + nth * (chance(0.5) ? 20 : 60) * DAY
      const changes = [0.1, ...(chance(0.1) ? [5] : []), ...(chance(0.03) ? [9] : [])].map((days) =>
        at(given, days),
      )
      rows.treatments.push({
        ...{ ...of, kind: study.treatments[0]?.kind ?? 'x', givenAt: at(given, 0) },
        ...{ recordedAt: changes[0] as string, changes },
      })
    }
    for (const [visit, timepoint] of timepoints) {
      if (chance(0.05)) continue
      const due = treated + (DUE_DAYS[visit] ?? 300) * DAY
      const plan = (since: string | undefined, moved: number): Planned => ({
        ...(since !== undefined && { since }),
        ...{ opensAt: at(due, moved - 2), dueAt: at(due, moved), closesAt: at(due, moved + 5) },
      })
      const plans = [plan(chance(0.1) ? undefined : at(enrolled, 0), 0)]
      if (chance(0.2)) plans.push(plan(at(enrolled, 3), 4))
      if (chance(0.08)) plans.push({ since: at(enrolled, 20), cancelled: true })
      if (plans.length > 2 && chance(0.5)) plans.push(plan(at(enrolled, 40), 6))
      const last = plans.at(-1) as Planned
      const window = plans.findLast((one) => !('cancelled' in one)) as Exclude<Planned, { cancelled: true }>
      const isAnswered = chance(0.8)
      const isBegun = isAnswered || chance(0.4)
      const startedAt = at(Date.parse(window.opensAt), random.uniform() * 6)
      const answered = Date.parse(startedAt) + random.drawInteger(40) * 3_600_000
      const { opensAt, dueAt, closesAt } = window
      rows.assessments.push({
        ...{ participant, timepoint, opensAt, dueAt, closesAt },
        ...(last.since !== undefined && { plannedSince: last.since }),
        ...(plans.length > 1 && { earlierPlans: plans.slice(0, -1) }),
        progress: isAnswered
          ? 'completed'
          : 'cancelled' in last
            ? 'cancelled'
            : isBegun
              ? 'started'
              : 'untouched',
        ...(isBegun && !chance(0.05) && { startedAt }),
        ...(isAnswered && { completedAt: new Date(answered).toISOString() }),
        ...(chance(0.2) && { missedReasons: buildMissedReasons(Date.parse(closesAt), plans.length - 1) }),
      })
      const sheet = { ...of, timepoint, answeredAt: new Date(answered).toISOString() }
      const sheets: ScoreSheet[] = []
      if (isAnswered) sheets.push({ ...sheet, scores: buildScores(timepoint) })
      else if (isBegun && chance(0.6))
        sheets.push({
          ...{ ...sheet, scores: buildScores(timepoint) },
          notSubmitted: { at: at(Date.parse(closesAt), 0.01), closesAt },
        })
      if (isAnswered && chance(0.06))
        sheets.push({
          ...{ ...sheet, scores: buildScores(timepoint) },
          recomputed: { algorithm: '2', at: at(answered, 30) },
        })
      rows.sheets.push(...sheets)
    }
    if (isTreated && chance(0.1)) {
      const [on, recorded] = [treated + 15 * DAY, treated + 16 * DAY]
      const event = pick([
        { kind: 'rescue-treatment' as const, treatment: 'opioid' as const },
        { kind: 'treatment-stopped' as const, reason: pick(['no-benefit', 'course-complete'] as const) },
        { kind: 'opioid-dose' as const, morphineEquivalent: 20 },
      ])
      rows.events.push({
        ...{ participant, at: at(on, 0) },
        entries: [
          { recordedAt: at(recorded, 0), event },
          ...(chance(0.2) ? [{ recordedAt: at(recorded, 4), voided: 'wrong-details' as const }] : []),
        ],
      })
    }
    const ending = at(treated, 20 + random.drawInteger(60))
    people.set(participant, {
      arm: study.arms.length > 0 && chance(0.95) ? pick(study.arms).id : null,
      dispositions: chance(0.15)
        ? [
            {
              ...{
                how: pick(['withdrawn', 'lost-to-follow-up', 'died'] as const),
                at: ending,
                recordedAt: ending,
              },
              ...(chance(0.5) && { reason: pick(['no-benefit', 'side-effects'] as const) }),
            },
            ...(chance(0.2) ? [{ how: null, recordedAt: at(Date.parse(ending), 9) }] : []),
          ]
        : [],
      attributes: study.attributes.flatMap(({ id: attribute, options }) =>
        chance(0.8)
          ? [
              { attribute, code: pick(options).code, recordedAt: at(enrolled, 0) },
              ...(chance(0.1)
                ? [{ attribute, code: chance(0.5) ? null : pick(options).code, recordedAt: at(enrolled, 50) }]
                : []),
            ]
          : [],
      ),
    })
  }
  return { rows, people }
}
