import * as z from 'zod/mini'

const provenance = {
  /** `phq-9@1.0.0` and the hash of that definition. */
  instrument: z.string(),
  hash: z.string(),
  algorithm: z.string(),
  scale: z.string(),
  itemsMissing: z.array(z.string()),
  /** The hash of the calibration that it was estimated with. */
  calibration: z._default(z.nullable(z.string()), null),
}

/** One scale's score with where it came from. `exact` is a fraction such as `20/3`, in the unit of the scale. */
export const scaleScoreSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scored'),
    ...provenance,
    exact: z.string(),
    value: z.number(),
    /** As printed in the table that the score was read from, or from the calibration that it was estimated with. */
    standardError: z._default(z.nullable(z.number()), null),
    estimated: z._default(z.boolean(), false),
    band: z.nullable(z.string()),
    itemsUsed: z.int(),
    itemsReversed: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('not-scorable'),
    ...provenance,
    reason: z.enum(['items-missing', 'unknown-code', 'outside-table', 'divided-by-zero', 'no-calibration']),
  }),
])

export type StoredScore = z.infer<typeof scaleScoreSchema>
