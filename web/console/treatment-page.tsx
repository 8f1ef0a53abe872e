import { findText } from '../text/index.ts'
import { DispositionNote } from './disposition.tsx'
import { ExposureFields } from './exposure-fields.tsx'
import { Choice } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { TreatmentList } from './treatment-list.tsx'
import { TreatmentTimeField } from './treatment-time-field.tsx'
import type { TreatmentFault, TreatmentTimeFault, TreatmentView } from './treatment-view.ts'

type TreatmentPageProps = { readonly frame: ConsoleFrame; readonly view: TreatmentView }

/** The form that records a treatment which was given. */
export function TreatmentPage({ frame, view }: TreatmentPageProps) {
  const text = findText(frame.locale).enrolment
  const { fault } = view
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
        <TreatmentList
          frame={frame}
          participant={view.participant}
          timeZone={view.site.timeZone}
          treatments={view.given}
          canCorrect
        />
      )}
      {fault === null ? null : (
        <p class="alarm" role="alert">
          {describeFault(frame.locale, fault)}
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
      <TreatmentTimeField
        locale={frame.locale}
        site={view.site}
        wall={typed.givenAt ?? ''}
        fault={isTimeFault(fault) ? fault : null}
      />
      <ExposureFields locale={frame.locale} typed={typed} isFaulty={fault === 'dose'} />
      <button type="submit">{text.record}</button>
    </form>
  )
}

function describeFault(locale: string, fault: TreatmentFault): string {
  const { enrolment, exposure } = findText(locale)
  if (fault === 'recorded-otherwise') return exposure.recordedOtherwise
  if (fault === 'dose') return enrolment.refused(exposure.dose)
  return enrolment.refused(enrolment.fields[fault === 'kind' ? 'kind' : 'givenAt'])
}

function isTimeFault(fault: TreatmentFault | null): fault is TreatmentTimeFault {
  return fault !== null && !['kind', 'dose', 'recorded-otherwise'].includes(fault)
}
