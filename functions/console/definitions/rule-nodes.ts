import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import type { DefinitionProblem, RuleField, RuleNode } from '../../../web/console/definitions-view.ts'
import type { Named } from '../../../web/console/index.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import { findDefinitionsText } from '../../../web/text/definitions-text.ts'
import { type FieldSpec, findShape, listFieldSpecs, listRawParts, type RawRule } from './rule-fields.ts'

type NodeSetting = {
  readonly measures: Measures
  readonly problems: readonly DefinitionProblem[]
  readonly locale: string
}

/** A rule as its form shows it, each condition with its fields and what is wrong with them. */
export function buildRuleNode(raw: RawRule, setting: NodeSetting, pointer = '/rule', place = ''): RuleNode {
  const { problems, measures } = setting
  const op = typeof raw.op === 'string' ? raw.op : ''
  const score = typeof raw.score === 'string' ? raw.score : undefined
  const fields = listFieldSpecs(op).map((spec) => buildField(spec, raw, pointer, setting))
  const parts = listRawParts(raw, pointer).map((part, at) =>
    buildRuleNode(part.raw, setting, part.pointer, place === '' ? String(at + 1) : `${place}.${at + 1}`),
  )
  const inside = [...fields, ...parts].map((one) => one.pointer)
  const isInside = (at: string) => inside.some((one) => at === one || at.startsWith(`${one}/`))
  const own = problems.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
  return {
    ...{ pointer, place, op, fields, parts, shape: findShape(op) },
    faults: own.filter((one) => !isInside(one.pointer)).map(({ detail }) => detail),
    measure: score !== undefined && op.endsWith('improvement') && measures.has(score) ? score : undefined,
  }
}

function buildField(spec: FieldSpec, raw: RawRule, node: string, setting: NodeSetting): RuleField {
  const { problems } = setting
  const pointer = `${node}/${spec.name}`
  const value = raw[spec.name]
  const measure = typeof raw.score === 'string' ? setting.measures.get(raw.score) : undefined
  return {
    ...{ name: spec.name, pointer },
    kind: spec.kind === 'number' || spec.kind === 'checks' ? spec.kind : 'choice',
    // Left out, the first of a closed list is what counts.
    values: [value ?? spec.choices?.[0]].flat().flatMap((one) => (one === undefined ? [] : [String(one)])),
    choices: listChoices(spec, measure, setting),
    hint:
      spec.kind === 'measure'
        ? describeMeasure(setting.measures.get(String(value)), setting.locale)
        : undefined,
    faults: problems
      .filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
      .map(({ detail }) => detail),
  }
}

function listChoices(
  { kind, choices = [] }: FieldSpec,
  measure: Measure | undefined,
  { measures, locale }: NodeSetting,
): readonly Named[] {
  const { bases, units } = findDefinitionsText(locale).builder
  const words: Readonly<Record<string, string>> = { ...bases, ...units }
  switch (kind) {
    case 'measure':
      return listMeasures(measures, locale)
    case 'bands':
    case 'checks':
      return (measure?.bands ?? []).map(({ id, label }) => ({ id, title: pickText(label, locale) || id }))
    default:
      return choices.map((id) => ({ id, title: words[id] ?? id }))
  }
}

/** The study's domains first, each with the score that measures it, and then every score by itself. */
function listMeasures(measures: Measures, locale: string): readonly Named[] {
  const domains: Readonly<Record<string, string>> = findAnalysesText(locale).instrument.domains
  return [...measures]
    .map(([id, { name, title }]) => {
      const words = pickText(title, locale)
      const domain = domains[id] ?? id
      const isDomain = id !== name
      return {
        isDomain,
        id,
        title: isDomain
          ? `${domain.charAt(0).toUpperCase()}${domain.slice(1)}: ${words}`
          : `${words} (${id})`,
      }
    })
    .sort((a, b) => Number(b.isDomain) - Number(a.isDomain))
    .map(({ id, title }) => ({ id, title }))
}

function describeMeasure(measure: Measure | undefined, locale: string): string | undefined {
  if (!measure) return undefined
  const text = findDefinitionsText(locale).builder
  const [low, high] = measure.range
  const better = measure.direction === 'higher-is-worse' ? text.lowerBetter : text.higherBetter
  return `${text.range(low, high)}, ${better}`
}
