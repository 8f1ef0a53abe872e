import type { DraftField, DraftSection } from '../../../web/console/study-office-view.ts'
import { listDraftGroups } from './draft-fields.ts'

type Source = Readonly<Record<string, unknown>>
type Fields = Readonly<Record<string, string>>

/** Where the entries of a section's list stand. */
export const LISTS: Readonly<Partial<Record<DraftSection, 'sites' | 'timepoints'>>> = {
  clinics: 'sites',
  timepoints: 'timepoints',
}

/**
 * A draft with what a form of one section says. Fields of other sections stay as they are, and so does everything that no form
 * has. What cannot be read, such as a number that is none, is kept as it was typed: the check names it at its field.
 *
 * @param fields by their pointers; `remove` a pointer of an entry, `add` anything
 */
export function applyForm(section: DraftSection, source: Source, fields: Fields): Source {
  const draft = structuredClone(source) as Record<string, unknown>
  for (const { fields: some } of listDraftGroups(section, source))
    for (const field of some) {
      const typed = fields[field.pointer]
      if (typed !== undefined && normalize(typed) !== field.value)
        writeAt(draft, field.pointer, parseValue(field, normalize(typed)))
    }
  const list = LISTS[section]
  if (list === undefined) return draft
  const entries = Array.isArray(draft[list]) ? (draft[list] as unknown[]) : []
  const removed = new RegExp(`^/${list}/(\\d{1,4})$`).exec(fields.remove ?? '')
  const kept = removed ? entries.filter((_, at) => at !== Number(removed[1])) : entries
  const last = entries.at(-1)
  const added = fields.add === undefined ? [] : [{ ...(typeof last === 'object' ? last : {}), ...NEW[list] }]
  return { ...draft, [list]: [...kept, ...added] }
}

/** Like the last one, but for what has to be its own. */
const NEW = {
  sites: { id: '', name: '', phone: '' },
  timepoints: { id: '', title: {} },
} as const

function parseValue({ kind }: Pick<DraftField, 'kind'>, typed: string): unknown {
  switch (kind) {
    case 'lines':
      return typed
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map(parseReminder)
    case 'number':
      return typed.trim() === '' ? undefined : Number.isFinite(Number(typed)) ? Number(typed) : typed
    default:
      return typed.trim() === '' ? undefined : typed.trim()
  }
}

/** `P2D started` is a reminder for some; any other line is a text. */
function parseReminder(line: string): unknown {
  const [after = '', ...to] = line.split(/\s+/)
  return /^P\d+D$/.test(after) && to.length > 0 ? { after, to } : line
}

/** `undefined` takes away what stands there. */
function writeAt(draft: Record<string, unknown>, pointer: string, value: unknown): void {
  const names = pointer.split('/').slice(1)
  const last = names.pop() ?? ''
  let place: Record<string, unknown> = draft
  for (const name of names) {
    const inner = place[name]
    if (typeof inner !== 'object' || inner === null) place[name] = {}
    place = place[name] as Record<string, unknown>
  }
  if (value === undefined) delete place[last]
  else place[last] = value
}

/** Browsers send `\r\n`. */
function normalize(typed: string): string {
  return typed.replaceAll('\r\n', '\n').trimEnd()
}
