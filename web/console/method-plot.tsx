import { ThresholdPlot } from '../charts/threshold-plot.tsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { MethodRow } from './meaningful-change-rows.ts'

type MethodPlotProps = {
  readonly locale: string
  readonly rows: readonly MethodRow[]
  /** Length of the scale. */
  readonly span: number
}

/** Every method's threshold side by side. */
export function MethodPlot({ locale, rows, span }: MethodPlotProps) {
  const { meaningfulChange: text, analysis } = findAnalysesText(locale)
  return (
    <ThresholdPlot
      {...{ locale, span }}
      title={text.methods}
      axis={text.methodsAxis}
      upwards={text.morePoints}
      headings={{ label: text.method, count: 'n', words: analysis.estimate }}
      rows={rows.map(({ title, group, isUnconfirmed, n, ...row }) => ({
        ...{
          basis: group,
          group: text[group],
          isUnconfirmed,
          ...(n !== '' && row.estimate !== null && { count: n }),
        },
        ...{ estimate: row.estimate, interval: row.interval },
        label: isUnconfirmed ? `${title}, ${text.unconfirmed}` : title,
        words: formatEstimate(row, locale),
      }))}
    />
  )
}

function formatEstimate(
  {
    estimate,
    interval,
    said,
    intervalText,
  }: Pick<MethodRow, 'estimate' | 'interval' | 'said' | 'intervalText'>,
  locale: string,
): string {
  if (estimate === null) return findAnalysesText(locale).analysis.notEstimated
  return interval === null ? said : `${said} (${intervalText})`
}
