import type { MissedReasonCategory } from '../api/analyses/completion.ts'
import type { ByReason, CompletionRow } from '../api/analyses/completion-row.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { findTitle, type Named } from './frame.ts'

type TablesProps = {
  readonly locale: string
  readonly completion: readonly CompletionRow[]
  readonly sites: readonly Named[]
}

type CountedRow = Extract<CompletionRow, { kind: 'counted' }>

/** Why answers are missing or late: a row for each clinic, a column for each reason that occurs. */
export function MissedReasonTables({ locale, completion, sites }: TablesProps) {
  const text = findAnalysesText(locale).missedReason
  const listRows = (pickReasons: (row: CountedRow) => ByReason | undefined) =>
    completion.map((row) => ({
      name: row.site === null ? null : findTitle(sites, row.site),
      byReason: (row.kind === 'counted' && pickReasons(row)) || null,
    }))
  const missed = listRows(({ missedReasons }) => missedReasons)
  const late = listRows(({ late }) => late?.reasons)
  if (![...missed, ...late].some(({ byReason }) => (byReason ?? []).length > 0)) return null
  return (
    <details>
      <summary>{text.heading}</summary>
      <p class="soft small">{text.lead}</p>
      <ReasonTable locale={locale} title={text.ofMissed} rows={missed} />
      <ReasonTable locale={locale} title={text.ofLate} rows={late} />
    </details>
  )
}

type ReasonTableProps = {
  readonly locale: string
  readonly title: string
  /** `null` where nothing of a clinic may be shown. */
  readonly rows: readonly { readonly name: string | null; readonly byReason: ByReason | null }[]
}

function ReasonTable({ locale, title, rows }: ReasonTableProps) {
  const text = findAnalysesText(locale)
  const { suppressed, site } = text.console.outcomes
  const occurring = new Set(rows.flatMap(({ byReason }) => (byReason ?? []).map(({ reason }) => reason)))
  const reasons = (Object.keys(text.missedReason.reasons) as MissedReasonCategory[]).filter((one) =>
    occurring.has(one),
  )
  if (reasons.length === 0) return null
  const formatCell = (byReason: ByReason, reason: MissedReasonCategory) => {
    const found = byReason.find((one) => one.reason === reason)
    return found === undefined ? 0 : (found.count ?? suppressed)
  }
  return (
    <>
      <h3>{title}</h3>
      <section class="scroll" aria-label={title} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{site}</th>
              {reasons.map((reason) => (
                <th scope="col" class="n">
                  {text.missedReason.reasons[reason]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, byReason }) => (
              <tr>
                <th scope="row">{name ?? text.definitionComparison.everybody}</th>
                {byReason === null ? (
                  <td class="soft" colspan={reasons.length}>
                    {suppressed}
                  </td>
                ) : (
                  reasons.map((reason) => <td class="n">{formatCell(byReason, reason)}</td>)
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
