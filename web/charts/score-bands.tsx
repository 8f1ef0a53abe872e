import { TextLines } from './picture.tsx'
import type { Plot } from './plot.ts'
import { estimateLongest, LINE_PX, wrapText } from './text-size.ts'

/** A band of a scale, such as mild or severe, from its least score up. */
export type ScoreBand = { readonly from: number; readonly label: string }

/** Bands, each with its upper end and the lines of its name. */
type BandLayout = {
  readonly bands: readonly (ScoreBand & { readonly to: number; readonly lines: readonly string[] })[]
  /** Room for the names to the right of the plot area, CSS px. */
  readonly gutter: number
  /** The names below the picture, where there is no room beside the bands. */
  readonly key: readonly string[]
  /** Height of the key, CSS px. */
  readonly below: number
}

const BARE_GUTTER_PX = 12
const NAME_PX = 124
/** Names beside the bands may take this share of a picture. */
const GUTTER_SHARE = 1 / 3

/** Lays the names of bands out: beside the bands where every name fits, otherwise as a key below the picture. */
export function layOutBands(
  bands: readonly ScoreBand[],
  [least, most]: readonly [number, number],
  tall: number,
  width: number,
): BandLayout {
  const placed = bands.map((band, place) => ({
    ...{ ...band, to: bands[place + 1]?.from ?? most },
    lines: wrapText(band.label, NAME_PX),
  }))
  const gutter = BARE_GUTTER_PX + estimateLongest(placed.flatMap(({ lines }) => lines))
  const fits = placed.every(
    ({ from, to, lines }) => (tall * (to - from)) / (most - least) >= lines.length * LINE_PX,
  )
  if (fits && gutter <= GUTTER_SHARE * width) return { bands: placed, gutter, key: [], below: 0 }
  const key = wrapText(bands.map(({ from, label }) => `≥${from} ${label}`).join(', '), width)
  return {
    bands: placed.map((band) => ({ ...band, lines: [] })),
    ...{ gutter: BARE_GUTTER_PX, key, below: key.length * LINE_PX + 4 },
  }
}

type BandsProps = { readonly names: BandLayout; readonly y: (value: number) => number }

/** Every second band shaded, each with its name beside where it starts. */
export function Bands({ names, y }: BandsProps) {
  return (
    <>
      {names.bands.map(({ from, to, lines }, place) => (
        <>
          {place % 2 === 0 ? null : (
            <rect class="band" x="0" width="100%" y={y(to)} height={y(from) - y(to)} />
          )}
          {lines.map((line, row) => (
            <text class="soft" x="100%" dx={6} y={y(from) - 4 - (lines.length - 1 - row) * LINE_PX}>
              {line}
            </text>
          ))}
        </>
      ))}
    </>
  )
}

/** The key of the bands, below the picture. */
export function BandNames({ names, plot }: { readonly names: BandLayout; readonly plot: Plot }) {
  return <TextLines lines={names.key} x={0} y={plot.height - names.below + 14} kind="soft" />
}
