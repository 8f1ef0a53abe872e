import { formatCanonicalJson } from '../values/canonical.ts'
import type { StudyDefinition } from './definition.ts'

/** One thing that a new version of a study has otherwise. */
export type StudyChange = {
  readonly kind: 'added' | 'removed' | 'changed'
  /** Where, as a JSON pointer in which an entry of a list is named by its own id: `/timepoints/week-1/closes`. */
  readonly path: string
  /** What stood there, and stands there now; left out where it is added or removed, or too long to read: see `MAX_SHOWN`. */
  readonly before?: string
  readonly after?: string
}

/** Characters of a value that is shown. */
const MAX_SHOWN = 400

/**
 * Every place at which a study is otherwise, in the order of the names. Entries of lists are recognized by their id (a
 * treatment by its kind), so that one that was moved is not one that was replaced; other lists are compared as a whole.
 */
export function diffStudies(before: StudyDefinition, after: StudyDefinition): readonly StudyChange[] {
  const [{ version: _, ...old }, { version: __, ...now }] = [before, after]
  return diffValues(old, now, '')
}

function diffValues(before: unknown, after: unknown, path: string): readonly StudyChange[] {
  if (formatValue(before) === formatValue(after)) return []
  if (before === undefined) return [{ kind: 'added', path, ...show('after', after) }]
  if (after === undefined) return [{ kind: 'removed', path, ...show('before', before) }]
  const [old, now] = [listMembers(before), listMembers(after)]
  if (!old || !now) return [{ kind: 'changed', path, ...show('before', before), ...show('after', after) }]
  const names = [...new Set([...old.keys(), ...now.keys()])]
  const changes = names.flatMap((name) =>
    diffValues(old.get(name), now.get(name), `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  )
  // The same entries in another order, or an entry that has changed nothing that is compared.
  return changes.length > 0
    ? changes
    : [
        {
          kind: 'changed',
          path,
          ...show('before', [...old.keys()].join(', ')),
          ...show('after', [...now.keys()].join(', ')),
        },
      ]
}

/** Of an object its members, of a list of named entries those by their name; `undefined` for any other value. */
function listMembers(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value)) {
    const names = value.map(findName)
    if (names.some((name) => name === undefined) || new Set(names).size !== names.length) return undefined
    return new Map(value.map((one, at) => [names[at] ?? '', one]))
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

function findName(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  const { id, kind } = entry as { readonly id?: unknown; readonly kind?: unknown }
  if (typeof id === 'string') return id
  return typeof kind === 'string' ? kind : undefined
}

function show<Side extends 'before' | 'after'>(
  side: Side,
  value: unknown,
): { readonly [name in Side]?: string } {
  const text = formatValue(value)
  return text.length > MAX_SHOWN ? {} : ({ [side]: text } as { readonly [name in Side]: string })
}

/** A text as it reads, anything else as JSON. */
function formatValue(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : formatCanonicalJson(value)
}
