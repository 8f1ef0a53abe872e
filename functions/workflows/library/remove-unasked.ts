import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import { listUnasked, type UnaskedPart } from '../../../surveys/publication/list-unasked.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { StudyDraft } from '../../records/library/study-draft.store.ts'

type Source = StudyDraft['source']

/** What a draft still says of questionnaires that it does not ask; none while it is no study yet. */
export function listUnaskedParts(
  definition: StudyDefinition | undefined,
  { instruments }: Pick<Instruments, 'instruments'>,
): readonly UnaskedPart[] {
  if (definition === undefined) return []
  return listUnasked(
    definition,
    new Map(instruments.map(({ definition: one }) => [formatRef(one), one] as const)),
  )
}

/** The draft without these parts, and without a list that is refused where it is empty. */
export function removeParts(source: Source, parts: readonly UnaskedPart[]): Source {
  const draft = structuredClone(source) as Record<string, unknown>
  const byPlace = Map.groupBy(parts, ({ pointer }) => pointer.slice(0, pointer.lastIndexOf('/')))
  for (const [place, inside] of byPlace) {
    const names = inside.map(({ pointer }) => pointer.slice(place.length + 1).replaceAll('~1', '/'))
    changeAt(draft, place.split('/').slice(1), (held) => without(held, names))
  }
  const { byText } = draft as { readonly byText?: { readonly instruments?: readonly string[] } }
  if (byText?.instruments?.length === 0) delete draft.byText
  return draft
}

function without(held: unknown, names: readonly string[]): unknown {
  if (Array.isArray(held)) return held.filter((_, at) => !names.includes(String(at)))
  return Object.fromEntries(Object.entries(held as object).filter(([name]) => !names.includes(name)))
}

function changeAt(
  outer: Record<string, unknown>,
  way: readonly string[],
  change: (held: unknown) => unknown,
) {
  const [name = '', ...further] = way
  const held = outer[name]
  if (further.length === 0) outer[name] = change(held)
  else changeAt(held as Record<string, unknown>, further, change)
}
