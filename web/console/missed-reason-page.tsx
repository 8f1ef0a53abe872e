import type { Text } from '../text/en/text.ts'
import { findText } from '../text/index.ts'
import { DispositionNote } from './disposition.tsx'
import type { DispositionView } from './disposition-view.ts'
import type { ConsoleFrame } from './frame.ts'
import { MissedReasonForm } from './missed-reason-form.tsx'
import type { MissedReasonView } from './missed-reason-view.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type MissedReasonPageProps = {
  readonly frame: ConsoleFrame
  readonly participant: string
  readonly ended: DispositionView | null
  readonly timeZone: string
  readonly view: MissedReasonView
  readonly fault: keyof Text['missedReason']['faults']
}

/** What a reason that was refused is answered with: why, and the form once more where it can be put right. */
export function MissedReasonPage({
  frame,
  participant,
  ended,
  timeZone,
  view,
  fault,
}: MissedReasonPageProps) {
  const text = findText(frame.locale).missedReason
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, participant)} class="id">
          {participant}
        </a>
      </p>
      <h1>{text.heading}</h1>
      <DispositionNote locale={frame.locale} ended={ended} timeZone={timeZone} />
      <p class="alarm" role="alert">
        {view.timepoint.title}: {text.faults[fault]}
      </p>
      {fault === 'reason' ? (
        <MissedReasonForm frame={frame} participant={participant} view={view} fault={text.faults.reason} />
      ) : null}
    </ConsoleDocument>
  )
}
