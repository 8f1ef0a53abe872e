import { Placed, StretchedPath } from './picture.tsx'
import { formatPercent, type Plot } from './plot.ts'

/** An interval with its estimate, as it is drawn in a row. Values are on the scale of the axis. */
export type RowMark = {
  readonly value: number
  /** None where there is only an estimate. */
  readonly interval: readonly [number, number] | null
} & (
  | { readonly shape: 'square' | 'hollow' /** CSS px. */; readonly side: number; readonly isDashed?: boolean }
  | { readonly shape: 'summary' | 'prediction' | 'diamond' }
  /** From the left end of the axis to the value. */
  | { readonly shape: 'bar' }
)

/** Height of a bar, CSS px. */
const BAR_PX = 12

/** From a value to percent across; beyond the axis below 0 or above 100. */
export type ToPercent = (value: number) => number

type MarkProps = { readonly plot: Plot; readonly x: ToPercent; readonly y: number; readonly mark: RowMark }

/**
 * The mark of a row. A confidence interval is a solid line, a prediction interval a dashed one with stops, a pooled
 * estimate a diamond as wide as its interval. What lies beyond the axis is cut off there, with an arrow.
 */
export function RowMarkDrawing({ plot, x, y, mark }: MarkProps) {
  const { shape, interval } = mark
  if (shape === 'bar')
    return (
      <rect
        class="bar"
        x="0"
        y={y - BAR_PX / 2}
        width={formatPercent(clamp(x(mark.value)))}
        height={BAR_PX}
      />
    )
  if (shape === 'summary' && interval !== null) {
    const at = clamp(x(mark.value))
    const [low, high] = interval.map((end) => clamp(x(end))) as [number, number]
    return (
      <StretchedPath
        plot={plot}
        kind="diamond"
        path={`M${low} ${y}L${at} ${y - 8}L${high} ${y}L${at} ${y + 8}Z`}
      />
    )
  }
  return (
    <>
      {interval === null ? null : (
        <IntervalLine {...{ x, y, interval }} kind={findLineKind(mark)} dashes={findDashes(mark)} />
      )}
      <Estimate x={x} y={y} mark={mark} />
    </>
  )
}

function findLineKind({ shape }: RowMark): string {
  return shape === 'prediction' ? 'prediction' : 'interval'
}

function findDashes(mark: RowMark): string | undefined {
  return 'isDashed' in mark && mark.isDashed ? '4 3' : undefined
}

type IntervalLineProps = {
  readonly x: ToPercent
  readonly y: number
  readonly interval: readonly [number, number]
  readonly kind: string
  readonly dashes: string | undefined
}

function IntervalLine({ x, y, interval, kind, dashes }: IntervalLineProps) {
  const [low, high] = interval.map(x) as [number, number]
  return (
    <>
      <line
        class={kind}
        x1={formatPercent(clamp(low))}
        x2={formatPercent(clamp(high))}
        y1={y}
        y2={y}
        stroke-dasharray={dashes}
      />
      {[low, high].map((end) =>
        isBeyond(end) ? (
          <Arrow at={end} y={y} kind={kind} />
        ) : kind === 'prediction' ? (
          <Placed x={end} y={y}>
            <path class="mark" d="M0 -5v10" />
          </Placed>
        ) : null,
      )}
    </>
  )
}

function Estimate({ x, y, mark }: Omit<MarkProps, 'plot'>) {
  const at = x(mark.value)
  if (mark.shape === 'prediction' || mark.shape === 'summary' || mark.shape === 'bar') return null
  if (isBeyond(at)) return <Arrow at={at} y={y} kind="interval" />
  if (!('side' in mark))
    return (
      <Placed x={at} y={y}>
        <path class="diamond" d="M-7 0l7 -7l7 7l-7 7Z" />
      </Placed>
    )
  const side = Math.round(mark.side * 100) / 100
  return (
    <Placed x={at} y={y}>
      <rect class={mark.shape} x={-side / 2} y={-side / 2} width={side} height={side} />
    </Placed>
  )
}

/** At the edge of the plot area that something lies beyond. */
function Arrow({ at, y, kind }: { readonly at: number; readonly y: number; readonly kind: string }) {
  const back = at < 0 ? 7 : -7
  return (
    <Placed x={clamp(at)} y={y}>
      <path class={`beyond ${kind}`} d={`M0 0l${back} -5v10Z`} />
    </Placed>
  )
}

/** Rounding apart. */
function isBeyond(at: number): boolean {
  return at < -0.01 || at > 100.01
}

function clamp(at: number): number {
  return Math.min(100, Math.max(0, at))
}
