import { VOID_REASONS } from '../api/treatments/treatment-confirmations.ts'
import { findText } from '../text/index.ts'
import { DispositionNote } from './disposition.tsx'
import { ExposureFields, formatExposure } from './exposure-fields.tsx'
import { Choice } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { formatVoided } from './treatment-list.tsx'
import { TreatmentTimeField } from './treatment-time-field.tsx'
import type { TreatmentCorrectionView } from './treatment-view.ts'

type CorrectionPageProps = { readonly frame: ConsoleFrame; readonly view: TreatmentCorrectionView }

/** One treatment: its time is corrected, it is voided with a reason, or it is restored. */
export function TreatmentCorrectionPage({ frame, view }: CorrectionPageProps) {
  const text = findText(frame.locale).treatment
  const { treatment } = view
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, view.participant)} class="id">
          {view.participant}
        </a>
      </p>
      <h1>{text.heading}</h1>
      <DispositionNote locale={frame.locale} ended={view.ended} timeZone={view.site.timeZone} />
      <p>
        {treatment.title}, {createFormats(frame.locale, view.site.timeZone).moment(treatment.givenAt)}
        {formatExposure(frame.locale, treatment.exposure)}
      </p>
      {view.fault === 'too-often' || view.fault === 'ended' ? (
        <p class="alarm" role="alert">
          {findText(frame.locale).enrolment.treatmentFaults[view.fault]}
        </p>
      ) : null}
      {treatment.voided === null ? (
        <CorrectForms frame={frame} view={view} />
      ) : (
        <RestoreForm frame={frame} view={view} />
      )}
    </ConsoleDocument>
  )
}

function CorrectForms({ frame, view }: CorrectionPageProps) {
  const { treatment: text, exposure } = findText(frame.locale)
  const { fault, participant, treatment } = view
  const buildAction = (step: 'move' | 'void') =>
    consolePaths.correctTreatment(frame.study.id, participant, treatment, step)
  return (
    <>
      <h2>{exposure.correct}</h2>
      <form class="fields" method="post" action={buildAction('move')}>
        <TreatmentTimeField
          locale={frame.locale}
          site={view.site}
          wall={view.wall}
          fault={fault === 'reason' || fault === 'dose' || fault === 'recorded-otherwise' ? null : fault}
        />
        <ExposureFields locale={frame.locale} typed={view.typed} isFaulty={fault === 'dose'} />
        <p class="soft">{exposure.corrected}</p>
        <button type="submit">{exposure.correct}</button>
      </form>
      <h2>{text.void}</h2>
      <p class="soft">{text.voidLead}</p>
      <form class="fields" method="post" action={buildAction('void')}>
        <Choice
          name="reason"
          label={text.reason}
          fault={fault === 'reason' ? text.reasonFault : undefined}
          chosen={view.reason}
          isRequired
          options={VOID_REASONS.map((reason) => ({ value: reason, label: text.reasons[reason] }))}
        />
        <button type="submit">{text.void}</button>
      </form>
    </>
  )
}

function RestoreForm({ frame, view: { participant, treatment } }: CorrectionPageProps) {
  const text = findText(frame.locale).treatment
  return (
    <>
      <p>{formatVoided(frame.locale, treatment)}</p>
      <p class="soft">{text.restoreLead}</p>
      <form
        class="fields"
        method="post"
        action={consolePaths.correctTreatment(frame.study.id, participant, treatment, 'restore')}
      >
        <button type="submit">{text.restore}</button>
      </form>
    </>
  )
}
