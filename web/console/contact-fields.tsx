import { findText } from '../text/index.ts'
import type { TypedFields } from './enrolment-view.ts'
import { Field } from './field.tsx'

type ContactFieldProps = {
  readonly locale: string
  readonly typed: TypedFields
  readonly findFault: (name: 'phone' | 'name' | 'birthYear') => string | undefined
}

/** Who somebody is and where they are reached: the same fields at enrollment and at a correction. */
export function ContactFields({ locale, typed, findFault }: ContactFieldProps) {
  const text = findText(locale).enrolment
  const buildField = (name: 'phone' | 'name' | 'birthYear', hint: string) => ({
    ...{ name, label: text.fields[name], hint, fault: findFault(name) },
  })
  return (
    <>
      <Field {...buildField('phone', text.phoneHint)}>
        {(described) => (
          <input
            {...described}
            type="tel"
            value={typed.phone ?? ''}
            required
            maxlength={32}
            autocomplete="off"
          />
        )}
      </Field>
      <Field {...buildField('name', text.nameHint)}>
        {(described) => <input {...described} value={typed.name ?? ''} maxlength={120} autocomplete="off" />}
      </Field>
      <Field {...buildField('birthYear', text.birthYearHint)}>
        {(described) => (
          <input
            {...described}
            value={typed.birthYear ?? ''}
            inputmode="numeric"
            maxlength={4}
            autocomplete="off"
          />
        )}
      </Field>
    </>
  )
}
