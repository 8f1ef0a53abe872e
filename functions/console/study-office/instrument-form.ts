import type { InstrumentDefinition, Scale } from '../../../surveys/instrument/definition.ts'
import type { GroupMissingRule, MissingRule, Operation, Rule } from '../../../surveys/instrument/rule.ts'
import { computeAttainableRange } from '../../../surveys/scoring/attainable.ts'
import { formatRational, parseDecimal, parseRational, toNumber } from '../../../surveys/values/rational.ts'
import {
  BAND_ROWS,
  type ExampleFault,
  type ScaleField,
  TRANSLATION_STATES,
  type TypedExample,
  type TypedScale,
} from '../../../web/console/instrument-builder-view.ts'
import { formatId } from '../../interchange/format-id.ts'

/** What was sent under each name of a form. */
export type FormLists = Readonly<Record<string, readonly string[]>>

export const EMPTY_SCALE: TypedScale = {
  ...{ id: '', title: {}, domain: 'pain', operation: 'sum', of: [], reverse: [] },
  ...{ missing: 'all-required', minimum: '', unit: 'points', direction: 'higher-is-worse', source: '' },
  bands: [],
}
export const EMPTY_EXAMPLE: TypedExample = { source: '', answers: {}, scores: {} }

/** The languages that the texts of an instrument are in. */
export function listLocales({ title, locales }: InstrumentDefinition): readonly string[] {
  return [...new Set([...Object.keys(locales), ...Object.keys(title)])]
}

export function readTypedScale(lists: FormLists, locales: readonly string[]): TypedScale {
  const read = (name: string) => lists[`scale.${name}`]?.at(-1)?.trim() ?? ''
  const byLocale = (name: string) =>
    Object.fromEntries(locales.map((locale) => [locale, read(`${name}.${locale}`)] as const))
  return {
    ...{ id: read('id'), title: byLocale('title'), domain: read('domain'), operation: read('operation') },
    ...{ of: lists['scale.of'] ?? [], reverse: lists['scale.reverse'] ?? [], missing: read('missing') },
    ...{ minimum: read('minimum'), unit: read('unit'), direction: read('direction'), source: read('source') },
    bands: Array.from({ length: BAND_ROWS }, (_, at) => ({
      from: read(`band.${at}.from`),
      label: byLocale(`band.${at}.label`),
    })),
  }
}

/** A scale of the definition as its form shows it; `undefined` for a rule that the form cannot say. */
export function showScale({ id, rule, bands, ...scale }: Scale): TypedScale | undefined {
  const parts = 'of' in rule ? [rule.of].flat() : []
  const items = parts.flatMap((part) => readItem(part as Rule) ?? [])
  if (!isFormRule(rule) || items.length !== parts.length) return undefined
  const missing = 'missing' in rule ? rule.missing : { policy: 'all-required' as const }
  return {
    ...{ id, title: onlyText(scale.title), domain: scale.domain, operation: rule.op },
    of: items.map(({ item }) => item),
    reverse: items.flatMap(({ item, isReversed }) => (isReversed ? [item] : [])),
    missing: missing.policy,
    minimum: 'minimumAnswered' in missing ? String(missing.minimumAnswered) : '',
    ...{ unit: scale.unit, direction: scale.direction, source: scale.source },
    bands: bands.map(({ from, label }) => ({ from: String(from), label: onlyText(label) })),
  }
}

function onlyText(localised: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(localised).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])),
  )
}

function isFormRule(rule: Operation): boolean {
  return ['sum', 'mean', 'max', 'min', 'value'].includes(rule.op)
}

function readItem(rule: Rule): { readonly item: string; readonly isReversed: boolean } | undefined {
  if (typeof rule === 'string') return { item: rule, isReversed: false }
  return 'reverse' in rule ? { item: rule.item, isReversed: true } : undefined
}

type Applied<Fault> =
  | { readonly definition: InstrumentDefinition }
  | { readonly faults: readonly [Fault, ...Fault[]] }

/** The definition with the scale of a form, in its place or behind the others; or the fields that are wrong. */
export function applyScale(definition: InstrumentDefinition, typed: TypedScale): Applied<ScaleField> {
  const rule = buildRule(typed)
  const bands = typed.bands.filter(({ from, label }) => from !== '' || hasText(label))
  const isBand = ({ from, label }: (typeof bands)[number]) => /^-?\d+(\.\d+)?$/.test(from) && hasText(label)
  const faults: readonly ScaleField[] = [
    ...(hasText(typed.title) ? [] : ['title' as const]),
    ...(typed.of.length === 0 || (typed.operation === 'value' && typed.of.length > 1) ? ['of' as const] : []),
    ...(needsMinimum(typed) && !/^[1-9]\d?$/.test(typed.minimum) ? ['minimum' as const] : []),
    ...(typed.source === '' ? ['source' as const] : []),
    ...(bands.every(isBand) ? [] : ['bands' as const]),
  ]
  const [first, ...others] = faults
  if (first !== undefined) return { faults: [first, ...others] }
  const range = computeAttainableRange(definition, rule)
  const kept = definition.scales.find(({ id }) => id === typed.id)
  const scale: Scale = {
    ...kept,
    id: kept?.id ?? drawScaleId(definition, typed.title),
    title: keepText(typed.title),
    domain: typed.domain as Scale['domain'],
    rule,
    range: range ? [toNumber(range[0]), toNumber(range[1])] : [0, 0],
    unit: typed.unit || 'points',
    direction: typed.direction as Scale['direction'],
    bands: bands
      .map(({ from, label }) => ({
        ...{ id: formatId(Object.values(keepText(label))[0] ?? '') || `from-${from}`, from: Number(from) },
        label: keepText(label),
      }))
      .sort((a, b) => a.from - b.from),
    thresholds: kept?.thresholds ?? [],
    source: typed.source,
  }
  const scales = kept
    ? definition.scales.map((one) => (one === kept ? scale : one))
    : [...definition.scales, scale]
  return { definition: { ...definition, scales } }
}

/** The definition without a scale, and without what its worked examples say of it. */
export function removeScale(definition: InstrumentDefinition, id: string): InstrumentDefinition {
  const examples = definition.examples
    .map((example) => ({
      ...example,
      scores: Object.fromEntries(Object.entries(example.scores).filter(([scale]) => scale !== id)),
    }))
    .filter(({ scores }) => Object.keys(scores).length > 0)
  return { ...definition, scales: definition.scales.filter((scale) => scale.id !== id), examples }
}

function needsMinimum({ operation, missing }: TypedScale): boolean {
  if (operation === 'max' || operation === 'min') return missing !== 'all-required'
  return operation !== 'value' && (missing === 'blank-counts-zero' || missing === 'mean-substitute')
}

function buildRule(typed: TypedScale): Operation {
  const of = typed.of.map((item): Rule => (typed.reverse.includes(item) ? { item, reverse: true } : item))
  const minimumAnswered = Number(typed.minimum)
  switch (typed.operation) {
    case 'value':
      return { op: 'value', of: of[0] ?? '' }
    case 'max':
    case 'min': {
      const missing: GroupMissingRule =
        typed.missing === 'all-required'
          ? { policy: 'all-required' }
          : { policy: 'of-answered', minimumAnswered }
      return { op: typed.operation, of, missing }
    }
    default:
      return { op: typed.operation === 'mean' ? 'mean' : 'sum', of, missing: buildMissing(typed) }
  }
}

function buildMissing({ missing, minimum }: TypedScale): MissingRule {
  if (missing === 'half-rule') return { policy: 'half-rule' }
  if (missing === 'blank-counts-zero' || missing === 'mean-substitute')
    return { policy: missing, minimumAnswered: Number(minimum) }
  return { policy: 'all-required' }
}

function drawScaleId({ scales }: InstrumentDefinition, title: TypedScale['title']): string {
  const wanted = formatId(Object.values(keepText(title))[0] ?? '').slice(0, 60) || 'scale'
  const isTaken = (id: string) => scales.some((scale) => scale.id === id)
  let id = wanted
  for (let count = 2; isTaken(id); count++) id = `${wanted}-${count}`
  return id
}

function hasText(byLocale: Readonly<Record<string, string>>): boolean {
  return Object.values(byLocale).some((text) => text !== '')
}

function keepText(byLocale: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(byLocale).filter(([, text]) => text !== ''))
}

export function readTypedExample(
  lists: FormLists,
  { items, scales }: Pick<InstrumentDefinition, 'items' | 'scales'>,
): TypedExample {
  const read = (name: string) => lists[`example.${name}`]?.at(-1)?.trim() ?? ''
  return {
    source: read('source'),
    answers: Object.fromEntries(items.map(({ id }) => [id, read(`answer.${id}`)])),
    scores: Object.fromEntries(scales.map(({ id }) => [id, read(`score.${id}`)])),
  }
}

/** The definition with a worked example more, or what is wrong with it. An item left empty was declined. */
export function applyExample(
  definition: InstrumentDefinition,
  { source, answers, scores }: TypedExample,
): Applied<ExampleFault> {
  const read = definition.scales.map(({ id }) => [id, readScore(scores[id] ?? '')] as const)
  const faults = [
    ...(source === '' ? [{ scale: undefined }] : []),
    ...read.flatMap(([scale, score]) => (score === undefined ? [{ scale }] : [])),
  ]
  const [first, ...others] = faults
  if (first !== undefined) return { faults: [first, ...others] }
  const example = {
    source,
    answers: Object.fromEntries(
      Object.entries(answers).map(([item, code]) => [item, code === '' ? null : code]),
    ),
    scores: Object.fromEntries(read.flatMap(([id, score]) => (score === undefined ? [] : [[id, score]]))),
  }
  return { definition: { ...definition, examples: [...definition.examples, example] } }
}

/** `6.5`, `20/3`, or nothing for what must not be scored; `undefined` for anything else. */
function readScore(typed: string): string | undefined {
  if (typed === '') return 'not-scorable'
  if (/^-?\d{1,9}(\.\d{1,6})?$/.test(typed)) return formatRational(parseDecimal(Number(typed)))
  return /^-?\d{1,9}\/[1-9]\d{0,8}$/.test(typed) ? formatRational(parseRational(typed)) : undefined
}

/** The definition with what is typed of its languages. */
export function applyLocales(definition: InstrumentDefinition, lists: FormLists): InstrumentDefinition {
  const locales = Object.fromEntries(
    listLocales(definition).map((locale) => {
      const status = TRANSLATION_STATES.find((one) => one === lists[`locale.${locale}.status`]?.at(-1))
      const source = lists[`locale.${locale}.source`]?.at(-1)?.trim() ?? ''
      return [locale, { status: status ?? 'unvalidated', source }]
    }),
  )
  return { ...definition, locales }
}
