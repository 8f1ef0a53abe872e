import { findText } from '../text/index.ts'
import { DispositionTag } from './disposition.tsx'
import type { DispositionView } from './disposition-view.ts'
import { FindForm } from './find-form.tsx'
import type { ConsoleFrame, SiteName } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

export type FoundRow = {
  readonly participant: string
  readonly name: string | null
  readonly birthYear: number | null
  /** E.164 */
  readonly phone: string
  readonly site: SiteName & { readonly timeZone: string }
  readonly ended: DispositionView | null
}

export type FindView = {
  /** As it was typed; empty before anything was looked for. */
  readonly typed: string
  /** `null` before anything was looked for. */
  readonly rows: readonly FoundRow[] | null
  /** There are more than are shown. */
  readonly isCut: boolean
}

type FindPageProps = { readonly frame: ConsoleFrame; readonly view: FindView }

/** Participants by name, number or study ID. */
export function FindPage({ frame, view }: FindPageProps) {
  const text = findText(frame.locale).people
  const { rows } = view
  return (
    <ConsoleDocument frame={frame} title={text.find} section="participants">
      <h1>{text.find}</h1>
      <FindForm frame={frame} typed={view.typed} />
      {rows === null ? null : rows.length === 0 ? (
        <div class="card empty" role="status">
          <h2>{text.none}</h2>
          <p class="soft">{text.noneHint}</p>
        </div>
      ) : (
        <Found frame={frame} rows={rows} />
      )}
      {view.isCut ? <p class="note">{text.more}</p> : null}
    </ConsoleDocument>
  )
}

function Found({ frame, rows }: { readonly frame: ConsoleFrame; readonly rows: readonly FoundRow[] }) {
  const text = findText(frame.locale).people
  const { columns } = text
  return (
    <section class="scroll" aria-label={text.find} tabindex={0}>
      <table class="cards">
        <thead>
          <tr>
            {[columns.name, columns.participant, columns.birthYear, columns.phone, columns.site].map(
              (title) => (
                <th scope="col">{title}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ participant, name, birthYear, phone, site, ended }) => (
            <tr>
              <th scope="row">
                <a href={consolePaths.participant(frame.study.id, participant)}>{name ?? text.noName}</a>
                <DispositionTag locale={frame.locale} ended={ended} timeZone={site.timeZone} />
              </th>
              <td data-label={columns.participant}>
                <span class="id">{participant}</span>
              </td>
              <td data-label={columns.birthYear} class={birthYear === null ? 'unplanned' : undefined}>
                {birthYear ?? ''}
              </td>
              <td data-label={columns.phone}>
                {ended === null ? <a href={`tel:${phone}`}>{phone}</a> : phone}
              </td>
              <td data-label={columns.site}>{site.name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
