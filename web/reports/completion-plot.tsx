import type { CompletionRow } from '../api/analyses/completion-row.ts'
import { SHARES } from '../charts/axes.tsx'
import { RowPlot } from '../charts/row-plot.tsx'
import { createFormats } from '../console/format.ts'
import { findReportsText } from '../text/reports-text.ts'
import type { ReportBlock } from './report-blocks.ts'

const SIDE_PX = 10

/**
 * How much was completed of what was expected at each timepoint, with its interval.
 *
 * @param rows one for each timepoint, in their order
 * @returns none where nothing was expected yet, and the table says so
 */
export function buildCompletionPlot(
  locale: string,
  rows: readonly { readonly timepoint: string; readonly row: CompletionRow }[],
): readonly ReportBlock[] {
  const text = findReportsText(locale).plots
  const { percent } = createFormats(locale)
  const shown = rows.flatMap(({ timepoint, row }) =>
    row.kind === 'counted' && row.ofExpected !== null ? [{ timepoint, ...row.ofExpected }] : [],
  )
  const ordered = shown.toSorted((a, b) => a.rate - b.rate)
  const [least, most] = [ordered.at(0), ordered.at(-1)]
  if (!least || !most) return []
  return [
    {
      kind: 'plot',
      seen:
        least === most
          ? text.completion.seenOne(most.timepoint, percent(most.rate))
          : text.completion.seen([most, least].map((one) => `${one.timepoint}, ${percent(one.rate)}`)),
      drawing: (
        <RowPlot
          locale={locale}
          title={text.completion.title}
          axis={text.completion.axis}
          upwards={text.completion.upwards}
          {...SHARES}
          rows={shown.map(({ timepoint, completed, of, rate, interval }) => ({
            ...{ label: timepoint, count: text.of(completed, of) },
            words: `${percent(rate)} (${percent(interval[0])}–${percent(interval[1])})`,
            mark: { shape: 'square', side: SIDE_PX, value: rate, interval },
          }))}
        />
      ),
    },
  ]
}
