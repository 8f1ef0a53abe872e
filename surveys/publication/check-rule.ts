import { listConditionItems } from '../instrument/condition.ts'
import type { InstrumentDefinition, Scale } from '../instrument/definition.ts'
import { type Item, listOptions } from '../instrument/item.ts'
import { listParts, type MissingRule, type Rule } from '../instrument/rule.ts'
import {
  computeAttainableRange,
  formatInterval,
  type Interval,
  isInInterval,
  isStepReached,
} from '../scoring/attainable.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { compare, createRational, parseDecimal, type Rational, toNumber } from '../values/rational.ts'

/**
 * What is wrong with a scale's rule: names that lead nowhere, recodes and tables with gaps, steps and rows that no
 * answer reaches, proration over unlike operands, a range that the items do not give. Pointers begin at the scale.
 */
export function checkRule(
  definition: InstrumentDefinition,
  scale: Scale,
  scalesBefore: ReadonlySet<string>,
): readonly DefinitionFault[] {
  const faults = checkPart(definition, scale.rule, scalesBefore)
  // A range is computed only from names that lead somewhere.
  return faults.length > 0
    ? faults
    : [...checkCoverage(definition, scale.rule), ...checkRange(definition, scale)]
}

const buildFault = (detail: string, pointer = '/rule'): DefinitionFault => ({ pointer, detail })

function checkPart(
  definition: InstrumentDefinition,
  rule: Rule,
  scalesBefore: ReadonlySet<string>,
): DefinitionFault[] {
  const findItem = (id: string): Item | undefined => definition.items.find((item) => item.id === id)
  const named = typeof rule === 'string' ? rule : 'item' in rule ? rule.item : undefined
  if (named !== undefined) {
    const item = findItem(named)
    if (!item) return [buildFault(`no item ${named}`)]
    if (item.type === 'text') return [buildFault(`item ${named} is free text, which has no value`)]
    if (item.type === 'several' && typeof rule !== 'string')
      return [buildFault(`item ${named} takes several answers, which are neither reversed nor recoded`)]
    if (typeof rule === 'string' || !('recode' in rule)) return []
    // An answer without a score has none after a recode either.
    const codes = listOptions(definition, item).flatMap(({ code, value }) => (value === null ? [] : [code]))
    if (codes.length === 0) return [buildFault(`item ${named} has no options to recode`)]
    return [
      ...codes
        .filter((code) => !Object.hasOwn(rule.recode, code))
        .map((code) => buildFault(`item ${named} has no recode for ${code}`)),
      ...Object.keys(rule.recode)
        .filter((code) => !codes.includes(code))
        .map((code) => buildFault(`item ${named} is recoded from ${code}, which can never be given`)),
    ]
  }
  if (typeof rule === 'string' || 'constant' in rule || 'item' in rule) return []
  if ('scale' in rule)
    return scalesBefore.has(rule.scale) ? [] : [buildFault(`no scale ${rule.scale} stands before this one`)]
  const faults = listParts(rule).flatMap((part) => checkPart(definition, part, scalesBefore))
  if (rule.op === 'lookup' && !Object.hasOwn(definition.tables, rule.table))
    faults.push(buildFault(`no table ${rule.table}`))
  if (rule.op === 'if')
    faults.push(
      ...listConditionItems(rule.when)
        .filter((id) => !findItem(id))
        .map((id) => buildFault(`no item ${id}`)),
    )
  if (rule.op === 'hours-between')
    faults.push(
      ...[rule.from, rule.to]
        .filter((id) => findItem(id)?.type !== 'time')
        .map((id) => buildFault(`item ${id} is no time of day`)),
    )
  if (rule.op === 'response-pattern') {
    for (const part of rule.of)
      if (typeof part !== 'string' && !('item' in part))
        faults.push(buildFault('a pattern is made of single items'))
    if (rule.minimumAnswered > rule.of.length)
      faults.push(buildFault('more answers needed than there are items'))
  }
  if ('missing' in rule && 'minimumAnswered' in rule.missing && rule.missing.minimumAnswered > rule.of.length)
    faults.push(buildFault('more answers needed than there are items', '/rule/missing'))
  return faults
}

/** What the operands can give against what the operation has an answer for. */
function checkCoverage(definition: InstrumentDefinition, rule: Rule): DefinitionFault[] {
  const faults = listParts(rule).flatMap((part) => checkCoverage(definition, part))
  if (typeof rule === 'string' || !('op' in rule)) return faults
  if ((rule.op === 'sum' || rule.op === 'mean') && isProrated(rule.missing)) {
    const ranges = rule.of.map((part) => computeAttainableRange(definition, part))
    const [first] = ranges
    if (!ranges.every((range) => range && first && isSame(range, first)))
      faults.push(
        buildFault('a missing item cannot take the mean of items with another range', '/rule/missing'),
      )
  }
  if (rule.op === 'steps') {
    const range = computeAttainableRange(definition, rule.of)
    rule.steps.forEach(({ from }, index) => {
      const next = rule.steps[index + 1]
      if (next && next.from <= from) faults.push(buildFault('steps must rise'))
      if (range && !isStepReached(range, from, next?.from))
        faults.push(buildFault(`the step from ${from} is never reached`))
    })
    const [first] = rule.steps
    if (first && range && compare(range[0], parseDecimal(first.from)) < 0)
      faults.push(buildFault(`the steps begin at ${first.from}, the values at ${toNumber(range[0])}`))
  }
  if (rule.op === 'lookup') {
    const range = computeAttainableRange(definition, rule.of)
    const rows = new Set(definition.tables[rule.table]?.rows.map(([raw]) => raw))
    if (!range) return faults
    for (const raw of listWholeNumbers(range))
      if (!rows.has(raw)) faults.push(buildFault(`table ${rule.table} has no row for ${raw}`))
    for (const raw of rows)
      if (!isInInterval(range, parseDecimal(raw)))
        faults.push(buildFault(`table ${rule.table} has a row for ${raw}, which never comes`))
  }
  return faults
}

/** The declared range is what the items give, rounded outward to whole numbers at most. */
function checkRange(definition: InstrumentDefinition, scale: Scale): DefinitionFault[] {
  const range = computeAttainableRange(definition, scale.rule)
  if (!range) return []
  const [low, high] = range.map(toNumber) as [number, number]
  const [from, to] = scale.range
  const isRight = (from === low || from === Math.floor(low)) && (to === high || to === Math.ceil(high))
  return isRight
    ? []
    : [buildFault(`declared ${from} to ${to}, the items give ${formatInterval(range)}`, '/range')]
}

function isProrated({ policy }: MissingRule): boolean {
  return policy === 'mean-substitute' || policy === 'half-rule'
}

function isSame(a: Interval, b: Interval): boolean {
  return compare(a[0], b[0]) === 0 && compare(a[1], b[1]) === 0
}

function listWholeNumbers([low, high]: readonly [Rational, Rational]): readonly number[] {
  const from = Math.ceil(toNumber(low))
  return Array.from({ length: Math.floor(toNumber(high)) - from + 1 }, (_, step) =>
    toNumber(createRational(from + step)),
  )
}
