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
        <DraftEntries list={list} level={level} isHeaded={isHeaded(context.text, group, list)} {...context} />
      ))}
    </>
  )
}

/** Whether the group around it has the same heading already. */
function isHeaded(text: DraftInputContext['text'], group: DraftGroup, list: DraftList): boolean {
  const [groups, lists]: readonly Readonly<Record<string, string>>[] = [text.groups, text.lists]
  return group.entry === undefined && groups?.[group.name] === lists?.[list.name]
}

type ListProps = DraftInputContext & {
  readonly list: DraftList
  readonly level: 2 | 3 | 4
  readonly isHeaded: boolean
}

function DraftEntries({ list, level, isHeaded, ...context }: ListProps) {
  const { text } = context
  const headings: Readonly<Record<string, string>> = text.lists
  const heading = headings[list.name] ?? list.name
  const isNamed = !isHeaded || level !== 3
  const isOnlyOne = list.entries.every(({ fields, lists }) => fields.length === 1 && lists.length === 0)
  return (
    <div class="entries" id={list.pointer} tabindex={-1}>
      {isNamed ? <Heading level={level}>{heading}</Heading> : null}
      <Faults pointer={list.pointer} {...context} />
      {list.entries.length === 0 ? <p class="soft">{text.empty}</p> : null}
      {list.entries.map((entry) => (
        <Entry
          {...{ entry, isOnlyOne, level: isNamed ? level : 2 }}
          isUnfolded={list.entries.length <= MAX_UNFOLDED || hasFault(entry, context)}
          {...context}
        />
      ))}
      <Adds list={list} {...context} />
    </div>
  )
}

const MAX_UNFOLDED = 2

function hasFault({ pointer, fields, lists }: DraftGroup, context: DraftInputContext): boolean {
  return (
    context.faultsAt(pointer).length > 0 ||
    fields.some((field) => context.faults(field).length > 0) ||
    lists.some(
      (list) =>
        context.faultsAt(list.pointer).length > 0 || list.entries.some((one) => hasFault(one, context)),
    )
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
  /** Of few entries each is shown, of many those with a problem. */
  readonly isUnfolded: boolean
}

function Entry({ entry, level, isOnlyOne, isUnfolded, ...context }: EntryProps) {
  const { text, locale } = context
  const [only] = entry.fields
  const title =
    entry.title ||
    nameByChoices(entry, text, locale) ||
    (isOnlyOne && only ? only.value : '') ||
    text.untitled
  const inner = level === 2 ? 3 : 4
  const acts = (
    <div class="acts">
      {entry.entry?.isFirst ? null : <Act act={`up:${entry.pointer}`} words={text.up} title={title} />}
      {entry.entry?.isLast ? null : <Act act={`down:${entry.pointer}`} words={text.down} title={title} />}
      {COPIED.has(entry.name) ? <Act act={`copy:${entry.pointer}`} words={text.copy} title={title} /> : null}
      <Act act={`remove:${entry.pointer}`} words={text.remove} title={title} />
    </div>
  )
  const inside = (
    <>
      <Faults pointer={entry.pointer} {...context} />
      <DraftGroupFields group={entry} level={inner} {...context} />
      {acts}
    </>
  )
  if (isOnlyOne)
    return (
      <fieldset class="entry" id={entry.pointer} tabindex={-1}>
        <legend class="hide">{title}</legend>
        {inside}
      </fieldset>
    )
  // A link to something in it unfolds it.
  return (
    <details class="card" open={isUnfolded}>
      <summary>
        <strong data-place={`title:${entry.pointer}`}>{title}</strong>
      </summary>
      <fieldset id={entry.pointer} tabindex={-1}>
        <legend class="hide">{title}</legend>
        {inside}
      </fieldset>
    </details>
  )
}

/** An entry without a name of its own is called by what is chosen in it. */
function nameByChoices({ fields }: DraftGroup, text: DraftInputContext['text'], locale: string): string {
  return fields
    .slice(0, 2)
    .flatMap((field) => {
      const choice =
        field.value === '' ? undefined : field.choices?.find(({ value }) => value === field.value)
      return choice ? [labelChoice(text, field, choice, locale)] : []
    })
    .join(', ')
}

type ActProps = { readonly act: string; readonly words: string; readonly title: string }

/** Short to see, and with the name of its entry to hear. */
function Act({ act, words, title }: ActProps) {
  return (
    <button class="plain" type="submit" name="act" value={act}>
      {words}
      <span class="hide"> {title}</span>
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
