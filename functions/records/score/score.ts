import * as z from 'zod'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { SCORING_ALGORITHM, scoreInstrument } from '../../../surveys/scoring/score.ts'
import { formatRational, toNumber } from '../../../surveys/values/rational.ts'
import { type StoredScore, scaleScoreSchema } from '../../../web/api/participants/scale-score.ts'
import { type Battery, type BatteryAnswers, pickAnswers } from '../response/response.ts'

/** The scores of one response. */
export const scoreSheetSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
  answeredAt: z.string(),
  scores: z.array(scaleScoreSchema),
  /** Of a sheet that was made later from the same answers, by a newer algorithm. */
  recomputed: z.object({ algorithm: z.string(), at: z.string() }).optional(),
})

/** When a sheet was made: with the submission, or later by a newer algorithm. */
export function findComputationTime({
  answeredAt,
  recomputed,
}: Pick<ScoreSheet, 'answeredAt' | 'recomputed'>): string {
  return recomputed?.at ?? answeredAt
}

export type ScoreSheet = z.infer<typeof scoreSheetSchema>

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
