import { textFor } from '../text/index.ts'
import { DataTable } from './data-table.tsx'
import { formats } from './format.ts'
import { titleIn } from './frame.ts'
import type { ContrastView, FittedModel, MeanView, ModelView } from './model-view.ts'

type ModelTableProps = {
  readonly locale: string
  readonly view: ModelView
  readonly model: FittedModel
}

/** A row for each visit and arm. */
export function MeansTable({ locale, view, model }: ModelTableProps) {
  const text = textFor(locale)
  const hasArms = view.arms.length > 1
  const columns = [
    { title: text.model.visit },
    ...(hasArms ? [{ title: text.model.arm }] : []),
    ...['n', text.analysis.estimate, text.analysis.interval(formats(locale).percent(model.level))].map(
      number,
    ),
    ...[text.model.standardError, text.model.df].map(number),
  ]
  const rows = model.means.map((mean) => [
    titleIn(view.visits, mean.visit),
    ...(hasArms ? [titleIn(view.arms, mean.arm)] : []),
    ...meanCells(mean, locale),
  ])
  return <DataTable label={text.model.means} columns={columns} rows={rows} />
}

/** A row for each visit and difference of two arms. */
export function ContrastsTable({ locale, view, model }: ModelTableProps) {
  const text = textFor(locale)
  const columns = [
    { title: text.model.visit },
    { title: text.model.compared },
    ...[text.analysis.estimate, text.analysis.interval(formats(locale).percent(model.level))].map(number),
    ...[text.model.standardError, text.model.df, 'p'].map(number),
  ]
  const rows = model.contrasts.map((contrast) => [
    titleIn(view.visits, contrast.visit),
    text.model.difference(titleIn(view.arms, contrast.arm), titleIn(view.arms, contrast.against)),
    ...contrastCells(contrast, locale),
  ])
  return <DataTable label={text.model.differences} columns={columns} rows={rows} />
}

/** Between the visits that are in the model. */
export function CorrelationTable({ locale, view, model }: ModelTableProps) {
  const text = textFor(locale).model
  const { estimate } = formats(locale)
  const visits = [...new Set(model.means.map(({ visit }) => visit))].map((id) => titleIn(view.visits, id))
  return (
    <DataTable
      label={text.correlation}
      columns={[{ title: text.visit }, ...visits.map(number)]}
      rows={model.correlation.map((row, at) => [visits[at] ?? '', ...row.map(estimate)])}
    />
  )
}

function meanCells(mean: MeanView, locale: string): readonly string[] {
  const text = textFor(locale)
  if (mean.kind === 'withheld') return [text.console.outcomes.withheld]
  const n = formats(locale).count(mean.n)
  if (mean.kind === 'not-estimated') return [n, text.model.notEstimatedReasons[mean.reason]]
  return [n, ...estimateCells(mean, locale)]
}

function contrastCells(contrast: ContrastView, locale: string): readonly string[] {
  const text = textFor(locale)
  if (contrast.kind === 'withheld') return [text.console.outcomes.withheld]
  if (contrast.kind === 'not-estimated') return [text.model.notEstimatedReasons[contrast.reason]]
  return [...estimateCells(contrast, locale), formats(locale).p(contrast.p)]
}

/** Estimate, interval, standard error, degrees of freedom. */
export function estimateCells(
  one: { estimate: number; interval: readonly [number, number]; standardError: number; df: number },
  locale: string,
): readonly string[] {
  const { estimate, score } = formats(locale)
  const [low, high] = one.interval
  return [
    estimate(one.estimate),
    textFor(locale).analysis.to(estimate(low), estimate(high)),
    estimate(one.standardError),
    score(one.df),
  ]
}

function number(title: string) {
  return { title, isNumber: true }
}
