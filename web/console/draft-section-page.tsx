import { countSegments } from '../../surveys/text-message/segments.ts'
import { findStudyOfficeText, type StudyOfficeText } from '../text/study-office-text.ts'
import { Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import type { DraftField, DraftGroup, DraftProblem, DraftSectionView } from './study-office-view.ts'

type DraftSectionPageProps = { readonly frame: ConsoleFrame; readonly view: DraftSectionView }

/** One part of a draft as a form, with what is wrong at each field. */
export function DraftSectionPage({ frame, view }: DraftSectionPageProps) {
  const text = findStudyOfficeText(frame.locale)
  const { section, groups, problems, notice } = view
  const atFields = new Set(
    groups.flatMap(({ fields }) => fields.flatMap((field) => findProblems(problems, field.pointer))),
  )
  const others = problems.filter((problem) => !atFields.has(problem))
  const title = text.sections[section]
  return (
    <ConsoleDocument frame={frame} title={title} section="office">
      <p>
        <a href={consolePaths.office(frame.study.id)}>{text.back}</a>
      </p>
      <h1>{title}</h1>
      {notice === undefined ? null : (
        <p class={notice === 'saved' ? 'note' : 'alarm'} role={notice === 'saved' ? 'status' : 'alert'}>
          {notice === 'saved' ? text.saved : text.notices[notice]}
        </p>
      )}
      {others.length === 0 ? null : (
        <ul class="alarm reasons">
          {others.map(({ pointer, detail }) => (
            <li>
              <span class="id">{pointer}</span> {detail}
            </li>
          ))}
        </ul>
      )}
      <form class="fields" method="post" action={consolePaths.draftSection(frame.study.id, section)}>
        <input type="hidden" name="revision" value={String(view.revision)} />
        {view.whole === undefined ? null : (
          <Field name="whole" label={text.whole} hint={text.wholeHint}>
            {(described) => (
              <textarea {...described} rows={30} spellcheck={false} class="id">
                {view.whole}
              </textarea>
            )}
          </Field>
        )}
        {groups.map((group) => (
          <Group {...{ text, group, problems }} />
        ))}
        <button type="submit">{text.save}</button>{' '}
        {view.canAdd && (section === 'clinics' || section === 'timepoints') ? (
          <button class="outline" type="submit" name="add" value="1">
            {text.add[section]}
          </button>
        ) : null}
      </form>
    </ConsoleDocument>
  )
}

type GroupProps = {
  readonly text: StudyOfficeText
  readonly group: DraftGroup
  readonly problems: readonly DraftProblem[]
}

function Group({ text, group, problems }: GroupProps) {
  const title = group.title || text.untitled
  const fields = group.fields.map((field) => <DraftInput {...{ text, field, problems }} />)
  if (group.pointer === '') return <>{fields}</>
  return (
    <fieldset class="card">
      <legend>
        <h2>{title}</h2>
      </legend>
      {fields}
      {group.canRemove ? (
        <button class="plain" type="submit" name="remove" value={group.pointer}>
          {text.remove(title)}
        </button>
      ) : null}
    </fieldset>
  )
}

type InputProps = Omit<GroupProps, 'group'> & { readonly field: DraftField }

function DraftInput({ text, field, problems }: InputProps) {
  const names: Readonly<Record<string, string>> = text.fields
  const name = names[field.name] ?? field.name
  const label = field.locale === undefined ? name : `${name} (${text.language(field.locale)})`
  const faults = findProblems(problems, field.pointer).map(({ detail }) => detail)
  const isText = field.kind === 'paragraph' && !/^(introduction|monitoring|help|thanks)/.test(field.name)
  const size = countSegments(field.value)
  return (
    <Field
      name={field.pointer}
      label={label}
      hint={isText ? text.parts([...field.value].length, size.segments) : undefined}
      fault={faults.length === 0 ? undefined : faults.join('; ')}
    >
      {(described) => renderInput(described, field, text)}
    </Field>
  )
}

function renderInput(
  described: Readonly<Record<string, string>>,
  { kind, value, choices = [] }: DraftField,
  text: StudyOfficeText,
) {
  const words: Readonly<Record<string, string>> = text.choices
  switch (kind) {
    case 'line':
      return <input {...described} value={value} autocomplete="off" />
    case 'number':
      return <input {...described} value={value} inputmode="numeric" autocomplete="off" />
    case 'choice':
      return (
        <select {...described}>
          {choices.includes(value) ? null : <option value={value}>{value}</option>}
          {choices.map((choice) => (
            <option value={choice} selected={choice === value}>
              {words[choice] ?? choice}
            </option>
          ))}
        </select>
      )
    case 'lines':
    case 'paragraph':
      return (
        <textarea
          {...described}
          rows={Math.min(12, 2 + Math.ceil(value.length / 60) + value.split('\n').length - 1)}
        >
          {value}
        </textarea>
      )
  }
}

function findProblems(problems: readonly DraftProblem[], pointer: string): readonly DraftProblem[] {
  return problems.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
}
