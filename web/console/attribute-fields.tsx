import { findText } from '../text/index.ts'
import { type AttributeView, formatAttributeField } from './attribute-view.ts'
import { Choice } from './field.tsx'

/** A list of options for each attribute. One that is not required can be left, or put back, as not recorded. */
export function AttributeFields({
  locale,
  attributes,
  faulty,
}: {
  readonly locale: string
  readonly attributes: readonly AttributeView[]
  /** Attributes that were refused. */
  readonly faulty: readonly string[]
}) {
  const text = findText(locale).attributes
  return (
    <>
      {attributes.map(({ id, title, options, isRequired, chosen }) => (
        <Choice
          name={formatAttributeField(id)}
          label={title}
          fault={faulty.includes(id) ? text.fault : undefined}
          chosen={chosen ?? ''}
          isRequired={isRequired}
          options={[
            ...(isRequired ? [] : [{ value: '', label: text.missing }]),
            ...options.map((option) => ({ value: option.id, label: option.title })),
          ]}
        />
      ))}
    </>
  )
}
