import { findStudyOfficeText } from '../text/study-office-text.ts'
import { DataTable } from './data-table.tsx'
import { Choice } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import { StudyNameFields } from './study-name-fields.tsx'
import type { LedStudy, StudyOfficeView } from './study-office-view.ts'

/** Every study that somebody leads, with its state. */
export function LedStudies({
  frame,
  studies,
}: {
  readonly frame: ConsoleFrame
  readonly studies: readonly LedStudy[]
}) {
  const text = findStudyOfficeText(frame.locale)
  const { moment } = createFormats(frame.locale)
  const { states } = text
  return (
    <>
      <h2>{text.studies}</h2>
      <DataTable
        label={text.studies}
        columns={[text.study, text.state, text.versions].map((title) => ({ title }))}
        rows={studies.map(({ id, title, hasDraft, inForce, from, versions }) => [
          <a href={consolePaths.office(id)}>{title}</a>,
          [
            ...(inForce === undefined ? [states.notPublished] : [states.inForce(inForce)]),
            ...(from === undefined ? [] : [states.fromThen(moment(from))]),
            ...(hasDraft ? [states.draft] : []),
          ].join(', '),
          states.versions(versions),
        ])}
      />
    </>
  )
}

/** The form that begins another study: as a copy of this one, or from a template. */
export function NewStudy({ frame, view }: { readonly frame: ConsoleFrame; readonly view: StudyOfficeView }) {
  const text = findStudyOfficeText(frame.locale)
  const names: Readonly<Record<string, string>> = text.templates
  const copy = view.inForce === undefined ? [] : [{ value: '', label: text.copyHere }]
  return (
    <>
      <h2>{text.newHeading}</h2>
      <form class="fields" method="post" action={consolePaths.office(frame.study.id)}>
        <p class="soft">{text.newHint}</p>
        <Choice
          name="template"
          label={text.newFrom}
          chosen={view.typed?.template}
          options={[...copy, ...view.templates.map((value) => ({ value, label: names[value] ?? value }))]}
        />
        <StudyNameFields locale={frame.locale} typed={view.typed} />
        <button class="outline" type="submit" name="step" value="copy">
          {text.newSubmit}
        </button>
      </form>
    </>
  )
}
