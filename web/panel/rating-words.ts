import type { RatedQuestion } from '../../surveys/consensus/questions.ts'
import {
  listRatings,
  RATING_SCALES,
  type RatingBand,
  type RatingScale,
  SCALE_BANDS,
} from '../../surveys/consensus/scale.ts'
import type { PanelWords } from '../text/panel-text.ts'
import type { ShownRating } from './view.ts'

/** One rating as it is shown: a number, or yes and no. */
export function formatRating(scale: RatingScale, rating: number, text: PanelWords): string {
  if (scale !== 'yes-no') return String(rating)
  return rating === 1 ? text.item.yes : text.item.no
}

/** A vote in a sentence: `7 out of 9`, `Yes`, `Cannot judge`. */
export function formatVote(scale: RatingScale, vote: ShownRating, text: PanelWords): string {
  if (vote.kind === 'cannot-rate') return text.overviewPage.cannot
  if (scale === 'yes-no') return formatRating(scale, vote.rating, text)
  return text.item.outOf(vote.rating, RATING_SCALES[scale].highest)
}

/** `7–9`, or `Yes`. */
export function formatBand(scale: RatingScale, { from, to }: RatingBand, text: PanelWords): string {
  const ends = [...new Set([from, to])].map((rating) => formatRating(scale, rating, text))
  return ends.join('–')
}

export type NamedBand = { readonly side: 'accepted' | 'between' | 'rejected'; readonly band: RatingBand }

/** The bands of a scale, rising. */
export function listBands(scale: RatingScale): readonly NamedBand[] {
  const { rejected, between, accepted } = SCALE_BANDS[scale]
  return [
    { side: 'rejected', band: rejected },
    ...(between === null ? [] : [{ side: 'between' as const, band: between }]),
    { side: 'accepted', band: accepted },
  ]
}

/** What each band of a scale means for a type of question. */
export function describeBands(
  scale: RatingScale,
  type: RatedQuestion['type'],
  text: PanelWords,
): readonly string[] {
  const { lowest, highest } = text.rating.ends[type]
  const words = { rejected: lowest, between: text.rating.between, accepted: highest }
  return listBands(scale).map(({ side, band }) => text.rating.bands(band.from, band.to, words[side]))
}

/** Whether a rating lies in a band. */
export function isWithin({ from, to }: RatingBand, rating: number): boolean {
  return rating >= from && rating <= to
}

/** The ratings of a scale with what is read out beside the ends; yes comes before no. */
export function listOptions(
  scale: RatingScale,
  type: RatedQuestion['type'],
  text: PanelWords,
): readonly { readonly rating: number; readonly label: string; readonly end?: string }[] {
  const { lowest, highest } = RATING_SCALES[scale]
  const ends = text.rating.ends[type]
  const ratings = scale === 'yes-no' ? listRatings(scale).toReversed() : listRatings(scale)
  return ratings.map((rating) => ({
    ...{ rating, label: formatRating(scale, rating, text) },
    ...(scale !== 'yes-no' && rating === lowest && { end: ends.lowest }),
    ...(scale !== 'yes-no' && rating === highest && { end: ends.highest }),
  }))
}
