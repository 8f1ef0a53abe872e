import { line } from 'd3-shape'
import { buildXAxis, buildYAxis, SHARES } from './axes.tsx'
import { Placed, StretchedPath } from './picture.tsx'
import { layOutSmallCurve, SmallCurve, type SmallCurveText } from './small-curve.tsx'

/** A cut, by the shares, 0–1, of the improved and of the others that it classifies correctly. */
export type RocCut = { readonly sensitivity: number; readonly specificity: number }

type RocCurveProps = {
  readonly locale: string
  /** The best cut in words, with its number. */
  readonly text: SmallCurveText & { readonly bestCut: string }
  readonly cuts: readonly RocCut[]
  readonly best: readonly RocCut[]
}

/** A receiver operating characteristic curve. The best cut is marked; a cut no better than chance lies on the dashed line. */
export function RocCurve({ locale, text, cuts, best }: RocCurveProps) {
  const plot = layOutSmallCurve(text, 208)
  const [x, y] = [buildXAxis(plot, { locale, ...SHARES }), buildYAxis(plot, { locale, ...SHARES })]
  const path = line<RocCut>(
    ({ specificity }) => x.scale(1 - specificity),
    ({ sensitivity }) => y.scale(sensitivity),
  )
  return (
    <SmallCurve text={text} plot={plot} x={x} y={y}>
      <line class="stem" x1="0" x2="100%" y1={plot.floor} y2={plot.top} />
      <StretchedPath plot={plot} kind="mark" path={path(cuts)} />
      {best.map(({ sensitivity, specificity }) => (
        <Placed x={x.scale(1 - specificity)} y={y.scale(sensitivity)}>
          <circle class="dot" r="5" />
        </Placed>
      ))}
      <text x="100%" dx={-6} y={plot.floor - 10} text-anchor="end">
        <tspan class="dot">●</tspan> {text.bestCut}
      </text>
    </SmallCurve>
  )
}
