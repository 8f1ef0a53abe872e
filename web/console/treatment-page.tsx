import { findText } from '../text/index.ts'
import { DispositionNote } from './disposition.tsx'
import type { TreatmentView } from './enrolment-view.ts'
import { Choice, Field } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type TreatmentPageProps = { readonly frame: ConsoleFrame; readonly view: TreatmentView }

/** The form that records a treatment which was given. */
export function TreatmentPage({ frame, view }: TreatmentPageProps) {
  const text = findText(frame.locale).enrolment
  const { fault } = view
  const format = createFormats(frame.locale, view.site.timeZone)
  return (
    <ConsoleDocument frame={frame} title={text.record} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, view.participant)} class="id">
          {view.participant}
        </a>
      </p>
      <h1>{text.record}</h1>
      <DispositionNote locale={frame.locale} ended={view.ended} timeZone={view.site.timeZone} />
      {view.ended === null ? <p class="soft">{text.recordLead}</p> : null}
      {view.given.length === 0 ? null : (
        <ol>
          {view.given.map(({ title, givenAt }) => (
            <li>
              {title}, {format.moment(givenAt)}
            </li>
          ))}
        </ol>
      )}
      {fault === null ? null : (
        <p class="alarm" role="alert">
          {text.refused(text.fields[fault === 'kind' ? 'kind' : 'givenAt'])}
        </p>
      )}
      {view.ended === null ? <RecordForm frame={frame} view={view} /> : null}
    </ConsoleDocument>
  )
}

function RecordForm({ frame, view }: TreatmentPageProps) {
  const text = findText(frame.locale).enrolment
  const { typed, fault } = view
  return (
    <form class="fields" method="post" action={consolePaths.treatment(frame.study.id, view.participant)}>
      <Choice
        name="kind"
        label={text.fields.kind}
        fault={fault === 'kind' ? text.treatmentFaults.kind : undefined}
        chosen={typed.kind ?? (view.kinds.length === 1 ? view.kinds[0]?.kind : undefined)}
        isRequired
        options={view.kinds.map(({ kind, title }) => ({ value: kind, label: title }))}
      />
      <Field
        name="givenAt"
        label={text.fields.givenAt}
        hint={text.givenAtHint(view.site.name, view.site.timeZone)}
        fault={fault === null || fault === 'kind' ? undefined : text.treatmentFaults[fault]}
      >
        {(described) => <input {...described} type="datetime-local" value={typed.givenAt ?? ''} required />}
      </Field>
      <button type="submit">{text.record}</button>
    </form>
  )
}
