import { findText } from '../text/index.ts'
import { ContactFields } from './contact-fields.tsx'
import { DistinctChoice, Duplicates } from './duplicates.tsx'
import type { DuplicateView, TypedFields } from './enrolment-view.ts'
import { Choice } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import type { HistoryView } from './history-page.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

export const CONTACT_FIELDS = ['phone', 'name', 'birthYear', 'smsConsent'] as const
export type ContactField = (typeof CONTACT_FIELDS)[number]

export type ContactView = {
  readonly participant: string
  /** As it stands, or as it was typed. */
  readonly typed: TypedFields
  readonly mayBeTexted: HistoryView['mayBeTexted']
  readonly faults: readonly ContactField[]
  /** Who may be the same person. */
  readonly duplicates: readonly DuplicateView[]
  readonly notice: 'saved' | null
}

type ContactPageProps = { readonly frame: ConsoleFrame; readonly view: ContactView }

/** Who a participant is and how they are reached, to read and to correct. */
export function ContactPage({ frame, view }: ContactPageProps) {
  const { people: text, enrolment, history } = findText(frame.locale)
  const { typed, faults } = view
  const findFault = (name: ContactField) => (faults.includes(name) ? enrolment.faults[name] : undefined)
  return (
    <ConsoleDocument frame={frame} title={text.contact} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, view.participant)}>{text.back}</a>
      </p>
      <h1>{text.contact}</h1>
      <p>
        <span class="id">{view.participant}</span>. {history.mayBeTexted[view.mayBeTexted]}
      </p>
      {view.notice === null ? null : (
        <p class="note" role="status">
          {text.saved}
        </p>
      )}
      {faults.length === 0 ? null : (
        <p class="alarm" role="alert">
          {enrolment.refused(faults.map((name) => enrolment.fields[name]).join(', '))}
        </p>
      )}
      {view.duplicates.length === 0 ? null : <Duplicates frame={frame} duplicates={view.duplicates} />}
      <p class="soft">{text.contactLead}</p>
      <form class="fields" method="post" action={consolePaths.contact(frame.study.id, view.participant)}>
        <ContactFields locale={frame.locale} typed={typed} findFault={findFault} />
        <Choice
          name="smsConsent"
          label={text.consent}
          hint={enrolment.consentHint}
          fault={findFault('smsConsent')}
          chosen={typed.smsConsent}
          options={[
            { value: 'yes', label: enrolment.yes },
            { value: 'no', label: enrolment.no },
          ]}
        />
        {view.mayBeTexted === 'unreachable' ? (
          <p>
            <label>
              <input type="checkbox" name="isReachable" value="yes" /> {text.works}
            </label>
          </p>
        ) : null}
        {view.duplicates.length === 0 ? null : <DistinctChoice frame={frame} duplicates={view.duplicates} />}
        <button type="submit">{text.save}</button>
      </form>
    </ConsoleDocument>
  )
}
