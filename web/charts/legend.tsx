import type { Child } from 'hono/jsx'
import { TextLines } from './picture.tsx'
import { LINE_PX, wrapText } from './text-size.ts'

type Entry = {
  readonly title: string
  /** Drawn to the left of the title, about its own origin, `SAMPLE_PX` wide. */
  readonly sample: Child
}

export const SAMPLE_PX = 28

const GAP_PX = 8
const ENTRY_GAP_PX = 4

/** Height of a legend in the narrowest picture, CSS px. */
export function computeLegendHeight(titles: readonly string[], width: number): number {
  return titles.reduce((sum, title) => sum + wrapTitle(title, width).length * LINE_PX + ENTRY_GAP_PX, 0)
}

/** What each line of a chart is, one below the other: names of arms are long. */
export function Legend(props: {
  readonly entries: readonly Entry[]
  readonly top: number
  readonly width: number
}) {
  const { entries, top, width } = props
  const computeOffset = (place: number) =>
    computeLegendHeight(
      entries.slice(0, place).map(({ title }) => title),
      width,
    )
  return (
    <>
      {entries.map(({ title, sample }, place) => (
        <g>
          <g transform={`translate(0 ${top + computeOffset(place) + LINE_PX / 2})`}>{sample}</g>
          <TextLines
            lines={wrapTitle(title, width)}
            x={SAMPLE_PX + GAP_PX}
            y={top + computeOffset(place) + 12}
          />
        </g>
      ))}
    </>
  )
}

function wrapTitle(title: string, width: number): readonly string[] {
  return wrapText(title, width - SAMPLE_PX - GAP_PX)
}
