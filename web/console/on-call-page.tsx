import { hasPower } from '../api/members/member-roles.ts'
import { findText } from '../text/index.ts'
import { findOnCallText } from '../text/on-call-text.ts'
import { Field } from './field.tsx'
import type { ConsoleFrame, SiteName } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

export type OnCallView = {
  /** Left out: the list of the study’s leads. */
  readonly site: SiteName | undefined
  /** One a line, as they were typed or are stored. */
  readonly phones: string
  readonly emails: string
  /** Numbers that texted STOP: they get no alert. */
  readonly stopped: readonly string[]
  /** Lines that were refused, each with why. */
  readonly faults: readonly {
    readonly field: 'phones' | 'emails'
    readonly line: string
    readonly why: OnCallFault
  }[]
  readonly isSaved: boolean
}

export const ON_CALL_FAULTS = ['phone', 'country', 'participant', 'email', 'too-many'] as const
export type OnCallFault = (typeof ON_CALL_FAULTS)[number]

/** Whom alerts are texted and mailed to: of a clinic, or the leads of the study. */
export function OnCallPage({ frame, view }: { readonly frame: ConsoleFrame; readonly view: OnCallView }) {
  const text = findOnCallText(frame.locale)
  const { site } = view
  const heading = site === undefined ? text.ofLeads : text.ofSite(site.name)
  const describe = (field: 'phones' | 'emails') =>
    view.faults
      .filter((fault) => fault.field === field)
      .map(({ line, why }) => `${line}: ${text.faults[why]}`)
      .join(' ') || undefined
  return (
    <ConsoleDocument frame={frame} title={heading} section={site === undefined ? 'office' : 'today'}>
      <h1>{heading}</h1>
      <p class="soft">{site === undefined ? text.leadsLead : text.siteLead}</p>
      {view.isSaved ? (
        <p class="note" role="status">
          {text.saved}
          {site !== undefined && hasPower(frame.member.role, 'record') ? (
            <>
              {' '}
              <a href={consolePaths.enrol(frame.study.id)}>{findText(frame.locale).enrolment.enrol}</a>
            </>
          ) : null}
        </p>
      ) : null}
      {view.faults.length === 0 ? null : (
        <p class="alarm" role="alert">
          {text.refused}
        </p>
      )}
      {view.stopped.length === 0 ? null : <p class="alarm">{text.stopped(view.stopped.join(', '))}</p>}
      <form class="fields" method="post" action={consolePaths.onCall(frame.study.id, site?.id)}>
        <Field name="phones" label={text.phones} hint={text.phonesHint} fault={describe('phones')}>
          {(described) => (
            <textarea {...described} rows={4} inputmode="tel" autocomplete="off">
              {view.phones}
            </textarea>
          )}
        </Field>
        <Field name="emails" label={text.emails} hint={text.emailsHint} fault={describe('emails')}>
          {(described) => (
            <textarea {...described} rows={4} inputmode="email" autocomplete="off">
              {view.emails}
            </textarea>
          )}
        </Field>
        <button type="submit">{text.save}</button>
      </form>
    </ConsoleDocument>
  )
}
