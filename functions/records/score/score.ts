import * as z from 'zod'
import { refOf } from '../../../surveys/instrument/vocabulary.ts'
import { formatRational, toNumber } from '../../../surveys/rational.ts'
import { SCORING_ALGORITHM, scoreInstrument } from '../../../surveys/scoring/score.ts'
import { answersOf, type Battery, type BatteryAnswers } from '../response/response.ts'

const provenance = {
  /** `phq-9@1.0.0` and the hash of that definition. */
  instrument: z.string(),
  hash: z.string(),
  algorithm: z.string(),
  scale: z.string(),
  itemsMissing: z.array(z.string()),
  /** The hash of the calibration that it was estimated with. */
  calibration: z.string().nullable().default(null),
}

/** One scale's score with where it came from. `exact` is a fraction such as `20/3`, in the unit of the scale. */
export const scaleScoreSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scored'),
    ...provenance,
    exact: z.string(),
    value: z.number(),
    /** As printed in the table that the score was read from, or from the calibration that it was estimated with. */
    standardError: z.number().nullable().default(null),
    estimated: z.boolean().default(false),
    band: z.string().nullable(),
    itemsUsed: z.number().int(),
    itemsReversed: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('not-scorable'),
    ...provenance,
    reason: z.enum(['items-missing', 'unknown-code', 'outside-table', 'divided-by-zero', 'no-calibration']),
  }),
])

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
export function computedAt({
  answeredAt,
  recomputed,
}: Pick<ScoreSheet, 'answeredAt' | 'recomputed'>): string {
  return recomputed?.at ?? answeredAt
}

export type StoredScore = z.infer<typeof scaleScoreSchema>
export type ScoreSheet = z.infer<typeof scoreSheetSchema>

/** Scores a whole battery, scale by scale, in the order of the battery. */
export function scoreBattery(battery: Battery, answers: BatteryAnswers): StoredScore[] {
  return battery.instruments.flatMap(({ definition, hash, calibration }) =>
    scoreInstrument(definition, answersOf(definition, answers), calibration?.items).map(
      (score): StoredScore => {
        const from = {
          instrument: refOf(definition),
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
export function scoreName(score: { instrument: string; scale: string }): string {
  return `${score.instrument.split('@')[0]}/${score.scale}`
}
