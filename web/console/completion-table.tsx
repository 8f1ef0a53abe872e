import type { CompletionRow } from '../api/analyses/completion-row.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'
import { findTitle, type Named } from './frame.ts'

/** A row for each clinic: who answered, who did not, and who was not to. */
export function CompletionTable({
  locale,
  rows,
  sites,
}: {
  locale: string
  rows: readonly CompletionRow[]
  sites: readonly Named[]
}) {
  const text = findAnalysesText(locale).definitionComparison
  const { console, missedReason } = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  const columns = [
    text.enrolled,
    text.answered,
    missedReason.lateColumn,
    text.partlyAnswered,
    text.missed,
    text.notYet,
    text.left,
    text.died,
    text.answeredRate,
  ]
  return (
    <>
      <h2>{text.completion}</h2>
      <section class="scroll" aria-label={text.completion} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{console.outcomes.site}</th>
              {columns.map((column) => (
                <th scope="col" class="n">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">{row.site === null ? text.everybody : findTitle(sites, row.site)}</th>
                {row.kind === 'suppressed' ? (
                  <td class="soft" colspan={columns.length}>
                    {console.outcomes.suppressed}
                  </td>
                ) : (
                  [
                    row.enrolled,
                    row.standings.completed,
                    row.late?.count ?? console.outcomes.suppressed,
                    row.standings['partly-answered'],
                    row.standings.missed,
                    row.standings['not-due'] + row.standings['not-yet-closed'],
                    row.standings.withdrawn + row.standings['lost-to-follow-up'],
                    row.standings.died,
                    row.ofExpected === null ? console.none : percent(row.ofExpected.rate),
                  ].map((cell) => <td class="n">{cell}</td>)
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
