import type { RepeatedMeasuresReply } from '../api/analyses/repeated-measures.ts'
import type { ImputedContrast, SensitivityAnalysis } from '../api/analyses/sensitivity.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import type { Named } from './frame.ts'
import { buildEstimateCells } from './repeated-measures-tables.tsx'

type Analysed = Extract<SensitivityAnalysis, { kind: 'analysed' }>

/** How much the last visit's difference rests on what is taken of the missing answers, in words and numbers. */
export function Sensitivity({
  locale,
  sensitivity,
  arms,
}: {
  locale: string
  sensitivity: RepeatedMeasuresReply['sensitivity']
  arms: readonly Named[]
}) {
  const text = findAnalysesText(locale).repeatedMeasures
  if (sensitivity === null) return null
  return (
    <section class="card" aria-label={text.sensitivity}>
      <h2>{text.sensitivity}</h2>
      {sensitivity.kind === 'suppressed' ? <p>{text.sensitivitySuppressed}</p> : null}
      {sensitivity.kind === 'not-analysed' ? <p>{text.sensitivityOneArm}</p> : null}
      {sensitivity.kind === 'analysed' ? <Analyses locale={locale} arms={arms} found={sensitivity} /> : null}
    </section>
  )
}

function Analyses({ locale, arms, found }: { locale: string; arms: readonly Named[]; found: Analysed }) {
  const text = findAnalysesText(locale)
  const [first, second] = arms
  const { contrasts, tippingPoint } = found
  return (
    <>
      <p>
        <b>{text.repeatedMeasures.lastDifference(second?.title ?? '', first?.title ?? '')}.</b>{' '}
        {text.repeatedMeasures.sensitivityLead(found.imputations, found.seed)}
      </p>
      <ImputedTable
        locale={locale}
        label={text.repeatedMeasures.sensitivity}
        head={text.repeatedMeasures.assumption}
        rows={contrasts.map((one) => [text.repeatedMeasures.assumptions[one.assumption], one])}
      />
      <h3>{text.repeatedMeasures.tipping}</h3>
      <p>{describeTippingPoint(tippingPoint, locale)}</p>
      <details>
        <summary>{text.analysis.numbers}</summary>
        <ImputedTable
          locale={locale}
          label={text.repeatedMeasures.tipping}
          head={text.repeatedMeasures.shift}
          rows={tippingPoint.contrasts.map((one) => [formatShift(one.delta, locale), one])}
        />
      </details>
    </>
  )
}

function ImputedTable(props: {
  locale: string
  label: string
  head: string
  rows: readonly (readonly [head: string, one: ImputedContrast])[]
}) {
  const { locale, label, head, rows } = props
  const text = findAnalysesText(locale)
  const { p, percent } = createFormats(locale)
  const level = rows.flatMap(([, { result }]) => (result.kind === 'pooled' ? [result.level] : []))[0] ?? 0.95
  const numbers = [
    text.analysis.estimate,
    text.analysis.interval(percent(level)),
    text.repeatedMeasures.standardError,
    text.repeatedMeasures.df,
    'p',
    text.repeatedMeasures.fractionMissing,
  ]
  return (
    <DataTable
      label={`${label}: ${head}`}
      columns={[{ title: head }, ...numbers.map((title) => ({ title, isNumber: true }))]}
      rows={rows.map(([said, { result }]) =>
        result.kind === 'pooled'
          ? [said, ...buildEstimateCells(result, locale), p(result.p), percent(result.fractionMissing)]
          : [said, text.repeatedMeasures.imputedReasons[result.reason]],
      )}
    />
  )
}

function describeTippingPoint({ contrasts, tipsAt }: Analysed['tippingPoint'], locale: string): string {
  const text = findAnalysesText(locale).repeatedMeasures
  const refused = contrasts.flatMap(({ result }) => (result.kind === 'pooled' ? [] : [result.reason]))[0]
  if (refused !== undefined)
    return `${findAnalysesText(locale).analysis.notEstimated}: ${text.imputedReasons[refused]}`
  if (tipsAt === null) return text.tipsNever(formatShift(contrasts.at(-1)?.delta ?? 0, locale))
  return tipsAt === 0 ? text.tipsAtOnce : text.tipsAt(formatShift(tipsAt, locale))
}

function formatShift(delta: number, locale: string): string {
  const { estimate } = createFormats(locale)
  return delta > 0 ? `+${estimate(delta)}` : estimate(delta)
}
