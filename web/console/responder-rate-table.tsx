import type { ResponderRateReply, SiteRate } from '../api/analyses/responder-rate.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'

/** The forest plot's numbers with the counts behind them. */
export function OutcomeTable({ locale, result }: { locale: string; result: ResponderRateReply }) {
  const { console, estimand } = findAnalysesText(locale)
  const text = console.outcomes
  const { due, notYetDue, observed, met } = result.counts
  const columns = [
    ...[estimand.notYetDue, estimand.due, estimand.observedCases, estimand.met],
    ...[text.rate, text.interval],
  ]
  return (
    <>
      <h2>{text.table}</h2>
      <section class="scroll" aria-label={text.table} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.site}</th>
              {columns.map((column) => (
                <th scope="col" class="n">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.sites.map((site) => (
              <tr>
                <th scope="row">{site.name}</th>
                {buildCells(site, locale).map((cell) => (
                  <td class="n">{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{text.total}</th>
              {[notYetDue, due, observed, met].map((count) => (
                <td class="n">{count ?? text.suppressed}</td>
              ))}
              {buildPooledCells(result, locale).map((cell) => (
                <td class="n">{cell}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  )
}

function buildCells(site: SiteRate, locale: string): readonly (string | number)[] {
  const text = findAnalysesText(locale).console
  const { suppressed } = text.outcomes
  if (site.kind === 'suppressed')
    return [suppressed, suppressed, suppressed, suppressed, text.none, text.none]
  const { notYetDue, due, observed, met } = site.counts
  const counts = [notYetDue, due, observed, met].map((count) => count ?? suppressed)
  return [...counts, ...formatRate(site.rate, site.interval, locale)]
}

function buildPooledCells({ pooled }: ResponderRateReply, locale: string): readonly string[] {
  const text = findAnalysesText(locale).console
  if (pooled.kind === 'not-pooled' || pooled.kind === 'suppressed') return [text.none, text.none]
  const [rate = '', interval = ''] = formatRate(pooled.rate, pooled.interval, locale)
  return [`${rate} (${text.outcomes.pooled.toLowerCase()})`, interval]
}

function formatRate(
  rate: number | null,
  interval: readonly [number, number] | null,
  locale: string,
): readonly string[] {
  const { console, analysis } = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  return [
    rate === null ? console.none : percent(rate),
    interval === null ? console.none : analysis.to(percent(interval[0]), percent(interval[1])),
  ]
}
