import type { RatingScale } from '../../surveys/consensus/scale.ts'
import type { PanelWords } from '../text/panel-text.ts'
import { formatRating } from './rating-words.ts'
import type { GroupRatings } from './view.ts'

/** Units of the picture, which is scaled to its place. */
const COLUMN = 30
const TALLEST = 64
const TOP = 20
const BASE = TOP + TALLEST

/**
 * How many gave each rating, as columns with their counts; one's own rating is marked by color and by a word. The same counts
 * are read out as the picture's name.
 *
 * @param own one's earlier rating, if there is one
 */
export function RatingChart({
  scale,
  ratings,
  own,
  name,
  text,
}: {
  readonly scale: RatingScale
  readonly ratings: GroupRatings
  readonly own: number | undefined
  readonly name: string
  readonly text: PanelWords
}) {
  const { histogram } = ratings
  const most = Math.max(1, ...histogram.map(({ count }) => count))
  const width = COLUMN * Math.max(histogram.length, 5)
  const step = width / histogram.length
  const counts = histogram.map(({ rating, count }) =>
    text.feedback.bar(formatRating(scale, rating, text), count),
  )
  return (
    <svg
      viewBox={`0 0 ${width} ${BASE + 36}`}
      role="img"
      aria-label={`${text.feedback.chart(name)}. ${counts.join('; ')}`}
    >
      {histogram.map(({ rating, count }, at) => {
        const height = (TALLEST * count) / most
        const middle = step * (at + 0.5)
        const isOwn = rating === own
        return (
          <>
            <rect
              class={isOwn ? 'mine' : 'bar'}
              x={middle - COLUMN * 0.36}
              y={BASE - height}
              width={COLUMN * 0.72}
              height={height}
            />
            {count === 0 ? null : (
              <text class="count" x={middle} y={BASE - height - 5}>
                {count}
              </text>
            )}
            <text x={middle} y={BASE + 16}>
              {formatRating(scale, rating, text)}
            </text>
            {isOwn ? (
              <text class="mine" x={Math.min(Math.max(middle, 16), width - 16)} y={BASE + 32}>
                {text.feedback.you}
              </text>
            ) : null}
          </>
        )
      })}
      <line class="axis" x1="0" x2={width} y1={BASE} y2={BASE} />
    </svg>
  )
}
