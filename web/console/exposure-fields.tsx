import { DOSE_UNITS, type Exposure, ROUTES } from '../api/treatments/treatment-exposures.ts'
import { findText } from '../text/index.ts'
import type { TypedFields } from './enrolment-view.ts'
import { Choice, Field } from './field.tsx'

type ExposureFieldsProps = {
  readonly locale: string
  readonly typed: TypedFields
  readonly isFaulty: boolean
}

/** Dose and route of a treatment, each of which may be left out. */
export function ExposureFields({ locale, typed, isFaulty }: ExposureFieldsProps) {
  const text = findText(locale).exposure
  return (
    <>
      <Field name="dose" label={text.dose} hint={text.doseHint} fault={isFaulty ? text.doseFault : undefined}>
        {(described) => (
          <input
            {...described}
            inputmode="decimal"
            autocomplete="off"
            maxlength={9}
            value={typed.dose ?? ''}
          />
        )}
      </Field>
      <Choice
        name="unit"
        label={text.unit}
        chosen={typed.unit}
        options={DOSE_UNITS.map((unit) => ({ value: unit, label: unit }))}
      />
      <Choice
        name="route"
        label={text.route}
        chosen={typed.route}
        options={[
          { value: '', label: text.notRecorded },
          ...ROUTES.map((route) => ({ value: route, label: text.routes[route] })),
        ]}
      />
    </>
  )
}

/** ` (0.5 mg/kg, intravenous)`, or nothing where neither is known. */
export function formatExposure(locale: string, { dose, route }: Exposure): string {
  const text = findText(locale).exposure
  const parts = [...(dose ? [`${dose.value} ${dose.unit}`] : []), ...(route ? [text.routes[route]] : [])]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}
