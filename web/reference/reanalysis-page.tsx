import { ForestPlot, type ForestRow } from '../charts/forest-plot.tsx'
import { SurvivalCurves } from '../charts/survival-curves.tsx'
import { DataTable } from '../console/data-table.tsx'
import { DocsFrame } from '../docs/index.ts'
import { reanalysisText as text } from '../text/en/reference.ts'
import { findPoolingText } from '../text/pooling-text.ts'
import type { Reanalysis } from './reanalysis-view.ts'

/** Published analyses done again, in English as they are: every number beside the one in print. */
export function ReanalysisPage({ reanalyses }: { readonly reanalyses: readonly Reanalysis[] }) {
  const numbers = reanalyses.flatMap((one) => one.numbers)
  const alike = numbers.filter(({ agrees }) => agrees).length
  return (
    <DocsFrame
      path="/docs/reanalyses"
      title={text.title}
      headings={reanalyses.map(({ id, title }) => ({ anchor: id, title }))}
    >
      <h1>{text.title}</h1>
      <p class="lead">{text.lead}</p>
      <p>
        <b>{text.alike(alike, numbers.length)}</b> {alike < numbers.length ? text.others : null}
      </p>
      {reanalyses.map((one) => (
        <Section reanalysis={one} />
      ))}
      <p class="soft small">{text.more}</p>
    </DocsFrame>
  )
}

function Section({ reanalysis }: { readonly reanalysis: Reanalysis }) {
  const { id, title, data, source, method, numbers } = reanalysis
  return (
    <section class="card" aria-label={title} id={id}>
      <h2>{title}</h2>
      <p>{data}</p>
      <p class="soft small">
        {method}. {text.source(source)}
      </p>
      <Plot plot={reanalysis.plot} />
      <DataTable
        label={text.numbers(title)}
        columns={[
          { title: text.number },
          ...[text.printed, text.computed].map((column) => ({ title: column, isNumber: true })),
          { title: text.same },
        ]}
        rows={numbers.map(({ what, printed, computed, agrees }) => [
          what,
          ...[formatMinus(printed), formatMinus(computed), agrees ? text.yes : text.no],
        ])}
      />
      {numbers.map(({ what, note, agrees }) =>
        note === null || agrees ? null : (
          <p class="small">
            {what}: {note}
          </p>
        ),
      )}
    </section>
  )
}

function Plot({ plot }: { readonly plot: Reanalysis['plot'] }) {
  if (plot.kind === 'survival')
    return <SurvivalCurves locale="en" title={plot.title} axis={plot.axis} curves={plot.curves} />
  const formatRatio = (log: number) => Math.exp(log).toFixed(2)
  const formatInterval = ([low, high]: readonly [number, number]) =>
    `${formatRatio(low)}–${formatRatio(high)}`
  const rows: ForestRow[] = [
    ...plot.trials.map(({ name, weight, value, interval }) => ({
      ...{ kind: 'site' as const, label: name, weight },
      estimate: { value, interval },
      words: `${formatRatio(value)} (${formatInterval(interval)})`,
    })),
    {
      ...{ kind: 'pooled', label: text.pooled, estimate: plot.pooled },
      words: `${formatRatio(plot.pooled.value)} (${formatInterval(plot.pooled.interval)})`,
    },
    {
      ...{ kind: 'prediction', label: text.prediction, words: `(${formatInterval(plot.prediction)})` },
      estimate: { value: plot.pooled.value, interval: plot.prediction },
    },
  ]
  return (
    <ForestPlot
      locale="en"
      title={plot.title}
      axis={plot.axis}
      upwards={text.moreEvents}
      domain={[Math.log(0.1), Math.log(4)]}
      ticks={[0.125, 0.25, 0.5, 1, 2, 4].map(Math.log)}
      format={(log) => String(Number(Math.exp(log).toPrecision(4)))}
      reference={0}
      headings={{ weight: findPoolingText('en').weight }}
      rows={rows}
    />
  )
}

function formatMinus(words: string): string {
  return words.replace('-', '−')
}
