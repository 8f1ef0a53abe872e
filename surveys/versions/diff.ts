import type { InstrumentDefinition, Scale } from '../instrument/definition.ts'
import { type Item, listOptions } from '../instrument/item.ts'
import { listParts, type Rule } from '../instrument/rule.ts'
import type { Localised } from '../instrument/vocabulary.ts'
import { formatCanonicalJson } from '../values/canonical.ts'

/**
 * What a new version changes. *cosmetic*: nothing that a participant reads or a score turns on. *equivalent*: something
 * is added, and what was there asks and scores as before. *breaking*: scores of the two versions are not the same
 * measure until someone has shown that they are.
 */
export type ChangeClass = 'cosmetic' | 'equivalent' | 'breaking'

export type Change = {
  /** `null` for the instrument as a whole. */
  readonly part: { readonly kind: 'item' | 'scale'; readonly id: string } | null
  readonly class: ChangeClass
  readonly detail: string
}

const CHANGE_CLASSES: readonly ChangeClass[] = ['cosmetic', 'equivalent', 'breaking']

/** Every change from one definition to another, in the order of the definition. */
export function diffInstruments(
  before: InstrumentDefinition,
  after: InstrumentDefinition,
): readonly Change[] {
  const items = diffItems(before, after)
  return [...diffDefinition(before, after), ...items, ...diffScales(before, after, items)]
}

/** The gravest of them; `null` when nothing has changed. */
export function findGravest(changes: readonly Change[]): ChangeClass | null {
  return CHANGE_CLASSES.findLast((one) => changes.some((change) => change.class === one)) ?? null
}

const buildChange = (grade: ChangeClass, detail: string): Omit<Change, 'part'> => ({ class: grade, detail })

function diffDefinition(before: InstrumentDefinition, after: InstrumentDefinition): readonly Change[] {
  const found: Omit<Change, 'part'>[] = []
  for (const field of [
    'title',
    'evidence',
    'source',
    'copyright',
    'permission',
    'loinc',
    'examples',
  ] as const)
    if (isDifferent(before[field], after[field])) found.push(buildChange('cosmetic', `${field} changed`))
  if (before.recallDays !== after.recallDays)
    found.push(
      buildChange('breaking', `the recall changed from ${before.recallDays} to ${after.recallDays} days`),
    )
  if (isDifferent(before.safety, after.safety))
    found.push(buildChange('equivalent', 'the safety rules changed'))
  if (isDifferent(before.adaptive, after.adaptive))
    found.push(buildChange('breaking', 'what the adaptive form asks changed'))
  for (const locale of Object.keys(after.locales)) {
    const known = before.locales[locale]
    if (!known) found.push(buildChange('equivalent', `${locale} added`))
    else if (isDifferent(known, after.locales[locale]))
      found.push(buildChange('cosmetic', `the status of ${locale} changed`))
  }
  for (const locale of Object.keys(before.locales))
    if (!after.locales[locale]) found.push(buildChange('breaking', `${locale} removed`))
  return found.map((change) => ({ part: null, ...change }))
}

function diffItems(before: InstrumentDefinition, after: InstrumentDefinition): readonly Change[] {
  const known = new Map(before.items.map((item) => [item.id, item]))
  const kept = new Set(after.items.filter(({ id }) => known.has(id)).map(({ id }) => id))
  const orderBefore = before.items.filter(({ id }) => kept.has(id)).map(({ id }) => id)
  const lastKept = after.items.findLastIndex(({ id }) => kept.has(id))
  let place = -1
  const changes = after.items.flatMap((item, at): Change[] => {
    const part = { kind: 'item', id: item.id } as const
    const old = known.get(item.id)
    if (!old)
      return [
        at > lastKept
          ? { part, ...buildChange('equivalent', 'added after every other item') }
          : {
              part,
              ...buildChange('breaking', 'added before other items, which are now asked in another setting'),
            },
      ]
    place += 1
    const moved = orderBefore[place] === item.id ? [] : [buildChange('breaking', 'asked in another place')]
    return [...moved, ...diffItem(before, old, after, item)].map((change) => ({ part, ...change }))
  })
  const removed = before.items
    .filter(({ id }) => !kept.has(id))
    .map(({ id }): Change => ({ part: { kind: 'item', id }, ...buildChange('breaking', 'removed') }))
  return [...changes, ...removed]
}

function diffItem(
  before: InstrumentDefinition,
  old: Item,
  after: InstrumentDefinition,
  item: Item,
): Omit<Change, 'part'>[] {
  const found: Omit<Change, 'part'>[] = []
  if (isDifferent(listAnswers(before, old), listAnswers(after, item)))
    found.push(buildChange('breaking', 'the possible answers changed'))
  if (isDifferent(old.shownWhen, item.shownWhen))
    found.push(buildChange('breaking', 'when it is shown changed'))
  if (old.loinc !== item.loinc) found.push(buildChange('cosmetic', 'its LOINC code changed'))
  const [wordsBefore, wordsAfter] = [listWording(before, old), listWording(after, item)]
  for (const [name, text] of wordsAfter)
    found.push(...diffText(name, wordsBefore.get(name), text, new Set(Object.keys(before.locales))))
  for (const [name, text] of wordsBefore)
    if (!wordsAfter.has(name) && Object.keys(text).length > 0)
      found.push(buildChange('breaking', `${name} was removed`))
  return found
}

/** What can be answered, without a word of how it is asked. */
function listAnswers(definition: InstrumentDefinition, item: Item): unknown {
  switch (item.type) {
    case 'choice':
    case 'numeric-scale':
      return [item.type, ...listOptions(definition, item).map(({ code, value }) => [code, value])]
    case 'number':
      return [item.type, item.minimum, item.maximum, item.decimals]
    case 'several':
      return [
        item.type,
        item.exclusive,
        ...listOptions(definition, item).map(({ code, value }) => [code, value]),
      ]
    case 'date':
      return [item.type, item.minimum, item.maximum]
    case 'text':
      return [item.type, item.maximumLength]
    case 'time':
      return [item.type]
  }
}

/** Every text that a participant reads with the item, by a name for it. */
function listWording(definition: InstrumentDefinition, item: Item): ReadonlyMap<string, Localised> {
  const texts: [string, Localised | undefined][] = [
    ['the text above it', item.stem ?? definition.stem],
    ['its text', item.text],
    ...(item.type === 'choice' || item.type === 'several'
      ? listOptions(definition, item).map(({ code, label }): [string, Localised | undefined] => [
          `the label of ${code}`,
          label,
        ])
      : []),
  ]
  if (item.type === 'numeric-scale')
    texts.push(['its lowest label', item.minimumLabel], ['its highest label', item.maximumLabel])
  if (item.type === 'number') texts.push(['its unit', item.unit])
  return new Map(texts.filter((entry): entry is [string, Localised] => entry[1] !== undefined))
}

function diffText(
  name: string,
  old: Localised | undefined,
  text: Localised,
  localesBefore: ReadonlySet<string>,
): Omit<Change, 'part'>[] {
  return Object.entries(text).flatMap(([locale, words]) => {
    const known = old?.[locale]
    if (known === words) return []
    if (known !== undefined)
      return normalizeWording(known) === normalizeWording(words)
        ? [buildChange('cosmetic', `${name} is set otherwise in ${locale}`)]
        : [buildChange('breaking', `${name} was reworded in ${locale}`)]
    // Wording in a locale that could not be asked before stands beside what is asked already.
    return localesBefore.has(locale)
      ? [buildChange('breaking', `${name} was added in ${locale}`)]
      : [buildChange('equivalent', `${name} is worded in ${locale}`)]
  })
}

/** Words alone: spacing, typographic marks and capitals are how they are set. */
function normalizeWording(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
}

function diffScales(
  before: InstrumentDefinition,
  after: InstrumentDefinition,
  items: readonly Change[],
): readonly Change[] {
  const known = new Map(before.scales.map((scale) => [scale.id, scale]))
  const changed = after.scales.flatMap((scale): Change[] => {
    const part = { kind: 'scale', id: scale.id } as const
    const old = known.get(scale.id)
    if (!old) return [{ part, ...buildChange('equivalent', 'added') }]
    return diffScale(before, old, after, scale, items).map((change) => ({ part, ...change }))
  })
  const removed = before.scales
    .filter(({ id }) => !after.scales.some((scale) => scale.id === id))
    .map(({ id }): Change => ({ part: { kind: 'scale', id }, ...buildChange('breaking', 'removed') }))
  return [...changed, ...removed]
}

function diffScale(
  before: InstrumentDefinition,
  old: Scale,
  after: InstrumentDefinition,
  scale: Scale,
  items: readonly Change[],
): Omit<Change, 'part'>[] {
  const found: Omit<Change, 'part'>[] = []
  if (isDifferent(expandScoring(before, old.rule), expandScoring(after, scale.rule)))
    found.push(buildChange('breaking', 'its rule changed'))
  for (const field of ['range', 'direction', 'unit'] as const)
    if (isDifferent(old[field], scale[field])) found.push(buildChange('breaking', `its ${field} changed`))
  const used = listRuleItems(after, scale.rule)
  for (const item of items)
    if (item.class === 'breaking' && item.part && used.has(item.part.id))
      found.push(buildChange('breaking', `item ${item.part.id} changed: ${item.detail}`))
  if (before.recallDays !== after.recallDays) found.push(buildChange('breaking', 'the recall changed'))
  if (
    isDifferent(
      old.bands.map(({ id, from }) => [id, from]),
      scale.bands.map(({ id, from }) => [id, from]),
    )
  )
    found.push(buildChange('equivalent', 'its bands changed'))
  for (const field of ['title', 'domain', 'thresholds', 'loinc', 'source', 'evidence'] as const)
    if (isDifferent(old[field], scale[field])) found.push(buildChange('cosmetic', `its ${field} changed`))
  return found
}

/** A rule with everything that it turns on: the rows of its tables and the rules of the scales that it names. */
function expandScoring(definition: InstrumentDefinition, rule: Rule): unknown {
  if (typeof rule === 'string' || 'item' in rule || 'constant' in rule) return rule
  if ('scale' in rule) {
    const scale = definition.scales.find(({ id }) => id === rule.scale)
    return scale && expandScoring(definition, scale.rule)
  }
  return [
    rule,
    rule.op === 'lookup' ? definition.tables[rule.table]?.rows : null,
    ...listParts(rule).map((part) => expandScoring(definition, part)),
  ]
}

function listRuleItems(definition: InstrumentDefinition, rule: Rule): ReadonlySet<string> {
  if (typeof rule === 'string') return new Set([rule])
  if ('item' in rule) return new Set([rule.item])
  const parts =
    'scale' in rule
      ? definition.scales.filter(({ id }) => id === rule.scale).map((scale) => scale.rule)
      : listParts(rule)
  return new Set(parts.flatMap((part) => [...listRuleItems(definition, part)]))
}

function isDifferent(a: unknown, b: unknown): boolean {
  return formatCanonicalJson(a ?? null) !== formatCanonicalJson(b ?? null)
}
