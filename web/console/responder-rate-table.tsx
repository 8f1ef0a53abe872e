import type { ResponderRateReply, SiteRate } from '../api/analyses/responder-rate.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'

/** The forest plot's numbers with every denominator. */
export function OutcomeTable({ locale, result }: { locale: string; result: ResponderRateReply }) {
  const text = findAnalysesText(locale).console.outcomes
  const columns = [text.assigned, text.completed, text.assessable, text.met, text.rate, text.interval]
  const { assigned, completed, assessable, met } = result.totals
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
              {[assigned, completed, assessable, met].map((count) => (
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
  const format = createFormats(locale)
  const { suppressed } = text.outcomes
  if (site.kind === 'suppressed')
    return [suppressed, suppressed, suppressed, suppressed, text.none, text.none]
  const rate = site.rate === null ? text.none : format.percent(site.rate)
  const interval =
    site.interval === null
      ? text.none
      : findAnalysesText(locale).analysis.to(
          format.percent(site.interval[0]),
          format.percent(site.interval[1]),
        )
  return [
    site.assigned ?? suppressed,
    site.completed ?? suppressed,
    site.assessable,
    site.met,
    rate,
    interval,
  ]
}

function buildPooledCells({ pooled }: ResponderRateReply, locale: string): readonly string[] {
  const text = findAnalysesText(locale).console
  const format = createFormats(locale)
  if (pooled.kind === 'not-pooled') return [text.none, text.none]
  const [low, high] = pooled.interval
  return [
    `${format.percent(pooled.rate)} (${text.outcomes.pooled.toLowerCase()})`,
    findAnalysesText(locale).analysis.to(format.percent(low), format.percent(high)),
  ]
}
