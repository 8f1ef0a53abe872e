import type { Text } from '../text/en/text.ts'
import { findText } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import { MissedReasonForm } from './missed-reason-form.tsx'
import type { MissedReasonView } from './missed-reason-view.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type MissedReasonPageProps = {
  readonly frame: ConsoleFrame
  readonly participant: string
  readonly view: MissedReasonView
  readonly fault: keyof Text['missedReason']['faults']
}

/** What a reason that was refused is answered with: why, and the form once more where it can be put right. */
export function MissedReasonPage({ frame, participant, view, fault }: MissedReasonPageProps) {
  const text = findText(frame.locale).missedReason
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, participant)} class="id">
          {participant}
        </a>
      </p>
      <h1>{text.heading}</h1>
      <p class="alarm" role="alert">
        {view.timepoint.title}: {text.faults[fault]}
      </p>
      {fault === 'reason' ? (
        <MissedReasonForm frame={frame} participant={participant} view={view} fault={text.faults.reason} />
      ) : null}
    </ConsoleDocument>
  )
}
