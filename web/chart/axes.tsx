/** A mark of an axis: where it stands in the picture, and what it says. */
export type Tick = { readonly at: number; readonly words: string }

/** Lines across the plot with their numbers on the left. */
export function GridLines({ ticks, left, right }: { ticks: readonly Tick[]; left: number; right: number }) {
  return (
    <>
      {ticks.map(({ at, words }) => (
        <g>
          <line class="grid" x1={left} x2={right} y1={at} y2={at} />
          <text class="soft" x={left - 6} y={at + 4} text-anchor="end">
            {words}
          </text>
        </g>
      ))}
    </>
  )
}

/** The floor of the plot with what stands below it. */
export function Floor(props: { ticks: readonly Tick[]; left: number; right: number; at: number }) {
  const { ticks, left, right, at } = props
  return (
    <>
      <line class="axis" x1={left} x2={right} y1={at} y2={at} />
      {ticks.map((tick) => (
        <text class="soft" x={tick.at} y={at + 16} text-anchor="middle">
          {tick.words}
        </text>
      ))}
    </>
  )
}

/** Numbers of an axis in the words of a locale, with a true minus. */
export function tickWords(locale: string): (value: number) => string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  return (value) => number.format(value).replace('-', '−')
}
