import { findStudyOfficeText } from '../text/study-office-text.ts'
import { Field } from './field.tsx'

/** ID and title of a study that is to begin. A browser says what is wrong with them before it sends. */
export function StudyNameFields({
  locale,
  typed,
}: {
  readonly locale: string
  readonly typed: { readonly id: string; readonly title: string } | undefined
}) {
  const text = findStudyOfficeText(locale)
  return (
    <>
      <Field name="id" label={text.newId} hint={text.newIdHint}>
        {(described) => (
          <input
            {...described}
            value={typed?.id}
            required
            maxlength={64}
            pattern="[a-z0-9]+(-[a-z0-9]+)*"
            title={text.newIdHint}
            autocomplete="off"
          />
        )}
      </Field>
      <Field name="title" label={text.newTitle}>
        {(described) => (
          <input {...described} value={typed?.title} required maxlength={200} autocomplete="off" />
        )}
      </Field>
    </>
  )
}
