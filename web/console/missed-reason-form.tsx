import { hasPower } from '../api/members/member-roles.ts'
import { findText } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import type { MissedReasonView } from './missed-reason-view.ts'
import { consolePaths } from './paths.ts'

type FormProps = {
  readonly frame: ConsoleFrame
  readonly participant: string
  readonly view: MissedReasonView
  readonly fault?: string | undefined
}

/** A form of its own for each assessment: a reason is chosen, changed, or taken back. */
export function MissedReasonForm({ frame, participant, view, fault }: FormProps) {
  const text = findText(frame.locale).missedReason
  const { timepoint, reason } = view
  const faultId = `reason-fault-${timepoint.id}`
  return (
    <form
      class="pick"
      method="post"
      action={consolePaths.missedReason(frame.study.id, participant, timepoint.id)}
    >
      <label>
        {text.label(timepoint.title)}
        {fault === undefined ? null : (
          <span class="fault" id={faultId}>
            {fault}
          </span>
        )}
        <select name="reason" {...(fault !== undefined && { 'aria-describedby': faultId })}>
          <option value="" selected={reason === null}>
            {text.reasons['not-recorded']}
          </option>
          {Object.entries(text.reasons)
            .filter(([code]) => code !== 'not-recorded')
            .map(([code, words]) => (
              <option value={code} selected={reason === code}>
                {words}
              </option>
            ))}
        </select>
      </label>
      <button type="submit">{text.save}</button>
    </form>
  )
}

/** What stands in the table: the reason, and for coordinators the form, folded away. */
export function MissedReasonCell({ frame, participant, view }: Omit<FormProps, 'fault'>) {
  const text = findText(frame.locale).missedReason
  return (
    <div>
      <span class={view.reason === null ? 'soft' : undefined}>
        {text.reasons[view.reason ?? 'not-recorded']}
      </span>
      {hasPower(frame.member.role, 'settle') ? (
        <details>
          <summary>{view.reason === null ? text.record : text.change}</summary>
          <MissedReasonForm frame={frame} participant={participant} view={view} />
        </details>
      ) : null}
    </div>
  )
}
