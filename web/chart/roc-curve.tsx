import { line } from 'd3-shape'
import { Axes, buildXAxis, buildYAxis, QUARTERS } from './axes.tsx'
import { Picture, Placed, StretchedPath } from './picture.tsx'
import { layOutPlot, NARROW_PX } from './plot.ts'

/** A cut, by the shares, 0–1, of the improved and of the others that it takes for improved. */
export type RocCut = { readonly sensitivity: number; readonly specificity: number }

type RocCurveProps = {
  readonly locale: string
  /** What the picture shows, for those who do not see it. */
  readonly label: string
  readonly xTitle: string
  readonly yTitle: string
  /** In words, with its number. */
  readonly bestCut: string
  readonly cuts: readonly RocCut[]
  readonly best: readonly RocCut[]
}

/** A receiver operating characteristic curve. The best cut is marked; a cut no better than chance lies on the dashed line. */
export function RocCurve({ locale, label, xTitle, yTitle, bestCut, cuts, best }: RocCurveProps) {
  const plot = layOutPlot({ width: NARROW_PX, left: 34, right: 16, top: 28, tall: 208, xTitle })
  const shares = {
    ...({ locale, domain: [0, 1], ticks: QUARTERS } as const),
    format: (share: number) => String(share * 100),
  }
  const [x, y] = [buildXAxis(plot, shares), buildYAxis(plot, shares)]
  const path = line<RocCut>(
    ({ specificity }) => x.scale(1 - specificity),
    ({ sensitivity }) => y.scale(sensitivity),
  )
  return (
    <Picture size="only" height={plot.height} label={label}>
      <text class="soft" x="0" y={12}>
        {yTitle}
      </text>
      <Axes plot={plot} x={x} y={y}>
        <line class="stem" x1="0" x2="100%" y1={plot.floor} y2={plot.top} />
        <StretchedPath plot={plot} kind="mark" path={path(cuts)} />
        {best.map(({ sensitivity, specificity }) => (
          <Placed x={x.scale(1 - specificity)} y={y.scale(sensitivity)}>
            <circle class="dot" r="5" />
          </Placed>
        ))}
        <text x="100%" dx={-6} y={plot.floor - 10} text-anchor="end">
          <tspan class="dot">●</tspan> {bestCut}
        </text>
      </Axes>
    </Picture>
  )
}
