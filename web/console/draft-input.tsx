import type { Child } from 'hono/jsx'
import { type Localised, pickText } from '../../surveys/instrument/vocabulary.ts'
import { ENGAGEMENT_LEVELS } from '../../surveys/study/definition.ts'
import type { DraftFormText } from '../text/draft-form-text.ts'
import { SECOND_INPUT, splitDuration, splitReminder } from './draft-values.ts'
import { formatFieldValue, labelChoice, labelField } from './draft-words.ts'
import type { DraftChoice, DraftField, DraftProblem, DraftSectionView } from './study-office-view.ts'

export type DraftInputContext = {
  readonly text: DraftFormText
  readonly locale: string
  readonly view: Pick<DraftSectionView, 'sizes' | 'typed'>
  readonly faults: (field: DraftField) => readonly DraftProblem[]
  /** Of an entry or a list as a whole. */
  readonly faultsAt: (pointer: string) => readonly DraftProblem[]
  /** In the reader's language. */
  readonly explain: (detail: string) => string
}

type InputProps = DraftInputContext & { readonly field: DraftField }

/**
 * One field of a draft with its label, what is said of it, and its inputs. The script reads and writes the inputs in
 * `data-field`, and replaces `data-notes` by what the next page says.
 */
export function DraftInput({ field, ...context }: InputProps) {
  const { text, locale } = context
  const name = labelField(text, field, locale)
  const label = field.isRequired ? text.required(name) : name
  const isGroup = field.kind === 'checks' || field.kind === 'reminder'
  const id = field.pointer
  const notes = listNotes(field, context)
  const described = {
    ...(notes.length > 0 && { 'aria-describedby': `${id}-notes` }),
    ...(notes.some(({ isFault }) => isFault) && { 'aria-invalid': 'true' }),
    // Not `required`: a browser would then not save what is still unfinished.
    ...(field.isRequired && { 'aria-required': 'true' }),
  }
  const shown = (
    <div data-notes id={`${id}-notes`}>
      {notes.map(({ words, isFault }) => (
        <div class={isFault ? 'fault' : 'soft small'}>{words}</div>
      ))}
    </div>
  )
  if (isGroup)
    return (
      <fieldset class="field checks" id={id} data-field={id} data-key={field.key} {...described}>
        <legend>{label}</legend>
        {shown}
        {field.kind === 'checks' ? (
          <Boxes name={id} field={field} chosen={field.value.split('\n')} {...context} />
        ) : (
          <Reminder field={field} {...context} />
        )}
        <Typed field={field} {...context} />
      </fieldset>
    )
  return (
    <div class="field" data-field={id} data-key={field.key}>
      {field.kind === 'fixed' ? null : <label for={id}>{label}</label>}
      {shown}
      <Control field={field} label={label} described={{ id, name: id, ...described }} {...context} />
      <Typed field={field} {...context} />
    </div>
  )
}

type Note = { readonly words: string; readonly isFault: boolean }

function listNotes(
  field: DraftField,
  { text, view, faults, explain }: Omit<DraftInputContext, 'locale'>,
): readonly Note[] {
  const hints: Readonly<Record<string, string>> = text.hints
  const size = view.sizes[field.pointer]
  const hint = hints[field.name]
  return [
    ...(hint === undefined ? [] : [{ words: hint, isFault: false }]),
    ...(field.placeholders === undefined
      ? []
      : [
          {
            words: text.placeholders(field.placeholders.map((one) => `{${one}}`).join(', ')),
            isFault: false,
          },
        ]),
    ...(size === undefined
      ? []
      : [{ words: text.size(size.characters, size.parts, size.encoding), isFault: false }]),
    ...(size === undefined || size.privateWords.length === 0
      ? []
      : [{ words: text.privateWords(size.privateWords.join(', ')), isFault: true }]),
    ...[...new Set(faults(field).map(({ detail }) => explain(detail)))].map((words) => ({
      ...{ words, isFault: true },
    })),
  ]
}

/** What was typed into a page that somebody else was faster than. */
function Typed({ field, text, view, locale }: InputProps) {
  const typed = view.typed[field.key]
  if (typed === undefined) return null
  return (
    <div class="note">
      {text.saving.youTyped} <q>{formatFieldValue(text, field, typed, locale)}</q>
    </div>
  )
}

type ControlProps = InputProps & {
  readonly label: string
  readonly described: Readonly<Record<string, string>>
}

function Control({ field, label, described, ...context }: ControlProps): Child {
  const { text, locale } = context
  const { kind, value } = field
  switch (kind) {
    case 'number':
      return <input {...described} value={value} inputmode="decimal" autocomplete="off" />
    case 'zone':
      return <input {...described} value={value} list="zones" autocomplete="off" spellcheck={false} />
    case 'time':
    case 'date': {
      // A browser would drop what is none, and the form would take it away.
      const isOne = value === '' || (kind === 'time' ? /^\d\d:\d\d$/ : /^\d{4}-\d\d-\d\d$/).test(value)
      return <input {...described} value={value} type={isOne ? kind : 'text'} autocomplete="off" />
    }
    case 'choice':
    case 'ordinal':
      return <Select described={described} field={field} choices={field.choices ?? []} {...context} />
    case 'yes-no':
      return (
        <Select
          {...{ described, field }}
          choices={['', 'yes', 'no'].map((one) => ({ value: one }))}
          {...context}
        />
      )
    case 'duration': {
      const { count, unit: read } = splitDuration(value)
      const unit = value === '' ? (field.units?.[0] ?? read) : read
      const units = [...new Set([unit, ...(field.units ?? [])])]
      return (
        <div class="pair">
          <input {...described} value={count} inputmode="text" autocomplete="off" />
          <select name={field.pointer + SECOND_INPUT} aria-label={text.unit(label)}>
            {units.map((one) => (
              <option value={one} selected={one === unit}>
                {(text.units as Readonly<Record<string, string>>)[one] ?? one}
              </option>
            ))}
          </select>
        </div>
      )
    }
    case 'fixed': {
      const isWritten = value.startsWith('{')
      const choice = field.choices?.find((one) => one.value === value)
      return (
        <>
          <span id={described.id} tabindex={-1}>
            {isWritten || !choice ? nameWritten(value, locale) : labelChoice(text, field, choice, locale)}
          </span>
          {isWritten ? null : <input type="hidden" name={field.pointer} value={value} />}
        </>
      )
    }
    case 'lines':
    case 'paragraph':
      return (
        <textarea {...described} rows={countRows(value)} lang={findLanguage(field)}>
          {`\n${value}`}
        </textarea>
      )
    default:
      return <input {...described} value={value} autocomplete="off" lang={findLanguage(field)} />
  }
}

/** A definition that is written out in the study, not named: what it says of itself, else its id. */
function nameWritten(value: string, locale: string): string {
  try {
    const { id, summary } = JSON.parse(value) as { id?: unknown; summary?: Localised }
    return pickText(summary, locale) || String(id ?? value)
  } catch {
    return value
  }
}

function findLanguage({ of }: DraftField): string | undefined {
  return of?.kind === 'language' ? of.value : undefined
}

function countRows(value: string): number {
  return Math.min(14, 2 + Math.ceil(value.length / 60) + value.split('\n').length - 1)
}

type SelectProps = InputProps & {
  readonly described: Readonly<Record<string, string>>
  readonly choices: readonly DraftChoice[]
}

function Select({ described, field, choices, text, locale }: SelectProps) {
  const { value } = field
  const all = choices.some((one) => one.value === value) ? choices : [{ value }, ...choices]
  const isOptional = all.some((one) => one.value === '')
  return (
    <select {...described}>
      {(isOptional ? all : [{ value: '' }, ...all]).map((choice) => (
        <option value={choice.value} selected={choice.value === value}>
          {labelChoice(text, field, choice, locale)}
        </option>
      ))}
    </select>
  )
}

type BoxesProps = DraftInputContext & {
  readonly name: string
  readonly field: DraftField
  readonly chosen: readonly string[]
}

/** The first is empty: a browser says nothing of boxes that are not ticked. */
function Boxes({ name, field, chosen, text, locale }: BoxesProps) {
  const choices = field.kind === 'reminder' ? ENGAGEMENT_LEVELS.map((value) => ({ value })) : field.choices
  return (
    <>
      <input type="hidden" name={name} value="" />
      {(choices ?? []).map((choice) => (
        <label>
          <input type="checkbox" name={name} value={choice.value} checked={chosen.includes(choice.value)} />{' '}
          {labelChoice(text, field, choice, locale)}
        </label>
      ))}
    </>
  )
}

function Reminder({ field, ...context }: InputProps) {
  const { days, to } = splitReminder(field.value)
  const { text } = context
  return (
    <>
      <input
        name={field.pointer}
        value={days}
        inputmode="numeric"
        autocomplete="off"
        aria-label={labelField(text, field, context.locale)}
      />
      <div class="soft small">
        {text.remindWhom} … {text.remindHint}
      </div>
      <Boxes name={field.pointer + SECOND_INPUT} field={field} chosen={to} {...context} />
    </>
  )
}
