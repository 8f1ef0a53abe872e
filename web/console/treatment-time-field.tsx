import { findText } from '../text/index.ts'
import { Field } from './field.tsx'
import type { SiteName } from './frame.ts'
import type { TreatmentTimeFault } from './treatment-view.ts'

/** When a treatment was given, on the clinic's wall. */
export function TreatmentTimeField({
  locale,
  site,
  wall,
  fault,
}: {
  readonly locale: string
  readonly site: SiteName & { readonly timeZone: string }
  readonly wall: string
  readonly fault: TreatmentTimeFault | null
}) {
  const text = findText(locale)
  const faults = { ...text.enrolment.treatmentFaults, taken: text.treatment.taken }
  return (
    <Field
      name="givenAt"
      label={text.enrolment.fields.givenAt}
      hint={text.enrolment.givenAtHint(site.name, site.timeZone)}
      fault={fault === null ? undefined : faults[fault]}
    >
      {(described) => <input {...described} type="datetime-local" value={wall} required />}
    </Field>
  )
}
