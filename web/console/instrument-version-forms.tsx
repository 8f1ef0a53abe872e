import { findStudyOfficeText } from '../text/study-office-text.ts'
import { Choice, Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

/** A version by its name, `peg@1.0.0`, and what it is called. */
export type PublishedInstrument = { readonly ref: string; readonly title: string }

function nameOption({ ref, title }: PublishedInstrument) {
  return { value: ref, label: `${title} (${ref})` }
}

/** Another version of what is published: it is shown with its forms, and changed there. */
export function BeginForm({
  frame,
  published,
}: {
  readonly frame: ConsoleFrame
  readonly published: readonly PublishedInstrument[]
}) {
  const text = findStudyOfficeText(frame.locale).instruments
  return (
    <>
      <h2>{text.beginHeading}</h2>
      <form class="fields" method="post" action={consolePaths.importInstrument(frame.study.id)}>
        <Choice name="from" label={text.beginFrom} chosen={undefined} options={published.map(nameOption)} />
        <button class="outline" type="submit" name="step" value="begin">
          {text.begin}
        </button>
      </form>
    </>
  )
}

/** A version that no other study can begin to ask. */
export function RetireForm({
  frame,
  retirable,
}: {
  readonly frame: ConsoleFrame
  readonly retirable: readonly PublishedInstrument[]
}) {
  const text = findStudyOfficeText(frame.locale).instruments
  return (
    <>
      <h2>{text.retireHeading}</h2>
      <form class="fields" method="post" action={consolePaths.importInstrument(frame.study.id)}>
        <p class="soft">{text.retireHint}</p>
        <Choice name="ref" label={text.beginFrom} chosen={undefined} options={retirable.map(nameOption)} />
        <Field name="reason" label={text.retireReason}>
          {(described) => <input {...described} required maxlength={300} autocomplete="off" />}
        </Field>
        <button class="outline" type="submit" name="step" value="retire">
          {text.retire}
        </button>
      </form>
    </>
  )
}
