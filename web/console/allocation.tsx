import { hasPower } from '../api/members/member-roles.ts'
import { findText } from '../text/index.ts'
import { Choice, Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import type { ParticipantView } from './participant-view.ts'
import { consolePaths } from './paths.ts'

/** Recording the arm of somebody who was enrolled without one, or another one with the reason; for who is not blinded. */
export function Allocation({ frame, view }: { frame: ConsoleFrame; view: ParticipantView }) {
  const text = findText(frame.locale).allocation
  if (view.arms.length === 0 || !hasPower(frame.member.role, 'record')) return null
  const isMissing = view.arm === undefined
  return (
    <details open={isMissing}>
      <summary>{isMissing ? text.record : text.correct}</summary>
      <form class="fields" method="post" action={consolePaths.allocation(frame.study.id, view.participant)}>
        <p class="soft">{isMissing ? text.recordHint : text.correctHint}</p>
        <Choice
          name="arm"
          label={text.arm}
          chosen={undefined}
          isRequired
          options={view.arms.map(({ id, title }) => ({ value: id, label: title }))}
        />
        {isMissing ? null : (
          <Field name="armReason" label={text.reason}>
            {(described) => <input {...described} required maxlength={300} autocomplete="off" />}
          </Field>
        )}
        <button type="submit">{text.save}</button>
      </form>
    </details>
  )
}
