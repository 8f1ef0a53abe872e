import type { InstrumentDefinition } from '../instrument/definition.ts'
import { optionsOf } from '../instrument/item.ts'
import type { Rule } from '../instrument/rule.ts'
import {
  add,
  compare,
  divide,
  fromDecimal,
  multiply,
  type Rational,
  rational,
  toNumber,
} from '../values/rational.ts'

/** The lowest and highest value that a rule can give; `undefined` where that cannot be told. */
export type Interval = readonly [Rational, Rational]

/** Interval arithmetic over a rule: exact where no item stands in it twice, an outer bound otherwise. */
export function attainable(definition: InstrumentDefinition, rule: Rule): Interval | undefined {
  if (typeof rule === 'string') return itemInterval(definition, rule)
  if ('scale' in rule) {
    const scale = definition.scales.find(({ id }) => id === rule.scale)
    return scale && attainable(definition, scale.rule)
  }
  if ('constant' in rule) return [fromDecimal(rule.constant), fromDecimal(rule.constant)]
  if ('item' in rule)
    return 'recode' in rule
      ? hull(Object.values(rule.recode).map(fromDecimal))
      : itemInterval(definition, rule.item)
  switch (rule.op) {
    case 'value':
      return attainable(definition, rule.of)
    case 'sum':
    case 'mean': {
      const parts = all(rule.of.map((part) => attainable(definition, part)))
      if (!parts) return undefined
      const sum = addUp(parts)
      return rule.op === 'sum' ? sum : scaled(sum, rational(1, parts.length))
    }
    case 'max':
    case 'min': {
      const parts = all(rule.of.map((part) => attainable(definition, part)))
      const [lowest, highest] = [hull(parts?.map(([low]) => low)), hull(parts?.map(([, high]) => high))]
      if (!lowest || !highest) return undefined
      // Of those answered, any one may be the only one.
      if (rule.missing.policy === 'of-answered') return [lowest[0], highest[1]]
      return rule.op === 'max' ? [lowest[1], highest[1]] : [lowest[0], highest[0]]
    }
    case 'weighted-sum': {
      const parts = all(
        rule.of.map(({ rule: part, weight }) => {
          const inner = attainable(definition, part)
          return inner && scaled(inner, fromDecimal(weight))
        }),
      )
      return parts && addUp([...parts, [fromDecimal(rule.plus), fromDecimal(rule.plus)]])
    }
    case 'linear': {
      const inner = attainable(definition, rule.of)
      const factor = divide(fromDecimal(rule.multiply), fromDecimal(rule.divide))
      return inner && addUp([scaled(inner, factor), [fromDecimal(rule.add), fromDecimal(rule.add)]])
    }
    case 'ratio': {
      const [of, by] = [attainable(definition, rule.of), attainable(definition, rule.by)]
      if (!of || !by || by[0].numerator <= 0) return undefined
      return hull(of.flatMap((above) => by.map((below) => divide(above, below))))
    }
    case 'response-pattern':
      // The ends of the grid of θ, in T points.
      return [rational(5), rational(95)]
    case 'hours-between':
      return [rational(0), rational(1439, 60)]
    case 'steps': {
      const inner = attainable(definition, rule.of)
      const reached = rule.steps.filter(
        ({ from }, at) => !inner || isStepReached(inner, from, rule.steps[at + 1]?.from),
      )
      return hull(reached.map(({ value }) => fromDecimal(value)))
    }
    case 'lookup': {
      const inner = attainable(definition, rule.of)
      const rows = definition.tables[rule.table]?.rows ?? []
      return hull(
        rows.filter(([raw]) => !inner || contains(inner, fromDecimal(raw))).map((row) => fromDecimal(row[1])),
      )
    }
    case 'if': {
      const [use, otherwise] = [attainable(definition, rule.use), attainable(definition, rule.otherwise)]
      return use && otherwise && hull([...use, ...otherwise])
    }
  }
}

export function contains([low, high]: Interval, value: Rational): boolean {
  return compare(value, low) >= 0 && compare(value, high) <= 0
}

export function isStepReached([low, high]: Interval, from: number, next: number | undefined): boolean {
  return compare(high, fromDecimal(from)) >= 0 && (next === undefined || compare(low, fromDecimal(next)) < 0)
}

export function formatInterval([low, high]: Interval): string {
  return `${toNumber(low)} to ${toNumber(high)}`
}

function itemInterval(definition: InstrumentDefinition, id: string): Interval | undefined {
  const item = definition.items.find((candidate) => candidate.id === id)
  if (item?.type === 'number') return [fromDecimal(item.minimum), fromDecimal(item.maximum)]
  if (item?.type === 'time') return [rational(0), rational(1439)]
  return item && hull(optionsOf(definition, item).map(({ value }) => rational(value)))
}

function hull(values: readonly Rational[] | undefined): Interval | undefined {
  const [first] = values ?? []
  if (!values || !first) return undefined
  let [low, high] = [first, first]
  for (const value of values) {
    if (compare(value, low) < 0) low = value
    if (compare(value, high) > 0) high = value
  }
  return [low, high]
}

function all<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = values.filter((value): value is T => value !== undefined)
  return known.length === values.length ? known : undefined
}

function addUp(intervals: readonly Interval[]): Interval {
  return intervals.reduce(
    ([low, high], [nextLow, nextHigh]) => [add(low, nextLow), add(high, nextHigh)],
    [rational(0), rational(0)],
  )
}

function scaled([low, high]: Interval, factor: Rational): Interval {
  const [a, b] = [multiply(low, factor), multiply(high, factor)]
  return compare(a, b) <= 0 ? [a, b] : [b, a]
}
