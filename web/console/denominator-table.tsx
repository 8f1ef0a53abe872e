import type { DenominatorRates, ImputedRate, RateEstimate } from '../api/analyses/denominators.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'

type DenominatorTableProps = {
  readonly locale: string
  /** Of the table, among others of its kind on the page. */
  readonly title: string
  readonly rates: DenominatorRates
  readonly imputed: ImputedRate | null
}

/** Every denominator side by side, the main rate first. @param props.imputed `null` where nothing was to be imputed for the page */
export function DenominatorTable({ locale, title, rates, imputed }: DenominatorTableProps) {
  const text = findAnalysesText(locale).estimand
  const format = createFormats(locale)
  return (
    <>
      <section class="scroll" aria-label={title} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.denominator}</th>
              {[text.rate, text.interval, text.of].map((column) => (
                <th scope="col" class="n">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row locale={locale} label={text.primary} rate={rates.primary} />
            {imputed?.kind === 'imputed' ? <Row locale={locale} label={text.imputed} rate={imputed} /> : null}
            <Row locale={locale} label={text.observed} rate={rates.observed} />
            <Row locale={locale} label={text.worst} rate={rates.worst} />
            <Row locale={locale} label={text.best} rate={rates.best} />
          </tbody>
        </table>
      </section>
      {imputed === null ? null : (
        <p class="soft small">
          {imputed.kind === 'imputed'
            ? text.imputedNote(
                imputed.imputations,
                imputed.imputedParticipants,
                format.percentage(100 * imputed.monteCarloError),
              )
            : text.notImputed[imputed.reason]}
        </p>
      )}
    </>
  )
}

function Row({
  locale,
  label,
  rate,
}: {
  locale: string
  label: string
  rate: RateEstimate | Extract<ImputedRate, { kind: 'imputed' }>
}) {
  const { analysis, console } = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  const cells =
    rate === null
      ? [console.none, console.none, console.none]
      : [
          percent(rate.rate),
          rate.interval === null
            ? console.none
            : analysis.to(percent(rate.interval[0]), percent(rate.interval[1])),
          'met' in rate && rate.met !== null && rate.of !== null
            ? findAnalysesText(locale).definitionComparison.of(rate.met, rate.of)
            : console.none,
        ]
  return (
    <tr>
      <th scope="row">{label}</th>
      {cells.map((cell) => (
        <td class="n">{cell}</td>
      ))}
    </tr>
  )
}
