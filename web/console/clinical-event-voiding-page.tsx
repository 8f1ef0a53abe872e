import { EVENT_VOID_REASONS } from '../api/clinical-events/clinical-events.ts'
import { describeClinicalEvent } from '../text/clinical-event-words.ts'
import { findText } from '../text/index.ts'
import type { ClinicalEventVoidingView } from './clinical-event-view.ts'
import { Choice } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type VoidingPageProps = { readonly frame: ConsoleFrame; readonly view: ClinicalEventVoidingView }

/** One clinical event, which is voided with a reason. */
export function ClinicalEventVoidingPage({ frame, view }: VoidingPageProps) {
  const text = findText(frame.locale).clinicalEvent
  const { event, fault, participant, site } = view
  return (
    <ConsoleDocument frame={frame} title={text.voidHeading} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, participant)} class="id">
          {participant}
        </a>
      </p>
      <h1>{text.voidHeading}</h1>
      <p>
        {describeClinicalEvent(frame.locale, event.event)},{' '}
        {createFormats(frame.locale, site.timeZone).moment(event.at)}
      </p>
      {fault === 'too-often' ? (
        <p class="alarm" role="alert">
          {text.faults['too-often']}
        </p>
      ) : null}
      {event.voided === null ? (
        <>
          <p class="soft">{text.voidLead}</p>
          <form
            class="fields"
            method="post"
            action={consolePaths.voidClinicalEvent(frame.study.id, participant, event.id)}
          >
            <Choice
              name="reason"
              label={text.voidReason}
              fault={fault === 'reason' ? text.faults.choose : undefined}
              chosen={undefined}
              isRequired
              options={EVENT_VOID_REASONS.map((reason) => ({
                value: reason,
                label: text.voidReasons[reason],
              }))}
            />
            <button type="submit">{text.void}</button>
          </form>
        </>
      ) : (
        <p>{text.voided(text.voidReasons[event.voided])}</p>
      )}
    </ConsoleDocument>
  )
}
