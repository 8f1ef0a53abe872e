import { DraftInput, type DraftInputContext } from './draft-input.tsx'
import { labelChoice } from './draft-words.ts'
import type { DraftGroup, DraftList } from './study-office-view.ts'

/** Where each act of a list leads: see `applyForm`. */
const COPIED: ReadonlySet<string> = new Set([
  'sites',
  'timepoints',
  'attributes',
  'estimands',
  'safety/rules',
])

type GroupProps = DraftInputContext & { readonly group: DraftGroup; readonly level: 2 | 3 | 4 }

/** Fields under one heading, then the lists in it. */
export function DraftGroupFields({ group, level, ...context }: GroupProps) {
  return (
    <>
      {group.fields.map((field) => (
        <DraftInput field={field} {...context} />
      ))}
      {group.lists.map((list) => (
        <DraftEntries list={list} level={level} {...context} />
      ))}
    </>
  )
}

type ListProps = DraftInputContext & { readonly list: DraftList; readonly level: 2 | 3 | 4 }

function DraftEntries({ list, level, ...context }: ListProps) {
  const { text } = context
  const headings: Readonly<Record<string, string>> = text.lists
  const heading = headings[list.name] ?? list.name
  const isOnlyOne = list.entries.every(({ fields, lists }) => fields.length === 1 && lists.length === 0)
  return (
    <section class="entries" id={list.pointer} tabindex={-1} aria-label={heading}>
      <Heading level={level}>{heading}</Heading>
      <Faults pointer={list.pointer} {...context} />
      {list.entries.length === 0 ? <p class="soft">{text.empty}</p> : null}
      {list.entries.map((entry) => (
        <Entry {...{ entry, level, isOnlyOne }} {...context} />
      ))}
      <Adds list={list} {...context} />
    </section>
  )
}

/** What is wrong with an entry or a list as a whole; the script replaces it. */
function Faults({ pointer, faultsAt, explain }: DraftInputContext & { readonly pointer: string }) {
  return (
    <div data-place={pointer}>
      {[...new Set(faultsAt(pointer).map(({ detail }) => explain(detail)))].map((words) => (
        <div class="fault">{words}</div>
      ))}
    </div>
  )
}

function Heading({ level, children }: { readonly level: 2 | 3 | 4; readonly children: string }) {
  return level === 2 ? <h2>{children}</h2> : level === 3 ? <h3>{children}</h3> : <h4>{children}</h4>
}

type EntryProps = DraftInputContext & {
  readonly entry: DraftGroup
  readonly level: 2 | 3 | 4
  /** An entry of one field has no frame of its own. */
  readonly isOnlyOne: boolean
}

function Entry({ entry, level, isOnlyOne, ...context }: EntryProps) {
  const { text, locale } = context
  const [only] = entry.fields
  const named = only?.choices?.find(({ value }) => value === only.value)
  const title =
    entry.title ||
    (only && named ? labelChoice(text, only, named, locale) : '') ||
    (isOnlyOne && only ? only.value : '') ||
    text.untitled
  const inner = level === 2 ? 3 : 4
  const fields = <DraftGroupFields group={entry} level={inner} {...context} />
  return (
    <fieldset class={isOnlyOne ? 'entry' : 'card'} id={entry.pointer} tabindex={-1} data-entry={entry.key}>
      <legend class={isOnlyOne ? 'hide' : undefined} data-title>
        {title}
      </legend>
      <Faults pointer={entry.pointer} {...context} />
      {fields}
      <div class="acts">
        {entry.entry?.isFirst ? null : <Act act={`up:${entry.pointer}`} words={text.up(title)} />}
        {entry.entry?.isLast ? null : <Act act={`down:${entry.pointer}`} words={text.down(title)} />}
        {COPIED.has(entry.name) ? <Act act={`copy:${entry.pointer}`} words={text.copy(title)} /> : null}
        <Act act={`remove:${entry.pointer}`} words={text.remove(title)} />
      </div>
    </fieldset>
  )
}

function Act({ act, words }: { readonly act: string; readonly words: string }) {
  return (
    <button class="plain" type="submit" name="act" value={act}>
      {words}
    </button>
  )
}

function Adds({ list, ...context }: DraftInputContext & { readonly list: DraftList }) {
  const { text, locale } = context
  const adds: Readonly<Record<string, string>> = text.adds
  const { choices } = list
  if (choices !== undefined) {
    const id = `new:${list.pointer}`
    return (
      <div class="field">
        <label for={id}>{text.chooseNew}</label>
        <select id={id} name={id}>
          <option value="" />
          {choices.map((choice) => (
            <option value={choice.value}>{labelChoice(text, list, choice, locale)}</option>
          ))}
        </select>
        <button class="outline" type="submit" name="act" value={`add:${list.pointer}`}>
          {adds[list.name] ?? text.chooseNew}
        </button>
      </div>
    )
  }
  return (
    <div class="adds">
      {list.kinds.map((kind) => (
        <button class="outline" type="submit" name="act" value={`add:${list.pointer}:${kind}`}>
          {adds[kind === 'one' ? list.name : `${list.name}/${kind}`] ?? kind}
        </button>
      ))}
    </div>
  )
}
