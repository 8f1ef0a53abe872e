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
import type { AlertEvidence, TodayReason, TodayTask, TodayView } from './today-view.ts'

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

/** Until when somebody should take the alert, or how long ago that was. */
function describeOpenAlert(
  source: string,
  due: string,
  asOf: string,
  text: Text['worklist'],
  format: Formats,
): string {
  const minutes = Math.floor((Date.parse(asOf) - Date.parse(due)) / 60_000)
  if (minutes < 0) return text.alertDue(source, format.moment(due))
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  const by = days > 0 ? text.days(days) : hours > 0 ? text.hours(hours) : text.minutes(Math.max(1, minutes))
  return text.alertOverdue(source, by, format.day(due, asOf))
}

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
          {': '}
          {alert.isTaken
            ? text.alertTaken(alert.source, alert.owner ?? '')
            : describeOpenAlert(alert.source, until ?? view.asOf, view.asOf, text, format)}
          <Evidence text={text} format={format} evidence={alert.evidence} />
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
      {message === null ? null : (
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
      )}
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
  readonly alert: NonNullable<TodayReason['alert']>
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
