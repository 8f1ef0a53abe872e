import type { DraftField, DraftGroup, DraftSection } from '../../../../web/console/study-office-view.ts'
import { readAtPointer } from '../../../platform/core/json.ts'
import { offerStarterTexts } from '../../../workflows/library/offer-texts.ts'
import { buildGroups } from './build-groups.ts'
import { type Choices, listLanguages } from './choices.ts'
import { isList, type ListSpec, type PartSpec, type Source } from './form-spec.ts'
import {
  asList,
  escapeName,
  normalizeShown,
  parseValue,
  readSent,
  type SentForm,
  splitPointer,
} from './source-values.ts'
import { STUDY_FORM } from './study-form.ts'

/**
 * A draft with what a form of one section says. Fields of other sections stay as they are, and so does everything that no form
 * has. What cannot be read, such as a number that is none, is kept as it was typed: the check names it at its field.
 *
 * @param choices some fields are there for each of them, such as for each score
 * @param sent by the pointers of the fields; `act` adds, removes or moves an entry: see `changeList`
 */
export function applyForm(section: DraftSection, source: Source, sent: SentForm, choices: Choices): Source {
  const draft = structuredClone(source) as Record<string, unknown>
  for (const field of listFields(buildGroups(section, { source, locale: 'en', choices }))) {
    const typed = readSent(field, field.pointer, sent)
    if (typed === undefined || typed === normalizeShown(field, field.value)) continue
    const names = splitPointer(field.pointer)
    if (field.of?.kind === 'language') spreadPlain(draft, names.slice(0, -1))
    writeAt(draft, names, parseValue(field, typed))
  }
  return changeList(section, section === 'study' ? { ...offerStarterTexts(source, draft) } : draft, sent)
}

/** Every field of these groups and of the entries in them. */
export function listFields(groups: readonly DraftGroup[]): readonly DraftField[] {
  return groups.flatMap(({ fields, lists }) => [
    ...fields,
    ...lists.flatMap(({ entries }) => listFields(entries)),
  ])
}

/** Where an act leads: `add:/anchors:date` has a kind, `up:/anchors/1` has none. */
const ACT = /^(add|copy|remove|up|down):(\/[^:]{0,300})(?::([\w-]{1,40}))?$/

/** The pointer of the entry that was added or moved, to jump to. */
export function findActed({ act = [] }: SentForm, source: Source): string | undefined {
  const [, what, pointer = ''] = ACT.exec(act.at(-1) ?? '') ?? []
  if (what === undefined) return undefined
  if (what === 'add') return `${pointer}/${asList(readAtPointer(source, pointer)).length - 1}`
  const [list, at] = splitEntry(pointer)
  return what === 'remove' ? list : `${list}/${at + (what === 'up' ? -1 : 1)}`
}

function changeList(section: DraftSection, draft: Record<string, unknown>, sent: SentForm): Source {
  const [, act, pointer = '', kind = 'one'] = ACT.exec(sent.act?.at(-1) ?? '') ?? []
  if (act === undefined || section === 'everything') return draft
  const [list, at] = act === 'add' ? [pointer, -1] : splitEntry(pointer)
  const spec = findList(section, draft, list)
  if (spec === undefined) return draft
  const entries = [...asList(readAtPointer(draft, list))]
  const blank = spec.blanks[kind]
  const chosen = sent[`new:${list}`]?.at(-1) ?? ''
  switch (act) {
    case 'add':
      if (blank !== undefined && 'value' in blank) entries.push(structuredClone(blank.value))
      else if (blank !== undefined && chosen !== '') entries.push(chosen)
      break
    case 'copy':
      if (at < entries.length) entries.splice(at + 1, 0, copyEntry(entries[at]))
      break
    case 'remove':
      if (at < entries.length) entries.splice(at, 1)
      break
    default: {
      const to = act === 'up' ? at - 1 : at + 1
      if (at < entries.length && to >= 0 && to < entries.length)
        entries.splice(to, 0, ...entries.splice(at, 1))
    }
  }
  writeAt(draft, splitPointer(list), entries)
  return draft
}

/** Like the other one, but for the id, which has to be its own. */
function copyEntry(entry: unknown): unknown {
  const copy = structuredClone(entry)
  return typeof copy === 'object' && copy !== null && 'id' in copy ? { ...copy, id: '' } : copy
}

function splitEntry(pointer: string): readonly [list: string, at: number] {
  const cut = pointer.lastIndexOf('/')
  return [
    pointer.slice(0, cut),
    /^\d{1,4}$/.test(pointer.slice(cut + 1)) ? Number(pointer.slice(cut + 1)) : Number.MAX_SAFE_INTEGER,
  ]
}

/** The list of a form that stands at a pointer: only what a form has can be changed by it. */
function findList(
  section: Exclude<DraftSection, 'everything'>,
  draft: Source,
  pointer: string,
): ListSpec | undefined {
  const search = (parts: readonly PartSpec[], place: string): ListSpec | undefined => {
    for (const part of parts.filter(isList)) {
      const list = `${place}/${part.list}`
      if (list === pointer) return part
      const [, at] = new RegExp(`^${list}/(\\d{1,4})/`).exec(pointer) ?? []
      const entry = at === undefined ? undefined : asList(readAtPointer(draft, list))[Number(at)]
      const found = entry === undefined ? undefined : search(part.parts(entry), `${list}/${at}`)
      if (found) return found
    }
    return undefined
  }
  for (const { path, parts } of STUDY_FORM[section]) {
    const found = search(parts, path === '' ? '' : `/${path}`)
    if (found) return found
  }
  return undefined
}

/** One text for every language becomes the text in the first, so that another language can stand beside it. */
function spreadPlain(draft: Record<string, unknown>, names: readonly string[]): void {
  const text = readAtPointer(draft, `/${names.map(escapeName).join('/')}`)
  const [first] = listLanguages(draft)
  if (typeof text === 'string' && text !== '' && first !== undefined) writeAt(draft, names, { [first]: text })
}

/** `undefined` takes away what stands there, and with it an object that would be left empty. */
function writeAt(draft: Record<string, unknown>, names: readonly string[], value: unknown): void {
  const way: { readonly outer: Record<string, unknown>; readonly name: string }[] = []
  let place = draft
  for (const name of names.slice(0, -1)) {
    const inner = place[name]
    if (typeof inner !== 'object' || inner === null) {
      if (value === undefined) return
      place[name] = {}
    }
    way.push({ outer: place, name })
    place = place[name] as Record<string, unknown>
  }
  const last = names.at(-1) ?? ''
  if (value !== undefined) {
    place[last] = value
    return
  }
  delete place[last]
  for (const { outer, name } of way.reverse()) {
    const inner = outer[name]
    const isEmptied = typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0
    if (!isEmptied || Array.isArray(outer) || Array.isArray(inner)) return
    delete outer[name]
  }
}
