import * as z from 'zod/mini'

/** The rating scales that a protocol can name. Ratings are whole numbers; no is 0 and yes is 1. */
export const RATING_SCALES = {
  'one-to-nine': { lowest: 1, highest: 9 },
  'zero-to-ten': { lowest: 0, highest: 10 },
  'one-to-five': { lowest: 1, highest: 5 },
  'one-to-four': { lowest: 1, highest: 4 },
  'yes-no': { lowest: 0, highest: 1 },
} as const satisfies Record<string, { lowest: number; highest: number }>

export type RatingScale = keyof typeof RATING_SCALES

export const ratingScaleSchema = z.enum(
  Object.keys(RATING_SCALES) as [RatingScale, ...(readonly RatingScale[])],
)

/** Neighboring ratings that are counted as one, both ends included. */
export const ratingBandSchema = z
  .strictObject({ from: z.int(), to: z.int() })
  .check(z.refine(({ from, to }) => from <= to, 'must not end before it begins'))
export type RatingBand = z.infer<typeof ratingBandSchema>

/** The bands that published rules speak of: 7–9, 4–6 and 1–3 on the scale from 1 to 9. */
export const SCALE_BANDS: Readonly<
  Record<RatingScale, { accepted: RatingBand; rejected: RatingBand; between: RatingBand | null }>
> = {
  'one-to-nine': {
    accepted: { from: 7, to: 9 },
    between: { from: 4, to: 6 },
    rejected: { from: 1, to: 3 },
  },
  'zero-to-ten': {
    accepted: { from: 7, to: 10 },
    between: { from: 4, to: 6 },
    rejected: { from: 0, to: 3 },
  },
  'one-to-five': {
    accepted: { from: 4, to: 5 },
    between: { from: 3, to: 3 },
    rejected: { from: 1, to: 2 },
  },
  'one-to-four': { accepted: { from: 3, to: 4 }, between: null, rejected: { from: 1, to: 2 } },
  'yes-no': { accepted: { from: 1, to: 1 }, between: null, rejected: { from: 0, to: 0 } },
}

/** Every rating of a scale, rising. */
export function listRatings(scale: RatingScale): readonly number[] {
  const { lowest, highest } = RATING_SCALES[scale]
  return Array.from({ length: highest - lowest + 1 }, (_, at) => lowest + at)
}

/** Whether a number is a rating of the scale. */
export function isRatingOf(scale: RatingScale, value: number): boolean {
  const { lowest, highest } = RATING_SCALES[scale]
  return Number.isInteger(value) && value >= lowest && value <= highest
}
