import { findDraftFormText } from '../text/draft-form-text.ts'
import { findStudyOfficeText } from '../text/study-office-text.ts'
import { DataTable } from './data-table.tsx'
import { formatChangedValue } from './draft-change-values.ts'
import { formatPlace } from './draft-words.ts'
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
    value === undefined ? text.tooLong : formatChangedValue(form, change, value, frame.locale)
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
