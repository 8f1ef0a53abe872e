import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { type Item, listOptions } from '../../../surveys/instrument/item.ts'
import { listParts, type Rule } from '../../../surveys/instrument/rule.ts'
import type { Localised } from '../../../surveys/instrument/vocabulary.ts'
import { diffInstruments, findGravest } from '../../../surveys/versions/diff.ts'
import { computeNextVersion } from '../../../surveys/versions/publication.ts'
import type { ItemMap } from '../../../web/api/instruments/item-map.ts'
import { formatId } from '../format-id.ts'
import type { DefinitionResult } from './build-definition.ts'
import type { ImportedForm, ImportedItem, ImportedOption, Remark } from './form/form.ts'

/**
 * Words a definition that is shipped without them. Each of its items finds its question in the form by the explicit map,
 * else by LOINC, else by its name; the question must have the same answers, which are found by the map, by LOINC, or where codes and values agree. What is
 * scored does not change, so that the result is the next version of the same measure.
 */
export function applyWording(
  definition: InstrumentDefinition,
  form: ImportedForm,
  { map = {}, permission }: { readonly map?: ItemMap; readonly permission: string },
): DefinitionResult {
  const faults: Remark[] = []
  for (const id of Object.keys(map))
    if (!definition.items.some((item) => item.id === id))
      faults.push({ place: id, detail: `${definition.id} does not have this item` })
  const used = new Map<ImportedItem, string>()
  const sets: Record<string, InstrumentDefinition['optionSets'][string]> = {}
  const items = definition.items.map((item): Item => {
    const question = findQuestion(item, form, map, faults)
    if (!question) return item
    const other = used.get(question)
    if (other !== undefined)
      faults.push({ place: question.place, detail: `it matches both ${other} and ${item.id}` })
    used.set(question, item.id)
    return applyItemWording(
      { definition, item, question, answers: findAnswerMap(map[item.id]) },
      sets,
      faults,
    )
  })
  if (faults.length > 0) return { kind: 'faults', faults }
  const locales = new Set(form.items.flatMap(({ text }) => Object.keys(text)))
  const draft: InstrumentDefinition = {
    ...definition,
    permission,
    locales: {
      ...definition.locales,
      ...Object.fromEntries(
        [...locales]
          .sort()
          .map((locale) => [locale, { status: 'unvalidated' as const, source: form.source }]),
      ),
    },
    optionSets: { ...definition.optionSets, ...sets },
    items,
  }
  const grade = findGravest(diffInstruments(definition, draft)) ?? 'cosmetic'
  return {
    kind: 'definition',
    definition: { ...draft, version: computeNextVersion(definition.version, grade) },
  }
}

function findQuestion(
  item: Item,
  form: ImportedForm,
  map: ItemMap,
  faults: Remark[],
): ImportedItem | undefined {
  const entry = map[item.id]
  const named = typeof entry === 'object' ? entry.question : entry
  const found =
    named !== undefined
      ? form.items.filter(({ name }) => name === named)
      : runSearches(
          () => form.items.filter(({ loinc }) => loinc !== null && loinc === item.loinc),
          () => form.items.filter(({ name }) => formatId(name) === item.id),
        )
  if (found.length === 1) return found[0]
  faults.push({
    place: item.id,
    detail:
      found.length === 0 ? 'no question in the file matches it' : 'several questions in the file match it',
  })
  return undefined
}

function runSearches<T>(...searches: readonly (() => readonly T[])[]): readonly T[] {
  for (const search of searches) {
    const found = search()
    if (found.length > 0) return found
  }
  return []
}

function findAnswerMap(entry: ItemMap[string] | undefined): Readonly<Record<string, string>> | undefined {
  return typeof entry === 'object' ? entry.answers : undefined
}

type Pairing = {
  readonly definition: InstrumentDefinition
  readonly item: Item
  readonly question: ImportedItem
  readonly answers: Readonly<Record<string, string>> | undefined
}

function applyItemWording(
  pairing: Pairing,
  sets: Record<string, InstrumentDefinition['optionSets'][string]>,
  faults: Remark[],
): Item {
  const { definition, item, question } = pairing
  const texts = { ...(question.stem && { stem: question.stem }), text: question.text }
  const { answer } = question
  if (item.type === 'choice' || item.type === 'several') {
    if (answer.type !== item.type) {
      faults.push({
        place: question.place,
        detail: `${item.id} is a question with ${item.type === 'choice' ? 'one answer' : 'several answers'}`,
      })
      return item
    }
    const options = listOptions(definition, item)
    const pairs = pairOptions(pairing, options, answer.options)
    if (typeof pairs === 'string') {
      faults.push({ place: question.place, detail: pairs })
      return item
    }
    // Under the item's own name: two items may share their answers and not their words.
    sets[item.id] = options.map((option, at) => ({ ...option, label: pairs[at]?.label ?? {} }))
    return { ...item, ...texts, options: item.id }
  }
  if (!isSameQuestion(item, answer))
    faults.push({ place: question.place, detail: `its answers do not match ${item.id}` })
  if (item.type === 'numeric-scale' && answer.type === 'numeric-scale')
    return { ...item, ...texts, ...buildEndLabels(answer.minimumLabel, answer.maximumLabel) }
  if (item.type === 'number' && answer.type === 'number' && answer.unit)
    return { ...item, ...texts, unit: answer.unit }
  return { ...item, ...texts }
}

function buildEndLabels(minimumLabel: Localised | null, maximumLabel: Localised | null) {
  return { ...(minimumLabel && { minimumLabel }), ...(maximumLabel && { maximumLabel }) }
}

/**
 * The file's option for each of the definition's, or why they cannot be told. One way of telling holds for the whole
 * item. An item that is scored in reverse is never told by its values alone: some files give them reversed already.
 */
function pairOptions(
  { definition, item, answers }: Pairing,
  options: readonly Option[],
  found: readonly ImportedOption[],
): readonly ImportedOption[] | string {
  if (found.length !== options.length)
    return `it has ${found.length} answers, ${item.id} has ${options.length}`
  if (answers)
    return (
      matchOneToOne(options, (option) => found.filter(({ code }) => code === answers[option.code])) ??
      `the map does not give each code of ${item.id} an answer of its own`
    )
  const byLoinc = matchOneToOne(options, (option) =>
    found.filter(({ loinc }) => loinc !== null && loinc === option.loinc),
  )
  if (byLoinc) return byLoinc
  const byCode = matchOneToOne(options, (option) => found.filter(({ code }) => code === option.code))
  const byValue = matchOneToOne(options, (option) => found.filter(({ value }) => value === option.value))
  const paired = byCode ?? byValue
  if (!paired) return `its answers do not match ${item.id}, by code or by value`
  // Codes by position (first = 1) name another answer wherever the printed numbers run downward, as in half of the CSQ-8.
  const isCodedByPosition =
    byCode &&
    isDescending(options.map(({ value }) => value ?? Number.NaN)) &&
    isAscending(found.map(({ code }) => Number(code)))
  if (isCodedByPosition)
    return `say in the map which answer is which: the printed numbers of ${item.id} run from high to low, those in the file from low to high`
  const disagree = byCode && byValue && byCode.some((option, at) => option !== byValue[at])
  if (disagree || isReversed(definition, item.id))
    return `say in the map which answer is which: ${item.id} ${
      disagree ? 'is found otherwise by code than by value' : 'is scored in reverse'
    }`
  return paired
}

function isDescending(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value < (values[at - 1] as number))
}

function isAscending(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value > (values[at - 1] as number))
}

type Option = { readonly code: string; readonly value: number | null; readonly loinc?: string | undefined }

function matchOneToOne(
  options: readonly Option[],
  find: (option: Option) => readonly ImportedOption[],
): readonly ImportedOption[] | undefined {
  const found = options.map(find)
  const single = found.flatMap((candidates) => (candidates.length === 1 ? candidates : []))
  return single.length === options.length && new Set(single).size === single.length ? single : undefined
}

function isReversed({ scales }: InstrumentDefinition, item: string): boolean {
  const isReversed = (rule: Rule): boolean =>
    (typeof rule === 'object' && 'reverse' in rule && rule.item === item) || listParts(rule).some(isReversed)
  return scales.some(({ rule }) => isReversed(rule))
}

/** A scale can be worded from a written number, or from a list of its numbers: it is shown as it is defined here. */
function isSameQuestion(item: Item, answer: ImportedItem['answer']): boolean {
  switch (item.type) {
    case 'numeric-scale':
      if (answer.type === 'choice') {
        const values = answer.options.map(({ value }) => value ?? Number.NaN).sort((a, b) => a - b)
        return values.length === item.maximum - item.minimum + 1 && values[0] === item.minimum
      }
      return (
        (answer.type === 'numeric-scale' || answer.type === 'number') &&
        answer.minimum === item.minimum &&
        answer.maximum === item.maximum
      )
    case 'number':
      return answer.type === 'number' || answer.type === 'numeric-scale'
    case 'time':
    case 'date':
    case 'several':
    case 'text':
      return answer.type === item.type
    case 'choice':
      return answer.type === 'choice'
  }
}
