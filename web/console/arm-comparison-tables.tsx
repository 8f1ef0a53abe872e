import type { ArmComparison, ComparedArms, Multiplicity, ShownArms } from '../api/analyses/arm-comparison.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'
import { findTitle, type Named } from './frame.ts'

type ArmComparisonProps = {
  readonly locale: string
  readonly byArm: ComparedArms
  readonly arms: readonly Named[]
  readonly multiplicity: Multiplicity | null
}

/** The primary rate of each arm, and every pair of arms: within clinics, and adjusted for baseline. */
export function ArmComparisonTables({ byArm, ...props }: ArmComparisonProps) {
  if (byArm.kind === 'compared') return <ShownTables {...props} byArm={byArm} />
  const text = findAnalysesText(props.locale).armComparison
  return (
    <section class="card" aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <p>{text.suppressed}</p>
    </section>
  )
}

function ShownTables({ locale, byArm, arms, multiplicity }: ArmComparisonProps & { byArm: ShownArms }) {
  const text = findAnalysesText(locale).armComparison
  const { console, analysis, estimand } = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  return (
    <section class="card" aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <section class="scroll" aria-label={text.rates} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.arm}</th>
              {[estimand.due, estimand.observedCases, estimand.met, estimand.rate, estimand.interval].map(
                (column) => (
                  <th scope="col" class="n">
                    {column}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {byArm.arms.map(({ arm, counts, rate }) => (
              <tr>
                <th scope="row">{findTitle(arms, arm)}</th>
                {[
                  ...[counts.due, counts.observed, counts.met],
                  rate === null ? console.none : percent(rate.rate),
                  rate === null || rate.interval === null
                    ? console.none
                    : analysis.to(percent(rate.interval[0]), percent(rate.interval[1])),
                ].map((cell) => (
                  <td class="n">{cell ?? console.none}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {byArm.comparisons.map((comparison) => (
        <Pair locale={locale} comparison={comparison} arms={arms} multiplicity={multiplicity} />
      ))}
      {multiplicity?.kind !== 'holm' ||
      multiplicity.tested === multiplicity.endpoints * multiplicity.pairs ? null : (
        <p class="small">{text.untested(multiplicity.tested, multiplicity.endpoints * multiplicity.pairs)}</p>
      )}
      <p class="soft small">
        {byArm.comparisons.every(({ adjusted }) => adjusted.kind === 'suppressed')
          ? text.releasedMethod
          : text.method}{' '}
        {byArm.covariates.length === 0 ? null : text.covariates(byArm.covariates.join(', '))}
      </p>
    </section>
  )
}

function Pair({
  locale,
  comparison,
  arms,
  multiplicity,
}: Pick<ArmComparisonProps, 'locale' | 'arms' | 'multiplicity'> & { comparison: ArmComparison }) {
  const text = findAnalysesText(locale).armComparison
  const { adjusted } = comparison
  const { p: formatP } = createFormats(locale)
  const title = text.pair(findTitle(arms, comparison.arm), findTitle(arms, comparison.against))
  const columns = [
    [text.stratified(comparison.sites), comparison],
    ...(adjusted.kind === 'estimated' ? ([[text.adjusted(adjusted.n), adjusted]] as const) : []),
  ] as const
  const rows = [
    [text.riskDifference, 'riskDifference', true],
    [text.riskRatio, 'riskRatio', false],
    [text.oddsRatio, 'oddsRatio', false],
  ] as const
  return (
    <>
      <h3>{title}</h3>
      <section class="scroll" aria-label={title} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.measure}</th>
              {columns.map(([heading]) => (
                <th scope="col" class="n">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, measure, isShare]) => (
              <tr>
                <th scope="row">{label}</th>
                {columns.map(([, of]) => (
                  <td class="n">{formatContrast(of[measure], isShare, locale)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="small">
        {describeTest(comparison, multiplicity, locale)}{' '}
        {adjusted.kind === 'estimated' ? text.adjustedP(formatP(adjusted.p)) : null}
        {adjusted.kind === 'not-estimated' ? text.notAdjusted[adjusted.reason] : null}
        {adjusted.withoutBaseline === 0 || adjusted.withoutBaseline === null
          ? null
          : ` ${text.withoutBaseline(adjusted.withoutBaseline)}`}
      </p>
    </>
  )
}

/** The raw p, and the adjusted one: over the secondary endpoints where the study says so, over all pairs otherwise. */
function describeTest(
  { arm, against, test, holmP }: ArmComparison,
  multiplicity: Multiplicity | null,
  locale: string,
): string {
  const text = findAnalysesText(locale).armComparison
  const { p } = createFormats(locale)
  if (test === null) return text.noTest
  if (!('p' in test)) return text.testSuppressed
  if (multiplicity?.kind !== 'holm') return text.test(p(test.p), holmP === null ? null : p(holmP))
  const own = multiplicity.comparisons.find((one) => one.arm === arm && one.against === against)
  const family = text.family(multiplicity.endpoints, multiplicity.pairs)
  const adjusted = own?.adjustedP ?? null
  return [text.rawP(p(test.p)), ...(adjusted === null ? [] : [text.familyP(p(adjusted), family)])].join(' ')
}

function formatContrast(contrast: ArmComparison['riskDifference'], isShare: boolean, locale: string): string {
  const { console, analysis } = findAnalysesText(locale)
  const { percentage, estimate } = createFormats(locale)
  if (contrast.kind === 'suppressed') return console.outcomes.suppressed
  if (contrast.kind === 'not-estimated') return console.none
  const format = isShare ? (value: number) => percentage(100 * value).replace('-', '−') : estimate
  const [low, high] = contrast.interval
  return `${format(contrast.estimate)} (${analysis.to(format(low), format(high))})`
}
