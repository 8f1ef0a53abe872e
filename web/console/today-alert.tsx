import { CLOSING_REASONS } from '../api/worklist/closing-reasons.ts'
import type { Text } from '../text/en/text.ts'
import { findText } from '../text/index.ts'
import type { Formats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import type { AlertEvidence, ReceivedText, TodayReason } from './today-view.ts'

type Alert = NonNullable<TodayReason['alert']>
type AlertTaskProps = {
  readonly frame: ConsoleFrame
  readonly participant: string
  readonly format: Formats
  readonly alert: Alert
  /** By when somebody should have it. */
  readonly due: string
  readonly asOf: string
}

/** Who has an alert or by when somebody should, what raised it, and what can be done about it. */
export function AlertTask({ frame, participant, format, alert, due, asOf }: AlertTaskProps) {
  const text = findText(frame.locale).worklist
  return (
    <>
      <AlertState text={text} format={format} alert={alert} due={due} asOf={asOf} />
      <Evidence text={text} format={format} evidence={alert.evidence} />
      <RaisingTexts text={text} format={format} alert={alert} />
      <AlertForms frame={frame} participant={participant} alert={alert} />
    </>
  )
}

/** Minutes after which nobody having taken an alert about self-harm is said beside that it is to be taken now. */
const URGENT_MINUTES = 15

/** Who has an open alert, until when somebody should take it, or for how long it has been overdue. */
function AlertState({
  text,
  format,
  alert,
  due,
  asOf,
}: Pick<AlertTaskProps, 'format' | 'alert' | 'due' | 'asOf'> & { readonly text: Text['worklist'] }) {
  if (alert.isTaken) return <>{text.alertTaken(alert.owner ?? '')}</>
  const minutes = Math.floor((Date.parse(asOf) - Date.parse(due)) / 60_000)
  if (minutes < 0) return <>{text.alertDue(format.moment(due))}</>
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  const by = days > 0 ? text.days(days) : hours > 0 ? text.hours(hours) : text.minutes(Math.max(1, minutes))
  const overdue = text.alertOverdue(by, days > 0 ? format.day(due, asOf) : undefined)
  const words = !alert.isUrgent
    ? overdue
    : minutes < URGENT_MINUTES
      ? text.alertNow
      : text.alertNowOverdue(overdue)
  return <strong class="urgent">{words}</strong>
}

/** So many of the newest texts of an alert are open to the eye; the others one step away. */
const SHOWN_TEXTS = 3

/** The texts that raised an alert, oldest first. */
function RaisingTexts({
  text,
  format,
  alert: { texts, raises, lastRaisedAt },
}: {
  readonly text: Text['worklist']
  readonly format: Formats
  readonly alert: Alert
}) {
  const groups = texts.filter((group) => group.length > 0)
  if (groups.length === 0) return null
  const earlier = groups.slice(0, -SHOWN_TEXTS)
  const quote = (group: readonly ReceivedText[]) => (
    <>
      {group.map(({ body, at }) => (
        <blockquote>
          {body} <span class="soft small">{format.moment(at)}</span>
        </blockquote>
      ))}
      {group.length > 1 ? <p class="soft small">{text.readTogether}</p> : null}
    </>
  )
  return (
    <>
      {raises > 1 ? <p class="small">{text.alertTexts(raises, format.moment(lastRaisedAt))}</p> : null}
      {earlier.length === 0 ? null : (
        <details>
          <summary>{text.earlierTexts(earlier.length)}</summary>
          {earlier.map(quote)}
        </details>
      )}
      {groups.slice(-SHOWN_TEXTS).map(quote)}
      {groups.flat().some(({ isShared }) => isShared) ? <p class="soft small">{text.shared}</p> : null}
    </>
  )
}

function Evidence({
  text,
  format,
  evidence,
}: {
  readonly text: Text['worklist']
  readonly format: Formats
  readonly evidence: readonly AlertEvidence[]
}) {
  if (evidence.length === 0) return null
  return (
    <ul class="plain small">
      {evidence.map(({ title, given, now }) => (
        <li>
          {text.evidence(
            title,
            [
              ...given.map(({ at, value }) => text.evidenceAt(value, format.moment(at))),
              ...(now === undefined ? [] : [now === null ? text.evidenceGone : text.evidenceNow(now)]),
            ].join('; '),
          )}
        </li>
      ))}
    </ul>
  )
}

function AlertForms({ frame, participant, alert }: Pick<AlertTaskProps, 'frame' | 'participant' | 'alert'>) {
  const text = findText(frame.locale).worklist
  const action = consolePaths.todayStep(frame.study.id, participant, 'alert')
  const known = (
    <>
      <input type="hidden" name="alert" value={alert.id} />
      <input type="hidden" name="revision" value={String(alert.revision)} />
    </>
  )
  return (
    <>
      {alert.isTaken ? null : (
        <form method="post" action={action}>
          {known}
          <button type="submit" name="step" value="acknowledge">
            {text.takeOn}
          </button>
        </form>
      )}
      <details>
        <summary>{text.close}</summary>
        <form method="post" action={action} class="pick">
          {known}
          <label>
            {text.closingReason}
            <select name="reason" required>
              <option value="" />
              {CLOSING_REASONS.map((reason) => (
                <option value={reason}>{text.closingReasons[reason]}</option>
              ))}
            </select>
          </label>
          <label>
            {text.note}
            <input name="note" maxlength={2000} autocomplete="off" />
          </label>
          <button type="submit" name="step" value="close">
            {text.close}
          </button>
        </form>
      </details>
    </>
  )
}
