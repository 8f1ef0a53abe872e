import type { DraftFormText } from '../text/draft-form-text.ts'
import { findDraftFormText } from '../text/draft-form-text.ts'
import { findStudyOfficeText } from '../text/study-office-text.ts'
import { DataTable } from './data-table.tsx'
import { formatFieldValue, formatPlace } from './draft-words.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import type { DraftChange } from './study-office-view.ts'

/** What a draft has otherwise than the version in force, by the names of the forms, each leading to its field. */
export function DraftChanges({
  frame,
  changes,
}: {
  readonly frame: ConsoleFrame
  readonly changes: readonly DraftChange[]
}) {
  const text = findStudyOfficeText(frame.locale)
  const form = findDraftFormText(frame.locale)
  if (changes.length === 0) return <p class="soft">{text.noChanges}</p>
  const show = (change: DraftChange, value: string | undefined) =>
    value === undefined ? text.tooLong : formatChanged(form, change, value, frame.locale)
  return (
    <>
      <h3>{text.changes}</h3>
      <DataTable
        label={text.changes}
        columns={[text.where, text.what, text.before, text.after].map((title) => ({ title }))}
        rows={changes.map((change) => {
          const { kind, place, path, before, after } = change
          return [
            place.section === 'everything' ? (
              <span class="id">{path.slice(1)}</span>
            ) : (
              <a
                href={`${consolePaths.draftSection(frame.study.id, place.section)}#${encodeURI(place.target)}`}
              >
                {formatPlace(form, place, frame.locale)}
              </a>
            ),
            text.kinds[kind],
            kind === 'added' ? '' : show(change, before),
            kind === 'removed' ? '' : show(change, after),
          ]
        })}
      />
    </>
  )
}

/** A value as its field shows it; of several, one after the other. */
function formatChanged(
  text: DraftFormText,
  { place: { field } }: DraftChange,
  value: string,
  locale: string,
): string {
  const format = (one: string) => {
    if (field !== undefined && !/^-?PT?\d/.test(one)) return formatFieldValue(text, field, one, locale)
    return formatFieldValue(text, { name: '', kind: 'duration' }, one, locale)
  }
  if (!/^[[{]/.test(value)) return field === undefined && !/^-?PT?\d/.test(value) ? value : format(value)
  try {
    return flatten(JSON.parse(value)).map(format).join(', ')
  } catch {
    return value
  }
}

/** The texts and numbers of a value, without its braces. */
function flatten(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(flatten)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(flatten)
  return [String(value)]
}
