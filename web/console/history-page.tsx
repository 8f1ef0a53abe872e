import type { HistoryEntry } from '../api/worklist/history.ts'
import { describeClinicalEvent } from '../text/clinical-event-words.ts'
import { findText } from '../text/index.ts'
import { DispositionNote } from './disposition.tsx'
import type { DispositionView } from './disposition-view.ts'
import { createFormats, type Formats } from './format.ts'
import type { ConsoleFrame, SiteName } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

/** An entry with what it is about in words. */
export type HistoryLine = {
  readonly entry: HistoryEntry
  /** Title of the assessment. */
  readonly timepoint: string | null
  /** What an alert is about. */
  readonly source: string | null
  /** The attribute in words. */
  readonly attribute: {
    readonly title: string
    readonly before: string | null
    readonly after: string | null
  } | null
}

export type HistoryView = {
  readonly participant: string
  readonly site: SiteName & { readonly timeZone: string }
  readonly ended: DispositionView | null
  readonly name: string | null
  readonly birthYear: number | null
  /** E.164 */
  readonly phone: string | null
  readonly mayBeTexted: 'given' | 'no-contact' | 'no-consent' | 'stopped' | 'unreachable'
  readonly lines: readonly HistoryLine[]
  readonly isFirstPage: boolean
  /** The cursor of the next, older page. */
  readonly next: string | null
}

type HistoryPageProps = { readonly frame: ConsoleFrame; readonly view: HistoryView }

/** Everything between one participant and the clinic, newest first. */
export function HistoryPage({ frame, view }: HistoryPageProps) {
  const text = findText(frame.locale).history
  const format = createFormats(frame.locale, view.site.timeZone)
  const { study } = frame
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="participants">
      <p>
        <a href={consolePaths.participant(study.id, view.participant)}>{text.back}</a>
      </p>
      <h1>{text.heading}</h1>
      <DispositionNote locale={frame.locale} ended={view.ended} timeZone={view.site.timeZone} />
      <p>
        <span class="id">{view.participant}</span>
        {view.name === null ? null : ` ${view.name}`}
        {view.birthYear === null ? null : `, ${text.birthYear(view.birthYear)}`}
        {view.phone === null ? null : (
          <>
            {', '}
            {view.ended === null ? <a href={`tel:${view.phone}`}>{view.phone}</a> : view.phone}
          </>
        )}
        {view.ended === null ? `. ${text.mayBeTexted[view.mayBeTexted]}` : null}
      </p>
      <p class="soft small">{text.caption}</p>
      {view.lines.length === 0 ? <p class="soft">{text.empty}</p> : null}
      <ol class="history">
        {view.lines.map((line) => (
          <li>
            <Line frame={frame} view={view} line={line} format={format} />
          </li>
        ))}
      </ol>
      <p>
        {view.isFirstPage ? null : (
          <a href={consolePaths.history(study.id, view.participant)}>{text.newest}</a>
        )}{' '}
        {view.next === null ? null : (
          <a href={consolePaths.history(study.id, view.participant, { cursor: view.next })}>{text.older}</a>
        )}
      </p>
    </ConsoleDocument>
  )
}

type LineProps = HistoryPageProps & { readonly line: HistoryLine; readonly format: Formats }

function Line({ frame, view, line, format }: LineProps) {
  const { title, details, words } = describeEntry(frame.locale, line, format)
  const { entry } = line
  const shown = details.filter((detail) => detail !== null)
  return (
    <>
      <p>
        <strong>{title}</strong>
        <span class="soft small"> {format.moment(entry.at)}</span>
      </p>
      {shown.length === 0 ? null : <p class="small">{shown.join('. ')}.</p>}
      {words === null ? null : <blockquote>{words}</blockquote>}
      {entry.kind === 'message' && entry.state === 'handled' ? (
        <form method="post" action={consolePaths.todayStep(frame.study.id, view.participant, 'reopen')}>
          <input type="hidden" name="message" value={entry.message} />
          <button type="submit" class="outline">
            {findText(frame.locale).history.reopen}
          </button>
        </form>
      ) : null}
    </>
  )
}

type Description = {
  readonly title: string
  readonly details: readonly (string | null)[]
  /** What was written or said, word for word. */
  readonly words: string | null
}

function describeEntry(
  locale: string,
  { entry, timepoint, source, attribute }: HistoryLine,
  format: Formats,
): Description {
  const { history: text, worklist } = findText(locale)
  switch (entry.kind) {
    case 'text': {
      const kind = entry.text === null ? text.texts.reminder : text.texts[entry.text]
      const reason = entry.reason === null ? null : text.because(entry.reason)
      return {
        title: `${kind}: ${timepoint}`,
        details: [[text.outcomes[entry.outcome], ...(reason === null ? [] : [reason])].join(': ')],
        words: null,
      }
    }
    case 'message':
      return {
        title: text.message,
        details: [
          entry.speaksOfSelfHarm ? text.selfHarm : null,
          text.intents[entry.intent],
          entry.state === 'for-nobody' ? null : text[entry.state],
          entry.isShared ? worklist.shared.replace(/\.$/, '') : null,
        ],
        words: entry.body,
      }
    case 'reply':
      return {
        title: text.replies[entry.reply],
        details: [text.replyOutcomes[entry.outcome]],
        words: entry.body,
      }
    case 'urgent':
      return {
        title:
          entry.urgent === 'crisis-reply'
            ? text.crisisReply
            : text.escalations[entry.list ?? 'site'][entry.channel],
        details: [
          source,
          text.urgentOutcomes[entry.outcome],
          entry.tries === 0 ? null : text.tries(entry.tries),
          entry.failure === null ? null : text.because(entry.failure),
        ],
        words: null,
      }
    case 'alert':
      return {
        title: text.alertSteps[entry.step](source ?? entry.rule),
        details: [
          timepoint,
          entry.reason === null ? null : worklist.closingReasons[entry.reason],
          entry.by === null ? null : text.by(entry.by),
        ],
        words: null,
      }
    case 'call':
      return {
        title: text.call(worklist.outcomes[entry.outcome]),
        details: [
          timepoint,
          entry.callBackAt === null ? null : text.callBack(format.moment(entry.callBackAt)),
          text.by(entry.by),
        ],
        words: entry.text,
      }
    case 'note':
      return { title: text.note, details: [source, text.by(entry.by)], words: entry.text }
    case 'handling':
      return { title: text.handling[entry.step], details: [text.by(entry.by)], words: entry.note }
    case 'attribute': {
      const words = findText(locale).attributes
      const { title = entry.attribute, before = entry.before, after = entry.after } = attribute ?? {}
      return {
        title:
          before === null
            ? words.recorded(title, after ?? words.missing)
            : words.changed(title, before, after ?? words.missing),
        details: [text.by(entry.by)],
        words: null,
      }
    }
    case 'clinical-event': {
      const words = findText(locale).clinicalEvent
      const described = describeClinicalEvent(locale, entry.detail)
      return {
        title: entry.step === 'recorded' ? words.historyRecorded(described) : words.historyVoided(described),
        details: [
          words.happened(format.moment(entry.happenedAt)),
          entry.reason === null ? null : words.voidReasons[entry.reason],
          text.by(entry.by),
        ],
        words: null,
      }
    }
  }
}
