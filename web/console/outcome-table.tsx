import { textFor } from '../text/index.ts'
import { formats } from './format.ts'
import type { OutcomeView, SiteOutcome } from './outcome-view.ts'

/** The forest plot's numbers with every denominator. */
export function OutcomeTable({ locale, view }: { locale: string; view: OutcomeView }) {
  const text = textFor(locale).console.outcomes
  const columns = [text.assigned, text.completed, text.determinable, text.met, text.rate, text.interval]
  const { assigned, completed, determinable, met } = view.totals
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
            {view.sites.map((site) => (
              <tr>
                <th scope="row">{site.name}</th>
                {cells(site, locale).map((cell) => (
                  <td class="n">{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{text.total}</th>
              {[assigned, completed, determinable, met].map((count) => (
                <td class="n">{count ?? text.withheld}</td>
              ))}
              {pooledCells(view, locale).map((cell) => (
                <td class="n">{cell}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  )
}

function cells(site: SiteOutcome, locale: string): readonly (string | number)[] {
  const text = textFor(locale).console
  const format = formats(locale)
  const { withheld } = text.outcomes
  if (site.kind === 'suppressed') return [withheld, withheld, withheld, withheld, text.none, text.none]
  const rate = site.rate === null ? text.none : format.percent(site.rate)
  const interval =
    site.interval === null
      ? text.none
      : textFor(locale).analysis.to(format.percent(site.interval[0]), format.percent(site.interval[1]))
  return [site.assigned ?? withheld, site.completed ?? withheld, site.determinable, site.met, rate, interval]
}

function pooledCells({ pooled }: OutcomeView, locale: string): readonly string[] {
  const text = textFor(locale).console
  const format = formats(locale)
  if (pooled.kind === 'not-pooled') return [text.none, text.none]
  const [low, high] = pooled.interval
  return [
    `${format.percent(pooled.rate)} (${text.outcomes.pooled.toLowerCase()})`,
    textFor(locale).analysis.to(format.percent(low), format.percent(high)),
  ]
}
