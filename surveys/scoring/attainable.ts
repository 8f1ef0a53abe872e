import type { InstrumentDefinition } from '../instrument/definition.ts'
import { listOptions } from '../instrument/item.ts'
import type { Rule } from '../instrument/rule.ts'
import { countDays } from '../instrument/written-answer.ts'
import {
  add,
  compare,
  createRational,
  divide,
  multiply,
  parseDecimal,
  type Rational,
  toNumber,
} from '../values/rational.ts'

/** The lowest and highest value that a rule can give; `undefined` where that cannot be told. */
export type Interval = readonly [Rational, Rational]

/** Interval arithmetic over a rule: exact where no item stands in it twice, an outer bound otherwise. */
export function computeAttainableRange(definition: InstrumentDefinition, rule: Rule): Interval | undefined {
  if (typeof rule === 'string') return computeItemInterval(definition, rule)
  if ('scale' in rule) {
    const scale = definition.scales.find(({ id }) => id === rule.scale)
    return scale && computeAttainableRange(definition, scale.rule)
  }
  if ('constant' in rule) return [parseDecimal(rule.constant), parseDecimal(rule.constant)]
  if ('item' in rule)
    return 'recode' in rule
      ? computeHull(Object.values(rule.recode).map(parseDecimal))
      : computeItemInterval(definition, rule.item)
  switch (rule.op) {
    case 'value':
      return computeAttainableRange(definition, rule.of)
    case 'sum':
    case 'mean': {
      const parts = collectKnown(rule.of.map((part) => computeAttainableRange(definition, part)))
      if (!parts) return undefined
      const sum = addIntervals(rule.missing.policy === 'blank-counts-zero' ? parts.map(extendToZero) : parts)
      return rule.op === 'sum' ? sum : scaleInterval(sum, createRational(1, parts.length))
    }
    case 'max':
    case 'min': {
      const parts = collectKnown(rule.of.map((part) => computeAttainableRange(definition, part)))
      const [lowest, highest] = [
        computeHull(parts?.map(([low]) => low)),
        computeHull(parts?.map(([, high]) => high)),
      ]
      if (!lowest || !highest) return undefined
      // Of those answered, any one may be the only one.
      if (rule.missing.policy === 'of-answered') return [lowest[0], highest[1]]
      return rule.op === 'max' ? [lowest[1], highest[1]] : [lowest[0], highest[0]]
    }
    case 'weighted-sum': {
      const parts = collectKnown(
        rule.of.map(({ rule: part, weight }) => {
          const inner = computeAttainableRange(definition, part)
          return inner && scaleInterval(inner, parseDecimal(weight))
        }),
      )
      return parts && addIntervals([...parts, [parseDecimal(rule.plus), parseDecimal(rule.plus)]])
    }
    case 'linear': {
      const inner = computeAttainableRange(definition, rule.of)
      const factor = divide(parseDecimal(rule.multiply), parseDecimal(rule.divide))
      return (
        inner &&
        addIntervals([scaleInterval(inner, factor), [parseDecimal(rule.add), parseDecimal(rule.add)]])
      )
    }
    case 'ratio': {
      const [of, by] = [
        computeAttainableRange(definition, rule.of),
        computeAttainableRange(definition, rule.by),
      ]
      if (!of || !by || by[0].numerator <= 0) return undefined
      return computeHull(of.flatMap((above) => by.map((below) => divide(above, below))))
    }
    case 'response-pattern':
      // The ends of the grid of θ, in T points.
      return [createRational(5), createRational(95)]
    case 'hours-between':
      return [createRational(0), createRational(1439, 60)]
    case 'steps': {
      const inner = computeAttainableRange(definition, rule.of)
      const reached = rule.steps.filter(
        ({ from }, at) => !inner || isStepReached(inner, from, rule.steps[at + 1]?.from),
      )
      return computeHull(reached.map(({ value }) => parseDecimal(value)))
    }
    case 'lookup': {
      const inner = computeAttainableRange(definition, rule.of)
      const rows = definition.tables[rule.table]?.rows ?? []
      return computeHull(
        rows
          .filter(([raw]) => !inner || isInInterval(inner, parseDecimal(raw)))
          .map((row) => parseDecimal(row[1])),
      )
    }
    case 'if': {
      const [use, otherwise] = [
        computeAttainableRange(definition, rule.use),
        computeAttainableRange(definition, rule.otherwise),
      ]
      return use && otherwise && computeHull([...use, ...otherwise])
    }
  }
}

export function isInInterval([low, high]: Interval, value: Rational): boolean {
  return compare(value, low) >= 0 && compare(value, high) <= 0
}

export function isStepReached([low, high]: Interval, from: number, next: number | undefined): boolean {
  return (
    compare(high, parseDecimal(from)) >= 0 && (next === undefined || compare(low, parseDecimal(next)) < 0)
  )
}

export function formatInterval([low, high]: Interval): string {
  return `${toNumber(low)} to ${toNumber(high)}`
}

function computeItemInterval(definition: InstrumentDefinition, id: string): Interval | undefined {
  const item = definition.items.find((candidate) => candidate.id === id)
  if (item?.type === 'number') return [parseDecimal(item.minimum), parseDecimal(item.maximum)]
  if (item?.type === 'time') return [createRational(0), createRational(1439)]
  if (item?.type === 'date')
    return [createRational(countDays(item.minimum) ?? 0), createRational(countDays(item.maximum) ?? 0)]
  if (!item) return undefined
  const options = listOptions(definition, item).filter(({ value }) => value !== null)
  const single = computeHull(options.map(({ value }) => createRational(value ?? 0)))
  if (item.type !== 'several' || !single) return single
  // Those that stand together add up; one that excludes the others stands alone.
  const together = options.filter(({ code }) => !item.exclusive.includes(code)).map(({ value }) => value ?? 0)
  const sum = (values: readonly number[]) => createRational(values.reduce((total, value) => total + value, 0))
  return computeHull([
    ...single,
    ...[together.filter((value) => value > 0), together.filter((value) => value < 0)]
      .filter(({ length }) => length > 0)
      .map(sum),
  ])
}

function computeHull(values: readonly Rational[] | undefined): Interval | undefined {
  const [first] = values ?? []
  if (!values || !first) return undefined
  let [low, high] = [first, first]
  for (const value of values) {
    if (compare(value, low) < 0) low = value
    if (compare(value, high) > 0) high = value
  }
  return [low, high]
}

function extendToZero([low, high]: Interval): Interval {
  const zero = createRational(0)
  return [compare(low, zero) > 0 ? zero : low, compare(high, zero) < 0 ? zero : high]
}

function collectKnown<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = values.filter((value): value is T => value !== undefined)
  return known.length === values.length ? known : undefined
}

function addIntervals(intervals: readonly Interval[]): Interval {
  return intervals.reduce(
    ([low, high], [nextLow, nextHigh]) => [add(low, nextLow), add(high, nextHigh)],
    [createRational(0), createRational(0)],
  )
}

function scaleInterval([low, high]: Interval, factor: Rational): Interval {
  const [a, b] = [multiply(low, factor), multiply(high, factor)]
  return compare(a, b) <= 0 ? [a, b] : [b, a]
}
