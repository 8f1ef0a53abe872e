import { findText } from '../text/index.ts'
import { findOnCallText } from '../text/on-call-text.ts'
import { DispositionNote } from './disposition.tsx'
import { ErasureSteps } from './erasure.tsx'
import { FindForm } from './find-form.tsx'
import { createFormats, type Formats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { SiteSwitcher } from './site-switcher.tsx'
import { AlertTask } from './today-alert.tsx'
import { CallForm, Interviews } from './today-call.tsx'
import { MessageTask } from './today-message.tsx'
import type { TodayReason, TodayTask, TodayView } from './today-view.ts'

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
      <FindForm frame={frame} />
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
      {view.isOnCallEmpty ? (
        <p class="alarm">
          {text.onCallEmpty}{' '}
          <a href={consolePaths.onCall(frame.study.id, view.site.id)}>{findOnCallText(frame.locale).link}</a>
        </p>
      ) : (
        <p class="small">
          <a href={consolePaths.onCall(frame.study.id, view.site.id)}>{findOnCallText(frame.locale).link}</a>
        </p>
      )}
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
          <AlertTask
            frame={frame}
            participant={task.participant}
            format={format}
            alert={alert}
            due={until ?? view.asOf}
            asOf={view.asOf}
          />
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
        <MessageTask frame={frame} participant={task.participant} format={format} message={message} />
      )}
    </>
  )
}
