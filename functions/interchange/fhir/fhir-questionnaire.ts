import type { Condition } from '../../../surveys/instrument/condition.ts'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { type Item, listOptions } from '../../../surveys/instrument/item.ts'
import { formatRef, type Localised, pickText } from '../../../surveys/instrument/vocabulary.ts'

/**
 * A definition as a FHIR R4 Questionnaire: wording in every locale, ordinal values, conditions, LOINC. How it is scored
 * has no place there; the definition's own page says it.
 */

const CORE = 'http://hl7.org/fhir/StructureDefinition/'
const LOINC = 'http://loinc.org'

export type FhirExport =
  | { readonly kind: 'questionnaire'; readonly questionnaire: object }
  /** Items whose condition R4 cannot write down: it has one level of all or any. */
  | { readonly kind: 'not-expressible'; readonly items: readonly string[] }

/** @param url where the definition is published: the canonical address of the questionnaire */
export function buildFhirQuestionnaire(definition: InstrumentDefinition, url: string): FhirExport {
  const items = definition.items.map((item) => ({ item, enabled: buildEnableWhen(item, definition) }))
  const beyond = items.filter(({ enabled }) => enabled === undefined).map(({ item }) => item.id)
  if (beyond.length > 0) return { kind: 'not-expressible', items: beyond }
  const locale = chooseMainLocale(definition)
  return {
    kind: 'questionnaire',
    questionnaire: {
      resourceType: 'Questionnaire',
      language: locale,
      url,
      version: definition.version,
      name: definition.id,
      ...buildText('title', definition.title, locale),
      status: 'active',
      copyright: `${definition.copyright}. ${definition.permission}`,
      ...(definition.loinc && { code: [{ system: LOINC, code: definition.loinc }] }),
      item: groupByStem(
        items.map(({ item, enabled }) => ({
          stem: item.stem ?? definition.stem,
          item: { ...buildQuestion(definition, item, locale), ...enabled },
        })),
        locale,
      ),
    },
  }
}

/** The locale that the file is written in; the others stand as translations. */
export function chooseMainLocale({ locales }: InstrumentDefinition): string {
  const known = Object.keys(locales)
  return known.includes('en') ? 'en' : (known[0] ?? 'en')
}

type StemmedItem = { readonly stem: Localised | undefined; readonly item: object }

/** Items under one stem stand in one group, which holds its words. */
function groupByStem(items: readonly StemmedItem[], locale: string): readonly object[] {
  const groups: { stem: Localised | undefined; items: object[] }[] = []
  for (const { stem, item } of items) {
    const last = groups.at(-1)
    if (last && isSameText(last.stem, stem)) last.items.push(item)
    else groups.push({ stem, items: [item] })
  }
  return groups.flatMap(({ stem, items: children }, at) =>
    stem === undefined
      ? children
      : [{ linkId: `group-${at + 1}`, ...buildText('text', stem, locale), type: 'group', item: children }],
  )
}

function isSameText(a: Localised | undefined, b: Localised | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function buildQuestion(definition: InstrumentDefinition, item: Item, locale: string): object {
  const common = {
    linkId: item.id,
    ...(item.loinc && { code: [{ system: LOINC, code: item.loinc }] }),
    // A scoring-only definition has no wording: what it asks is named, not invented.
    ...(item.text ? buildText('text', item.text, locale) : { text: item.id }),
  }
  switch (item.type) {
    case 'choice':
    case 'several':
      return {
        ...common,
        type: 'choice',
        ...(item.type === 'several' && { repeats: true }),
        answerOption: listOptions(definition, item).map(({ code, value, label }) => ({
          ...buildOptionExtensions(value, item.type === 'several' && item.exclusive.includes(code)),
          valueCoding: {
            system: formatCanonical(definition),
            code,
            ...(label && buildText('display', label, locale)),
          },
        })),
      }
    case 'numeric-scale':
      return {
        ...common,
        extension: [...buildBounds(item.minimum, item.maximum, 'valueInteger'), buildItemControl('slider')],
        type: 'integer',
        ...buildScaleEnds(item, locale),
      }
    case 'number':
      return {
        ...common,
        extension: [
          ...buildBounds(item.minimum, item.maximum, item.decimals === 0 ? 'valueInteger' : 'valueDecimal'),
          ...(item.decimals === 0 ? [] : [{ url: `${CORE}maxDecimalPlaces`, valueInteger: item.decimals }]),
          ...(item.unit
            ? [{ url: `${CORE}questionnaire-unit`, valueCoding: { display: pickText(item.unit, locale) } }]
            : []),
        ],
        type: item.decimals === 0 ? 'integer' : 'decimal',
      }
    case 'time':
      return { ...common, type: 'time' }
    case 'date':
      return {
        ...common,
        extension: [
          { url: `${CORE}minValue`, valueDate: item.minimum },
          { url: `${CORE}maxValue`, valueDate: item.maximum },
        ],
        type: 'date',
      }
    case 'text':
      return { ...common, type: 'text', maxLength: item.maximumLength }
  }
}

/** An answer without a score has no ordinal value. */
function buildOptionExtensions(value: number | null, isExclusive: boolean): object {
  const extension = [
    ...(value === null ? [] : [{ url: `${CORE}ordinalValue`, valueDecimal: value }]),
    ...(isExclusive ? [{ url: `${CORE}questionnaire-optionExclusive`, valueBoolean: true }] : []),
  ]
  return extension.length > 0 ? { extension } : {}
}

function buildScaleEnds(item: Extract<Item, { type: 'numeric-scale' }>, locale: string): object {
  const labels = [
    ['lower', item.minimumLabel],
    ['upper', item.maximumLabel],
  ] as const
  const children = labels.flatMap(([end, label]) =>
    label
      ? [
          {
            linkId: `${item.id}-${end}`,
            extension: [buildItemControl(end)],
            ...buildText('text', label, locale),
            type: 'display',
          },
        ]
      : [],
  )
  return children.length > 0 ? { item: children } : {}
}

function buildItemControl(code: string): object {
  const system = 'http://hl7.org/fhir/questionnaire-item-control'
  return { url: `${CORE}questionnaire-itemControl`, valueCodeableConcept: { coding: [{ system, code }] } }
}

function buildBounds(
  minimum: number,
  maximum: number,
  type: 'valueInteger' | 'valueDecimal',
): readonly object[] {
  return [
    { url: `${CORE}minValue`, [type]: minimum },
    { url: `${CORE}maxValue`, [type]: maximum },
  ]
}

/** A text with its translations, as the two members that FHIR has for them. */
function buildText(name: 'title' | 'text' | 'display', text: Localised, locale: string): object {
  const others = Object.entries(text).filter(([tag]) => tag !== locale)
  return {
    [name]: pickText(text, locale),
    ...(others.length > 0 && {
      [`_${name}`]: {
        extension: others.map(([tag, words]) => ({
          url: `${CORE}translation`,
          extension: [
            { url: 'lang', valueCode: tag },
            { url: 'content', valueString: words },
          ],
        })),
      },
    }),
  }
}

type EnableWhen = { readonly enableWhen?: readonly object[]; readonly enableBehavior?: 'all' | 'any' }

/** `undefined` where R4 cannot write the condition. */
function buildEnableWhen(item: Item, definition: InstrumentDefinition): EnableWhen | undefined {
  if (!item.shownWhen) return {}
  const condition = item.shownWhen
  const isAny = 'any' in condition || ('is' in condition && condition.is.length > 1)
  const leaves = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition]
  const rules: object[] = []
  for (const leaf of leaves) {
    const made = buildComparisons(leaf, definition)
    if (!made || (made.length > 1 && !isAny)) return undefined
    rules.push(...made)
  }
  return { enableWhen: rules, ...(rules.length > 1 && { enableBehavior: isAny ? 'any' : 'all' }) }
}

/** More than one is an any; a negation turns the operator round. */
function buildComparisons(
  condition: Condition,
  definition: InstrumentDefinition,
): readonly object[] | undefined {
  const isNot = 'not' in condition
  const leaf = isNot ? condition.not : condition
  if ('all' in leaf || 'any' in leaf || 'not' in leaf) return undefined
  const question = leaf.item
  if ('answered' in leaf) return [{ question, operator: 'exists', answerBoolean: leaf.answered !== isNot }]
  if ('is' in leaf) {
    if (isNot && leaf.is.length > 1) return undefined
    return leaf.is.map((code) => ({
      question,
      operator: isNot ? '!=' : '=',
      ...buildAnswer(definition, question, code),
    }))
  }
  // R4 puts no two codings in order.
  const asked = definition.items.find(({ id }) => id === question)
  if (asked?.type !== 'numeric-scale' && asked?.type !== 'number') return undefined
  const bound = 'atLeast' in leaf ? leaf.atLeast : leaf.atMost
  const operator = 'atLeast' in leaf ? (isNot ? '<' : '>=') : isNot ? '>' : '<='
  return [
    {
      question,
      operator,
      ...(Number.isInteger(bound) ? { answerInteger: bound } : { answerDecimal: bound }),
    },
  ]
}

function buildAnswer(definition: InstrumentDefinition, id: string, code: string): object {
  const item = definition.items.find((candidate) => candidate.id === id)
  switch (item?.type) {
    case 'numeric-scale':
      return { answerInteger: Number(code) }
    case 'number':
      return item.decimals === 0 ? { answerInteger: Number(code) } : { answerDecimal: Number(code) }
    case 'date':
      return { answerDate: code }
    case 'time':
      return { answerTime: `${code}:00` }
    case 'text':
      return { answerString: code }
    default:
      return { answerCoding: { system: formatCanonical(definition), code } }
  }
}

/** What an option's coding is said in, without an address: the version of the instrument itself. */
export function formatCanonical(definition: InstrumentDefinition): string {
  return `urn:concord:${formatRef(definition)}`
}
