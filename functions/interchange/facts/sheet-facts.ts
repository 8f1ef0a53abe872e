import { parseRational } from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import type { LakeValue } from '../../platform/lake/lake-engine.ts'
import { findComputationTime, type ScoreSheet } from '../../records/score/score.ts'
import { type Fact, toMilliseconds, toMillisecondsOrNull } from './fact.ts'

/** A sheet and each of its scores: exact, and where it came from. @param sheet what tells it from others of the response */
export function listSheetFacts(one: ScoreSheet, sheet: string): readonly Fact[] {
  const { participant, timepoint, answeredAt, recomputed, notSubmitted, scores } = one
  const key = { participant, timepoint, sheet }
  const recorded = { entry: 0, recorded_ms: toMilliseconds(findComputationTime(one)) }
  return [
    {
      ...{ table: 'sheets', participant },
      values: {
        ...{ ...key, ...recorded, answered_ms: toMilliseconds(answeredAt) },
        recomputed_algorithm: Number(recomputed?.algorithm ?? 0),
        not_submitted_ms: toMillisecondsOrNull(notSubmitted?.at),
        not_submitted_closes_ms: toMillisecondsOrNull(notSubmitted?.closesAt),
        with_late: notSubmitted?.withLate === true,
      },
    },
    ...scores.map(
      (score, place): Fact => ({
        ...{ table: 'scores', participant },
        values: { ...key, ...recorded, place, ...formatSource(score), ...formatValue(score) },
      }),
    ),
  ]
}

function formatSource(score: StoredScore): Record<string, LakeValue> {
  const { instrument, scale, hash, algorithm, calibration, kind, itemsMissing } = score
  return {
    ...{ instrument, scale, definition_hash: hash, algorithm, calibration, kind },
    items_missing: itemsMissing.join(' '),
  }
}

/** A score’s exact fraction, whose parts are whole numbers within 2^53. */
function formatValue(score: StoredScore): Record<string, LakeValue> {
  if (score.kind === 'not-scorable') return { estimated: false, reason: score.reason }
  const { exact, estimated, band, standardError, itemsUsed, itemsReversed } = score
  const { numerator, denominator } = parseRational(exact)
  return {
    ...{ estimated, numerator, denominator, exact, band },
    standard_error: standardError === null ? null : String(standardError),
    ...{ items_used: itemsUsed, items_reversed: itemsReversed.join(' ') },
  }
}
