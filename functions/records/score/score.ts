import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { SCORING_ALGORITHM, scoreInstrument } from '../../../surveys/scoring/score.ts'
import { formatRational, toNumber } from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { type Battery, type BatteryAnswers, pickAnswers } from '../response/response.ts'

/** `withLate`: made anew when answers that arrived after the window were taken in. */
export type NotSubmitted = {
  readonly at: string
  readonly closesAt: string
  readonly withLate?: true | undefined
}

/** The scores of one response. */
export type ScoreSheet = {
  readonly study: string
  readonly site: string
  readonly participant: string
  readonly timepoint: string
  readonly answeredAt: string
  readonly scores: readonly StoredScore[]
  /** Of a sheet that was made later from the same answers, by a newer algorithm. */
  readonly recomputed?: { readonly algorithm: string; readonly at: string } | undefined
  /** Of answers that were never sent: when it was made, and the end of the window that closed on them. `answeredAt` is that of the last answer. */
  readonly notSubmitted?: NotSubmitted | undefined
}

/** When a sheet was made: with the submission, at the end of the window, or later by a newer algorithm. */
export function findComputationTime({
  answeredAt,
  recomputed,
  notSubmitted,
}: Pick<ScoreSheet, 'answeredAt' | 'recomputed' | 'notSubmitted'>): string {
  return recomputed?.at ?? notSubmitted?.at ?? answeredAt
}

/** Scores a whole battery, scale by scale, in the order of the battery. */
export function scoreBattery(battery: Battery, answers: BatteryAnswers): StoredScore[] {
  return battery.instruments.flatMap(({ definition, hash, calibration }) =>
    scoreInstrument(definition, pickAnswers(definition, answers), calibration?.items).map(
      (score): StoredScore => {
        const from = {
          instrument: formatRef(definition),
          hash,
          algorithm: SCORING_ALGORITHM,
          scale: score.scale,
          itemsMissing: [...score.itemsMissing],
          calibration: score.kind === 'scored' && score.estimated ? (calibration?.hash ?? null) : null,
        }
        return score.kind === 'not-scorable'
          ? { kind: 'not-scorable', ...from, reason: score.reason }
          : {
              kind: 'scored',
              ...from,
              exact: formatRational(score.exact),
              value: toNumber(score.exact),
              standardError: score.standardError,
              estimated: score.estimated,
              band: score.band,
              itemsUsed: score.itemsUsed.length,
              itemsReversed: [...score.itemsReversed],
            }
      },
    ),
  )
}

/** `phq-9/total`, whatever the version: how responder definitions name a score. */
export function formatScoreName(score: { instrument: string; scale: string }): string {
  return `${score.instrument.split('@')[0]}/${score.scale}`
}
