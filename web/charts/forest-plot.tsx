import type { PlotHeadings, PlotRow } from './row-layout.ts'
import type { RowMark } from './row-mark.tsx'
import { RowPlot, type RowPlotProps } from './row-plot.tsx'

type Estimate = { readonly value: number; readonly interval: readonly [number, number] }
type InWords = { readonly label: string; readonly words: string; readonly count?: string }

/** A site with its share in the pooled estimate; the pooled estimate; and where a further site would lie. */
export type ForestRow =
  | (InWords & {
      readonly kind: 'site'
      /** `null` where there is none, or none that may be shown. */
      readonly estimate: Estimate | null
      /** Share in the pooled estimate, 0–100; `null` where the site is not pooled, or its weight may not be shown. */
      readonly weight: number | null
    })
  | (InWords & { readonly kind: 'pooled' | 'prediction'; readonly estimate: Estimate })

/** Side of the square with the largest weight, CSS px. */
const LARGEST_SIDE_PX = 16
const HOLLOW_SIDE_PX = 8

type ForestPlotProps = Omit<RowPlotProps, 'rows'> & {
  readonly headings?: PlotHeadings
  readonly rows: readonly ForestRow[]
}

/**
 * A forest plot. The area of a site's square is in proportion to its weight (Lewis & Clarke, BMJ 322:1479, 2001); a site
 * without a weight has a small hollow one. The pooled estimate is a diamond, the prediction interval is dashed.
 */
export function ForestPlot({ rows, ...rest }: ForestPlotProps) {
  const percent = new Intl.NumberFormat(rest.locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const weights = rows.flatMap((row) => (row.kind === 'site' ? (row.weight ?? []) : []))
  const largest = Math.max(...weights)
  return (
    <RowPlot
      {...rest}
      rows={rows.map(
        ({ label, words, count, ...row }): PlotRow => ({
          ...{ label, words, ...(count !== undefined && { count }), isStrong: row.kind === 'pooled' },
          ...(row.kind === 'site' &&
            row.estimate &&
            row.weight !== null && { weight: percent.format(row.weight / 100) }),
          mark:
            row.kind === 'site' ? buildSiteMark(row, largest) : { shape: SHAPES[row.kind], ...row.estimate },
        }),
      )}
    />
  )
}

const SHAPES = { pooled: 'summary', prediction: 'prediction' } as const

function buildSiteMark(
  { estimate, weight }: Pick<Extract<ForestRow, { kind: 'site' }>, 'estimate' | 'weight'>,
  largest: number,
): RowMark | null {
  if (estimate === null) return null
  if (weight === null) return { ...estimate, shape: 'hollow', side: HOLLOW_SIDE_PX }
  return { ...estimate, shape: 'square', side: LARGEST_SIDE_PX * Math.sqrt(weight / largest) }
}
