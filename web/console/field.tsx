import type { Child } from 'hono/jsx'

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly fault?: string | undefined
  readonly children: (described: Readonly<Record<string, string>>) => Child
}

/** A field with its label, its hint, and what is wrong with it, which a screen reader tells with it. */
export function Field({ name, label, hint, fault, children }: FieldProps) {
  const about = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(fault === undefined ? [] : [`${name}-fault`]),
  ]
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint === undefined ? null : (
        <div class="soft small" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {fault === undefined ? null : (
        <div class="fault" id={`${name}-fault`}>
          {fault}
        </div>
      )}
      {children({
        id: name,
        name,
        ...(about.length > 0 && { 'aria-describedby': about.join(' ') }),
        ...(fault !== undefined && { 'aria-invalid': 'true' }),
      })}
    </div>
  )
}

type ChoiceProps = Omit<FieldProps, 'children'> & {
  readonly chosen: string | undefined
  readonly isRequired?: boolean
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A list to choose from; one that is required begins with nothing chosen. */
export function Choice({ chosen, isRequired = false, options, ...field }: ChoiceProps) {
  return (
    <Field {...field}>
      {(described) => (
        <select {...described} required={isRequired}>
          {isRequired ? <option value="" /> : null}
          {options.map(({ value, label }) => (
            <option value={value} selected={value === chosen}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
