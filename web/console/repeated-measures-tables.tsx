import { findText } from '../text/index.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { findTitle } from './frame.ts'
import type { ContrastView, FittedModel, MeanView, RepeatedMeasuresView } from './repeated-measures-view.ts'

type ModelTableProps = {
  readonly locale: string
  readonly view: RepeatedMeasuresView
  readonly model: FittedModel
}

/** A row for each visit and arm. */
export function MeansTable({ locale, view, model }: ModelTableProps) {
  const text = findText(locale)
  const hasArms = view.arms.length > 1
  const columns = [
    { title: text.repeatedMeasures.visit },
    ...(hasArms ? [{ title: text.repeatedMeasures.arm }] : []),
    ...['n', text.analysis.estimate, text.analysis.interval(createFormats(locale).percent(model.level))].map(
      buildNumberColumn,
    ),
    ...[text.repeatedMeasures.standardError, text.repeatedMeasures.df].map(buildNumberColumn),
  ]
  const rows = model.means.map((mean) => [
    findTitle(view.visits, mean.visit),
    ...(hasArms ? [findTitle(view.arms, mean.arm)] : []),
    ...buildMeanCells(mean, locale),
  ])
  return <DataTable label={text.repeatedMeasures.means} columns={columns} rows={rows} />
}

/** A row for each visit and difference of two arms. */
export function ContrastsTable({ locale, view, model }: ModelTableProps) {
  const text = findText(locale)
  const columns = [
    { title: text.repeatedMeasures.visit },
    { title: text.repeatedMeasures.compared },
    ...[text.analysis.estimate, text.analysis.interval(createFormats(locale).percent(model.level))].map(
      buildNumberColumn,
    ),
    ...[text.repeatedMeasures.standardError, text.repeatedMeasures.df, 'p'].map(buildNumberColumn),
  ]
  const rows = model.contrasts.map((contrast) => [
    findTitle(view.visits, contrast.visit),
    text.repeatedMeasures.difference(
      findTitle(view.arms, contrast.arm),
      findTitle(view.arms, contrast.against),
    ),
    ...buildContrastCells(contrast, locale),
  ])
  return <DataTable label={text.repeatedMeasures.differences} columns={columns} rows={rows} />
}

/** Between the visits that are in the model. */
export function CorrelationTable({ locale, view, model }: ModelTableProps) {
  const text = findText(locale).repeatedMeasures
  const { estimate } = createFormats(locale)
  const visits = [...new Set(model.means.map(({ visit }) => visit))].map((id) => findTitle(view.visits, id))
  return (
    <DataTable
      label={text.correlation}
      columns={[{ title: text.visit }, ...visits.map(buildNumberColumn)]}
      rows={model.correlation.map((row, at) => [visits[at] ?? '', ...row.map(estimate)])}
    />
  )
}

function buildMeanCells(mean: MeanView, locale: string): readonly string[] {
  const text = findText(locale)
  if (mean.kind === 'suppressed') return [text.console.outcomes.suppressed]
  const n = createFormats(locale).count(mean.n)
  if (mean.kind === 'not-estimated') return [n, text.repeatedMeasures.notEstimatedReasons[mean.reason]]
  return [n, ...buildEstimateCells(mean, locale)]
}

function buildContrastCells(contrast: ContrastView, locale: string): readonly string[] {
  const text = findText(locale)
  if (contrast.kind === 'suppressed') return [text.console.outcomes.suppressed]
  if (contrast.kind === 'not-estimated') return [text.repeatedMeasures.notEstimatedReasons[contrast.reason]]
  return [...buildEstimateCells(contrast, locale), createFormats(locale).p(contrast.p)]
}

/** Estimate, interval, standard error, degrees of freedom. */
export function buildEstimateCells(
  one: { estimate: number; interval: readonly [number, number]; standardError: number; df: number },
  locale: string,
): readonly string[] {
  const { estimate, score } = createFormats(locale)
  const [low, high] = one.interval
  return [
    estimate(one.estimate),
    findText(locale).analysis.to(estimate(low), estimate(high)),
    estimate(one.standardError),
    score(one.df),
  ]
}

function buildNumberColumn(title: string) {
  return { title, isNumber: true }
}
