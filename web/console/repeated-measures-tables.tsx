import type { FittedModel } from '../api/analyses/repeated-measures.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { RepeatedMeasuresWords } from './analysis-words.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { findTitle } from './frame.ts'

type ModelTableProps = {
  readonly locale: string
  readonly words: RepeatedMeasuresWords
  readonly model: FittedModel
}

/** A row for each visit and arm. */
export function MeansTable({ locale, words, model }: ModelTableProps) {
  const text = findAnalysesText(locale)
  const hasArms = words.arms.length > 1
  const columns = [
    { title: text.repeatedMeasures.visit },
    ...(hasArms ? [{ title: text.repeatedMeasures.arm }] : []),
    ...['n', text.analysis.estimate, text.analysis.interval(createFormats(locale).percent(model.level))].map(
      buildNumberColumn,
    ),
    ...[text.repeatedMeasures.standardError, text.repeatedMeasures.df].map(buildNumberColumn),
  ]
  const rows = model.means.map((mean) => [
    findTitle(words.visits, mean.visit),
    ...(hasArms ? [findTitle(words.arms, mean.arm)] : []),
    ...buildMeanCells(mean, locale),
  ])
  return <DataTable label={text.repeatedMeasures.means} columns={columns} rows={rows} />
}

/** A row for each visit and difference of two arms. */
export function ContrastsTable({ locale, words, model }: ModelTableProps) {
  const text = findAnalysesText(locale)
  const columns = [
    { title: text.repeatedMeasures.visit },
    { title: text.repeatedMeasures.compared },
    ...[text.analysis.estimate, text.analysis.interval(createFormats(locale).percent(model.level))].map(
      buildNumberColumn,
    ),
    ...[text.repeatedMeasures.standardError, text.repeatedMeasures.df, 'p'].map(buildNumberColumn),
    ...(words.arms.length > 2 ? [buildNumberColumn(text.repeatedMeasures.holm)] : []),
  ]
  const rows = model.contrasts.map((contrast) => [
    findTitle(words.visits, contrast.visit),
    text.repeatedMeasures.difference(
      findTitle(words.arms, contrast.arm),
      findTitle(words.arms, contrast.against),
    ),
    ...buildContrastCells(contrast, locale, words.arms.length > 2),
  ])
  return <DataTable label={text.repeatedMeasures.differences} columns={columns} rows={rows} />
}

/** Between the visits that are in the model. */
export function CorrelationTable({ locale, words, model }: ModelTableProps) {
  const text = findAnalysesText(locale).repeatedMeasures
  const { estimate } = createFormats(locale)
  const visits = [...new Set(model.means.map(({ visit }) => visit))].map((id) => findTitle(words.visits, id))
  return (
    <DataTable
      label={text.correlation}
      columns={[{ title: text.visit }, ...visits.map(buildNumberColumn)]}
      rows={model.correlation.map((row, at) => [visits[at] ?? '', ...row.map(estimate)])}
    />
  )
}

function buildMeanCells(mean: FittedModel['means'][number], locale: string): readonly string[] {
  const text = findAnalysesText(locale)
  if (mean.kind === 'suppressed') return [text.console.outcomes.suppressed]
  const n = createFormats(locale).count(mean.n)
  if (mean.kind === 'not-estimated') return [n, text.repeatedMeasures.notEstimatedReasons[mean.reason]]
  return [n, ...buildEstimateCells(mean, locale)]
}

function buildContrastCells(
  contrast: FittedModel['contrasts'][number],
  locale: string,
  withHolm: boolean,
): readonly string[] {
  const text = findAnalysesText(locale)
  if (contrast.kind === 'suppressed') return [text.console.outcomes.suppressed]
  if (contrast.kind === 'not-estimated') return [text.repeatedMeasures.notEstimatedReasons[contrast.reason]]
  const { p } = createFormats(locale)
  const holm = contrast.holmP === null ? text.console.outcomes.suppressed : p(contrast.holmP)
  return [...buildEstimateCells(contrast, locale), p(contrast.p), ...(withHolm ? [holm] : [])]
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
    findAnalysesText(locale).analysis.to(estimate(low), estimate(high)),
    estimate(one.standardError),
    score(one.df),
  ]
}

function buildNumberColumn(title: string) {
  return { title, isNumber: true }
}
