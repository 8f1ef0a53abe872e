import { findDefinitionsText } from '../text/definitions-text.ts'
import { DataTable } from './data-table.tsx'
import type { DefinitionChanges, SentenceChange } from './definitions-view.ts'

/** What a version says otherwise than the one before, line by line. */
export function Changes({
  locale,
  changes,
}: {
  readonly locale: string
  readonly changes: DefinitionChanges
}) {
  const text = findDefinitionsText(locale)
  const isOther = changes.rule.some(({ kind }) => kind !== 'kept')
  return (
    <>
      <h2>{text.changes(changes.since)}</h2>
      {isOther ? (
        <ul class="facts">
          {changes.rule.map((line) => (
            <li class={line.kind === 'kept' ? 'soft' : line.kind}>
              <Line {...{ line, taken: text.taken, added: text.added }} />
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{text.noRuleChange}</p>
      )}
      {changes.others.length === 0 ? null : (
        <DataTable
          label={text.changes(changes.since)}
          columns={[text.part, text.taken, text.added].map((title) => ({ title }))}
          rows={changes.others.map(({ field, before, after }) => [field, before, after])}
        />
      )}
    </>
  )
}

function Line({
  line: { kind, text, depth },
  taken,
  added,
}: {
  readonly line: SentenceChange
  readonly taken: string
  readonly added: string
}) {
  const indent = '– '.repeat(depth)
  if (kind === 'kept') return <>{indent + text}</>
  return (
    <>
      {indent}
      {kind === 'removed' ? taken : added}: {kind === 'removed' ? <del>{text}</del> : <ins>{text}</ins>}
    </>
  )
}
