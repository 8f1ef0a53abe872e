import type { CallOutcome } from '../api/worklist/call-outcomes.ts'
import { findText } from '../text/index.ts'
import { DispositionNote } from './disposition.tsx'
import type { DispositionView } from './disposition-view.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame, SiteName } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type TextOutcome = 'claimed' | 'sent' | 'failed' | 'delivered' | 'undelivered' | 'not-sent' | 'deferred'

export type MessageHistoryView = {
  readonly participant: string
  readonly site: SiteName & { readonly timeZone: string }
  readonly ended: DispositionView | null
  readonly name: string | null
  /** E.164 */
  readonly phone: string | null
  readonly mayBeTexted: 'given' | 'no-contact' | 'no-consent' | 'stopped' | 'unreachable'
  readonly texts: readonly {
    readonly at: string
    readonly timepoint: string
    readonly text: 'invitation' | 'reminder' | null
    readonly outcome: TextOutcome
    readonly reason: string | null
  }[]
  readonly entries: readonly {
    readonly at: string
    readonly outcome: CallOutcome | null
    readonly timepoint: string | null
    readonly text: string | null
    readonly by: string
  }[]
}

type LedgerPageProps = { readonly frame: ConsoleFrame; readonly view: MessageHistoryView }

/** Why a text was sent or not, what became of it, and who called. */
export function LedgerPage({ frame, view }: LedgerPageProps) {
  const text = findText(frame.locale).ledger
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, view.participant)}>{text.back}</a>
      </p>
      <h1>{text.heading}</h1>
      <DispositionNote locale={frame.locale} ended={view.ended} timeZone={view.site.timeZone} />
      <p>
        <span class="id">{view.participant}</span>
        {view.name === null ? null : ` ${view.name}`}
        {view.phone === null ? null : (
          <>
            {', '}
            {view.ended === null ? <a href={`tel:${view.phone}`}>{view.phone}</a> : view.phone}
          </>
        )}
        {view.ended === null ? `. ${text.mayBeTexted[view.mayBeTexted]}` : null}
      </p>
      <Texts frame={frame} view={view} />
      <Entries frame={frame} view={view} />
    </ConsoleDocument>
  )
}

function Texts({ frame, view }: LedgerPageProps) {
  const text = findText(frame.locale).ledger
  const none = findText(frame.locale).console.none
  const format = createFormats(frame.locale, view.site.timeZone)
  if (view.texts.length === 0) return <p class="soft">{text.empty}</p>
  return (
    <section class="scroll" aria-label={text.caption} tabindex={0}>
      <table class="cards">
        <caption>{text.caption}</caption>
        <thead>
          <tr>
            {[text.when, text.text, text.about, text.became, text.why].map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.texts.map((line) => (
            <tr>
              <th scope="row">{format.moment(line.at)}</th>
              <td data-label={text.text}>{line.text === null ? none : text.texts[line.text]}</td>
              <td data-label={text.about}>{line.timepoint}</td>
              <td data-label={text.became}>{text.outcomes[line.outcome]}</td>
              <td data-label={text.why}>{line.reason === null ? none : text.because(line.reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Entries({ frame, view }: LedgerPageProps) {
  const { console, ledger: text, worklist } = findText(frame.locale)
  const format = createFormats(frame.locale, view.site.timeZone)
  return (
    <>
      <h2>{text.calls}</h2>
      {view.entries.length === 0 ? <p class="soft">{text.noCalls}</p> : null}
      <ul>
        {view.entries.map(({ at, outcome, timepoint, text: words, by }) => (
          <li>
            {[
              format.moment(at),
              outcome === null ? text.noted : worklist.outcomes[outcome],
              ...(timepoint === null ? [] : [timepoint]),
              ...(words === null ? [] : [console.quote(words)]),
              by,
            ].join(', ')}
          </li>
        ))}
      </ul>
    </>
  )
}
