import type { Condition } from '../../../surveys/instrument/condition.ts'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../surveys/instrument/definition.ts'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'
import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import { formatId } from '../format-id.ts'
import type { ImportedForm, ImportedItem, ImportedOption, Remark } from './form/form.ts'

/** What a file does not say, and whoever imports it must. */
export type ImportTerms = {
  readonly id?: string | undefined
  readonly version: string
  /** Who allows it to be used, in a sentence. */
  readonly permission: string
  /** How many days back the questions ask; 0 for now. */
  readonly recallDays: number
}

export type DefinitionResult =
  | { readonly kind: 'definition'; readonly definition: InstrumentDefinition }
  | { readonly kind: 'faults'; readonly faults: readonly Remark[] }

/**
 * Makes an instrument of an imported form: every question, no scale. How it is scored is added by whoever knows, as a
 * new version; until then it is asked and kept, and marked unvalidated.
 */
export function buildDefinition(form: ImportedForm, terms: ImportTerms): DefinitionResult {
  const faults: Remark[] = []
  const ids = assignItemIds(form.items, faults)
  const id = terms.id ?? formatId(form.name)
  if (!idSchema.safeParse(id).success)
    faults.push({ place: '', detail: 'an ID is required: lower-case letters, digits and single hyphens' })
  if (faults.length > 0) return { kind: 'faults', faults }
  const sets = new OptionSets()
  const locales = new Set(form.items.flatMap(({ text }) => Object.keys(text)))
  const draft = {
    id,
    version: terms.version,
    title: form.title,
    evidence: 'unvalidated',
    source: form.source,
    copyright: form.copyright ?? 'not stated in the file',
    permission: terms.permission,
    ...(form.loinc && { loinc: form.loinc }),
    locales: Object.fromEntries(
      [...locales].sort().map((locale) => [locale, { status: 'unvalidated', source: form.source }]),
    ),
    recallDays: terms.recallDays,
    optionSets: sets.all,
    items: form.items.map((item) => buildItem(item, ids, sets)),
    scales: [],
  }
  const parsed = instrumentDefinitionSchema.safeParse(draft)
  const found = parsed.success
    ? checkInstrument(parsed.data).map(({ pointer, detail }) => ({ pointer, detail }))
    : parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message }))
  if (parsed.success && found.length === 0) return { kind: 'definition', definition: parsed.data }
  return {
    kind: 'faults',
    faults: found.map(({ pointer, detail }) => ({ place: findSourcePlace(pointer, form), detail })),
  }
}

function assignItemIds(items: readonly ImportedItem[], faults: Remark[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  for (const { name, place } of items) {
    const id = formatId(name)
    if (id === '') faults.push({ place, detail: 'its name has no letters or digits' })
    else if (taken.has(id)) faults.push({ place, detail: `another question has the ID ${id} too` })
    taken.add(id)
    ids.set(name, id)
  }
  return ids
}

/** Options that are the same stand once. */
class OptionSets {
  readonly all: Record<string, readonly object[]> = {}
  private readonly known = new Map<string, string>()

  nameOf(item: string, options: readonly ImportedOption[]): string {
    const written = options.map(({ code, value, label, loinc }) => ({
      code,
      value,
      label,
      ...(loinc && { loinc }),
    }))
    const content = formatCanonicalJson(written)
    const known = this.known.get(content)
    if (known !== undefined) return known
    this.known.set(content, item)
    this.all[item] = written
    return item
  }
}

function buildItem(item: ImportedItem, ids: ReadonlyMap<string, string>, sets: OptionSets): object {
  const id = ids.get(item.name) ?? item.name
  const { answer } = item
  return {
    id,
    ...(item.stem && { stem: item.stem }),
    text: item.text,
    ...(item.loinc && { loinc: item.loinc }),
    ...(item.shownWhen && { shownWhen: renameItems(item.shownWhen, ids) }),
    ...(answer.type === 'choice' || answer.type === 'several'
      ? { ...answer, options: sets.nameOf(id, answer.options) }
      : Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== null))),
  }
}

function renameItems(condition: Condition, ids: ReadonlyMap<string, string>): Condition {
  if ('all' in condition) return { all: condition.all.map((one) => renameItems(one, ids)) }
  if ('any' in condition) return { any: condition.any.map((one) => renameItems(one, ids)) }
  if ('not' in condition) return { not: renameItems(condition.not, ids) }
  return { ...condition, item: ids.get(condition.item) ?? condition.item }
}

/** A pointer into the definition, as the place in the file that it came from. */
function findSourcePlace(pointer: string, form: ImportedForm): string {
  const [, at] = /^\/items\/(\d+)/.exec(pointer) ?? []
  return (at !== undefined && form.items[Number(at)]?.place) || pointer
}
