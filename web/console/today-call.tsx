import { CALL_OUTCOMES } from '../api/worklist/call-outcomes.ts'
import { findText } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import type { TodayTask } from './today-view.ts'

type CallProps = { readonly frame: ConsoleFrame; readonly task: TodayTask }

/** The timepoints whose questions can be asked now. */
function listAskable({ reasons }: TodayTask): readonly { id: string; title: string }[] {
  const asked = reasons.flatMap(({ kind, timepoint }) =>
    ['alert-open', 'message-unread', 'late-answers'].includes(kind) || timepoint === null ? [] : [timepoint],
  )
  return [...new Map(asked.map((one) => [one.id, one])).values()]
}

/** The questions can be asked by whoever has the participant on the telephone. */
export function Interviews({ frame, task }: CallProps) {
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

export function CallForm({ frame, task }: CallProps) {
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
