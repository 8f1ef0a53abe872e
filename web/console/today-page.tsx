import { CALL_OUTCOMES } from '../api/worklist/call-outcomes.ts'
import { CLOSING_REASONS } from '../api/worklist/closing-reasons.ts'
import type { Text } from '../text/en/text.ts'
import { findText } from '../text/index.ts'
import { DispositionNote } from './disposition.tsx'
import { ErasureSteps } from './erasure.tsx'
import { createFormats, type Formats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { SiteSwitcher } from './site-switcher.tsx'
import type { AlertEvidence, ReceivedText, TodayReason, TodayTask, TodayView } from './today-view.ts'

type TodayPageProps = { readonly frame: ConsoleFrame; readonly view: TodayView }
type TaskProps = TodayPageProps & { readonly task: TodayTask; readonly format: Formats }

/** Whom to call and why, what was tried, and what can be done about it, each with one form. */
export function TodayPage({ frame, view }: TodayPageProps) {
  const text = findText(frame.locale).worklist
  const format = createFormats(frame.locale, view.site.timeZone)
  const heading = text.heading(view.site.name)
  return (
    <ConsoleDocument frame={frame} title={heading} section="today">
      <h1>{heading}</h1>
      <p class="soft">{text.lead}</p>
      <p class="soft small">{findText(frame.locale).console.asOf(format.moment(view.asOf))}</p>
      <SiteSwitcher frame={frame} view={view} action={consolePaths.today(frame.study.id)} />
      {view.notice === null ? null : (
        <p
          class={view.notice === 'saved' || view.notice === 'erasure-saved' ? 'note' : 'alarm'}
          role="status"
        >
          {{ ...text.noticed, ...findText(frame.locale).erasure.noticed }[view.notice]}
        </p>
      )}
      {view.textsStopped === null ? null : (
        <p class="alarm" role="status">
          {text.textsStopped(
            format.moment(view.textsStopped.since),
            findText(frame.locale).history.because(view.textsStopped.code),
          )}
        </p>
      )}
      {view.isOnCallEmpty ? <p class="alarm">{text.onCallEmpty}</p> : null}
      {view.isLeadsOnCallEmpty ? <p class="alarm">{text.leadsOnCallEmpty}</p> : null}
      {view.onCallStopped.length === 0 ? null : (
        <p class="alarm">{text.onCallStopped(view.onCallStopped.join(', '))}</p>
      )}
      {view.tasks.length === 0 ? (
        <div class="card empty">
          <h2>{text.empty}</h2>
          <p class="soft">{text.emptyHint}</p>
        </div>
      ) : (
        <ol class="tasks">
          {view.tasks.map((task) => (
            <li class="card" id={task.participant}>
              <TaskCard frame={frame} view={view} task={task} format={format} />
            </li>
          ))}
        </ol>
      )}
    </ConsoleDocument>
  )
}

function TaskCard(props: TaskProps) {
  const { frame, view, task, format } = props
  const text = findText(frame.locale).worklist
  const there = new Intl.DateTimeFormat(frame.locale, { timeStyle: 'short', timeZone: task.timeZone })
  return (
    <>
      <h2>
        <a href={consolePaths.participant(frame.study.id, task.participant)} class="id">
          {task.participant}
        </a>
        {task.name === null ? null : <span> {task.name}</span>}
      </h2>
      <DispositionNote locale={frame.locale} ended={task.ended} timeZone={view.site.timeZone} />
      <p>
        {!task.isCallOffered ? (
          findText(frame.locale).disposition.noCall
        ) : task.phone === null ? (
          text.noNumber
        ) : (
          <a class="number" href={`tel:${task.phone}`}>
            {task.phone}
          </a>
        )}
        <span class="soft small">, {text.localTime(there.format(new Date(view.asOf)))}</span>
      </p>
      {task.unsent.map((kind) => (
        <p class="alarm">{text.unsent[kind]}</p>
      ))}
      <ul class="reasons">
        {task.reasons.map((reason) => (
          <li>
            <ReasonLine {...props} reason={reason} />
          </li>
        ))}
      </ul>
      <p class="soft small">
        {text.tried}:{' '}
        {[
          task.lastTextAt === null ? text.noTexts : text.texts(task.texts, format.moment(task.lastTextAt)),
          ...(task.notArrived === 0 ? [] : [text.notArrived(task.notArrived, task.texts)]),
          ...task.calls.map(({ at, outcome, callBackAt, text: words }) =>
            [
              text.call(text.outcomes[outcome], format.moment(at)),
              ...(callBackAt === null ? [] : [text.callBack(format.moment(callBackAt))]),
              ...(words === null ? [] : [findText(frame.locale).console.quote(words)]),
            ].join(', '),
          ),
        ].join('; ')}
        {'. '}
        <a href={consolePaths.history(frame.study.id, task.participant)}>
          {findText(frame.locale).history.heading}
        </a>
      </p>
      {task.ended === null ? <Interviews {...props} /> : null}
      {task.isCallOffered ? <CallForm {...props} /> : null}
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
}: {
  readonly text: Text['worklist']
  readonly format: Formats
  readonly alert: Alert
  readonly due: string
  readonly asOf: string
}) {
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

type Alert = NonNullable<TodayReason['alert']>

function ReasonLine({ frame, view, task, format, reason }: TaskProps & { readonly reason: TodayReason }) {
  const text = findText(frame.locale).worklist
  const { kind, timepoint, until, alert, message, erasure, late } = reason
  const isUrgent = kind === 'alert-open'
  return (
    <>
      <strong class={isUrgent ? 'urgent' : undefined}>{text.reason[kind]}</strong>
      {timepoint === null ? null : `, ${timepoint.title}`}
      {until === null || alert !== null || erasure !== null
        ? null
        : `, ${timepoint === null ? text.opensNext(format.moment(until)) : text.closes(format.windowEnd(until))}`}
      {alert === null ? null : (
        <>
          {`: ${alert.source}. `}
          <AlertState text={text} format={format} alert={alert} due={until ?? view.asOf} asOf={view.asOf} />
          <Evidence text={text} format={format} evidence={alert.evidence} />
          <RaisingTexts text={text} format={format} alert={alert} />
          <AlertForms frame={frame} task={task} alert={alert} />
        </>
      )}
      {erasure === null ? null : (
        <ErasureSteps
          frame={frame}
          participant={task.participant}
          timeZone={view.site.timeZone}
          erasure={erasure}
          from="today"
        />
      )}
      {late === null ? null : (
        <p>
          {text.late.count(late.count)} {text.late.effect[late.effect]}{' '}
          <a href={`${consolePaths.participant(frame.study.id, task.participant)}#late-answers`}>
            {text.late.decide}
          </a>
        </p>
      )}
      {message === null ? null : <MessageTask frame={frame} task={task} format={format} message={message} />}
    </>
  )
}

/** A text to read and handle. */
function MessageTask({
  frame,
  task,
  format,
  message,
}: Pick<TaskProps, 'frame' | 'task' | 'format'> & { readonly message: ReceivedText }) {
  const text = findText(frame.locale).worklist
  return (
    <>
      <span class="soft small">, {format.moment(message.at)}</span>
      <blockquote>{message.body}</blockquote>
      {message.isShared ? <p class="soft small">{text.shared}</p> : null}
      <form
        method="post"
        action={consolePaths.todayStep(frame.study.id, task.participant, 'message')}
        class="pick"
      >
        <input type="hidden" name="message" value={message.id} />
        <label>
          {text.handlingNote}
          <input name="note" required maxlength={2000} autocomplete="off" />
        </label>
        <button type="submit" class="outline">
          {text.read}
        </button>
      </form>
    </>
  )
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

function AlertForms({
  frame,
  task,
  alert,
}: {
  readonly frame: ConsoleFrame
  readonly task: TodayTask
  readonly alert: Alert
}) {
  const text = findText(frame.locale).worklist
  const action = consolePaths.todayStep(frame.study.id, task.participant, 'alert')
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

/** The timepoints whose questions can be asked now. */
function listAskable({ reasons }: TodayTask): readonly { id: string; title: string }[] {
  const asked = reasons.flatMap(({ kind, timepoint }) =>
    ['alert-open', 'message-unread', 'late-answers'].includes(kind) || timepoint === null ? [] : [timepoint],
  )
  return [...new Map(asked.map((one) => [one.id, one])).values()]
}

function Interviews({ frame, task }: TaskProps) {
  const text = findText(frame.locale).worklist
  return (
    <>
      {listAskable(task).map(({ id, title }) => (
        <form method="post" action={consolePaths.todayStep(frame.study.id, task.participant, 'interview')}>
          <input type="hidden" name="timepoint" value={id} />
          <button type="submit" class="outline">
            {text.ask(title)}
          </button>
        </form>
      ))}
    </>
  )
}

function CallForm({ frame, task }: TaskProps) {
  const text = findText(frame.locale).worklist
  return (
    <details>
      <summary>{text.record}</summary>
      <form
        method="post"
        action={consolePaths.todayStep(frame.study.id, task.participant, 'call')}
        class="pick"
      >
        <input type="hidden" name="key" value={task.key} />
        <label>
          {text.outcome}
          <select name="outcome" required>
            <option value="" />
            {CALL_OUTCOMES.map((outcome) => (
              <option value={outcome}>{text.outcomes[outcome]}</option>
            ))}
          </select>
        </label>
        <label>
          {text.about}
          <select name="timepoint">
            {listAskable(task).map(({ id, title }) => (
              <option value={id}>{title}</option>
            ))}
            <option value="">{text.aboutAll}</option>
          </select>
        </label>
        <label>
          {text.callBackAt(task.timeZone)}
          <input type="datetime-local" name="callBackAt" />
        </label>
        <label>
          {text.note}
          <input name="text" maxlength={2000} autocomplete="off" />
        </label>
        <button type="submit">{text.save}</button>
      </form>
    </details>
  )
}
