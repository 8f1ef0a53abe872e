import { type AnswerLookup, holds } from '../instrument/condition.ts'
import type { InstrumentDefinition, Scale, ScoreTable } from '../instrument/definition.ts'
import { type Item, optionsOf, valueOfCode } from '../instrument/item.ts'
import type { Operation, Rule } from '../instrument/rule.ts'
import { makeBank } from '../irt/bank.ts'
import type { GradedItem } from '../irt/graded-response.ts'
import type { Estimate } from '../irt/quadrature.ts'
import {
  add,
  compare,
  divide,
  fromDecimal,
  multiply,
  type Rational,
  rational,
  toNumber,
} from '../rational.ts'
import { type CodedResponse, MISSING } from './coded.ts'
import { exactTScore, type PatternScorer, patternScorer, standardErrorOfT } from './response-pattern.ts'

/** What the operations of a rule mean. A definition is compiled once, into functions over coded responses. */

/** Why a rule gives no value. */
export type Unscorable = 'items-missing' | 'outside-table' | 'divided-by-zero' | 'no-calibration'
export type Value = Rational | Unscorable

/** The value of a rule for the coded response that begins at `start`. Pure; never throws for coded answers. */
export type Scorer = (responses: CodedResponse, start: number) => Value

export type CompiledScale = { readonly scale: Scale; readonly score: Scorer }

export type CompiledInstrument = {
  readonly definition: InstrumentDefinition
  readonly scales: readonly CompiledScale[]
  /** How many numbers one coded response takes. */
  readonly width: number
  positionOf(item: string): number
  /** @returns the code's number, or `undefined` for a code that the item cannot have. Free text is not coded. */
  codeOf(item: string, code: string): number | undefined
  /** Any rule over this instrument, such as a part of a scale's that is to be explained. */
  compile(rule: Rule): Scorer
  /**
   * In the unit of the rule's value: as printed in the table that it was read from, or as the calibration gives it;
   * `null` where there is none.
   */
  standardErrorOf(rule: Rule, responses: CodedResponse, start: number): number | null
  /** Whether the value of a rule was estimated with the calibration. */
  isEstimated(rule: Rule, responses: CodedResponse, start: number): boolean
  answersIn(responses: CodedResponse, start: number): AnswerLookup
}

const UNCALIBRATED: readonly GradedItem[] = []
const compiled = new WeakMap<readonly GradedItem[], WeakMap<InstrumentDefinition, CompiledInstrument>>()

/**
 * Compiles once per definition and calibration. With a calibration, a scale that is read from a table of sums is
 * estimated from the pattern of answers where some are missing, if at least half are there.
 * @throws Error when a rule names what does not exist: see checkInstrument.
 */
export function compileInstrument(
  definition: InstrumentDefinition,
  calibration: readonly GradedItem[] = UNCALIBRATED,
): CompiledInstrument {
  const ofCalibration = compiled.get(calibration) ?? new WeakMap()
  compiled.set(calibration, ofCalibration)
  const made = ofCalibration.get(definition) ?? compile(definition, calibration)
  ofCalibration.set(definition, made)
  return made
}

type Place = { readonly item: Item; readonly position: number; readonly codes: readonly Code[] }
type Code = { readonly code: string; readonly value: number }

function compile(definition: InstrumentDefinition, calibration: readonly GradedItem[]): CompiledInstrument {
  const bank = calibration.length > 0 ? makeBank(calibration) : undefined
  const places = new Map<string, Place>(
    definition.items.map((item, position) => [
      item.id,
      { item, position, codes: optionsOf(definition, item) },
    ]),
  )
  const place = (id: string): Place => {
    const found = places.get(id)
    if (!found) throw new Error(`no item ${id}`)
    return found
  }
  const byScale = new Map<string, Scorer>()

  function scorerOf(rule: Rule): Scorer {
    if (typeof rule === 'string') return leaf(place(rule), (value) => value)
    if ('scale' in rule) {
      const scale = byScale.get(rule.scale)
      if (!scale) throw new Error(`no scale ${rule.scale} before this one`)
      return scale
    }
    if ('constant' in rule) {
      const value = fromDecimal(rule.constant)
      return () => value
    }
    if ('op' in rule) return operation(rule)
    const at = place(rule.item)
    return leaf(at, contribution(at, rule))
  }

  function operation(rule: Operation): Scorer {
    switch (rule.op) {
      case 'value':
        return scorerOf(rule.of)
      case 'sum':
      case 'mean':
        return integerSum(rule, rule.of.map(columnOf)) ?? sum(rule, rule.of.map(scorerOf))
      case 'max':
      case 'min':
        return extreme(rule, rule.of.map(scorerOf))
      case 'weighted-sum': {
        const parts = rule.of.map((part) => scorerOf(part.rule))
        const weights = rule.of.map(({ weight }) => fromDecimal(weight))
        return weightedSum(parts, weights, fromDecimal(rule.plus))
      }
      case 'linear': {
        const factor = divide(fromDecimal(rule.multiply), fromDecimal(rule.divide))
        return weightedSum([scorerOf(rule.of)], [factor], fromDecimal(rule.add))
      }
      case 'ratio':
        return ratio(scorerOf(rule.of), scorerOf(rule.by))
      case 'hours-between':
        return hoursBetween(place(rule.from).position, place(rule.to).position)
      case 'steps': {
        const steps = rule.steps.map(({ from, value }) => [fromDecimal(from), fromDecimal(value)] as const)
        return map(scorerOf(rule.of), (value) => lastStep(steps, value) ?? 'outside-table')
      }
      case 'lookup': {
        const rows = tableRows(definition.tables[rule.table])
        const read = map(scorerOf(rule.of), (value) => {
          const row = rows.get(toNumber(value))
          return row ? fromDecimal(row[1]) : 'outside-table'
        })
        const pattern = patternOf(rule)
        if (!bank || !pattern) return read
        return (responses, start) => {
          const value = read(responses, start)
          const estimate = value === 'items-missing' ? pattern(responses, start) : value
          return typeof estimate === 'object' && 'theta' in estimate ? exactTScore(estimate) : value
        }
      }
      case 'response-pattern': {
        const pattern = patternOf(rule) as PatternScorer
        return (responses, start) => {
          const estimate = pattern(responses, start)
          return typeof estimate === 'string' ? estimate : exactTScore(estimate)
        }
      }
      case 'if': {
        const [use, otherwise] = [scorerOf(rule.use), scorerOf(rule.otherwise)]
        return (responses, start) => {
          const met = holds(rule.when, answersIn(responses, start))
          if (met === undefined) return 'items-missing'
          return met ? use(responses, start) : otherwise(responses, start)
        }
      }
    }
  }

  /** An item whose every contribution is a whole number can be summed without fractions. */
  function columnOf(rule: Rule): Column | undefined {
    if (typeof rule !== 'string' && !('item' in rule)) return undefined
    const at = place(typeof rule === 'string' ? rule : rule.item)
    const contribute = typeof rule === 'string' ? (value: Rational) => value : contribution(at, rule)
    const values = at.codes.map(({ code, value }) => toNumber(contribute(rational(value), code)))
    return values.length > 0 && values.every(Number.isSafeInteger)
      ? { position: at.position, values }
      : undefined
  }

  /** The sum that a table is read with, which may stand as a scale of its own. */
  function summedBy(rule: Rule): SumRule | undefined {
    if (typeof rule === 'string') return undefined
    if ('scale' in rule) {
      const scale = definition.scales.find(({ id }) => id === rule.scale)
      return scale && summedBy(scale.rule)
    }
    return 'op' in rule && rule.op === 'sum' ? rule : undefined
  }

  /** Estimates what a rule over single items gives; `undefined` where it is no such rule. */
  function patternOf(rule: Rule): PatternScorer | undefined {
    if (typeof rule === 'string' || !('op' in rule)) return undefined
    if (rule.op === 'lookup') {
      const sum = summedBy(rule.of)
      const minimumAnswered = Math.ceil((sum?.of.length ?? 0) / 2)
      return sum && patternOf({ op: 'response-pattern', of: sum.of, minimumAnswered })
    }
    if (rule.op !== 'response-pattern') return undefined
    const columns = rule.of.flatMap((part) => {
      const column = columnOf(part)
      const item = typeof part === 'string' ? part : 'item' in part ? part.item : undefined
      return column && item !== undefined ? [{ item, ...column }] : []
    })
    return columns.length === rule.of.length ? patternScorer(columns, rule.minimumAnswered, bank) : undefined
  }

  const answersIn =
    (responses: CodedResponse, start: number): AnswerLookup =>
    (id) => {
      const { item, position, codes } = place(id)
      const coded = responses[start + position] ?? MISSING
      if (coded === MISSING) return undefined
      if (codes.length > 0) return codes[coded]
      return { code: item.type === 'time' ? timeOfDay(coded) : String(coded), value: coded }
    }

  function estimateOf(rule: Rule, responses: CodedResponse, start: number): Estimate | undefined {
    if (!bank || typeof rule === 'string' || !('op' in rule)) return undefined
    if (rule.op === 'lookup' && scorerOf(rule.of)(responses, start) !== 'items-missing') return undefined
    const estimate = patternOf(rule)?.(responses, start)
    return typeof estimate === 'object' ? estimate : undefined
  }

  const scales = definition.scales.map((scale) => {
    const score = scorerOf(scale.rule)
    byScale.set(scale.id, score)
    return { scale, score }
  })
  return {
    definition,
    scales,
    width: definition.items.length,
    positionOf: (id) => place(id).position,
    codeOf(id, code) {
      const { item, codes } = place(id)
      if (codes.length > 0) {
        const found = codes.findIndex((candidate) => candidate.code === code)
        return found === -1 ? undefined : found
      }
      const value = valueOfCode(definition, item, code)
      return value && toNumber(value)
    },
    compile: scorerOf,
    standardErrorOf(rule, responses, start) {
      const estimate = estimateOf(rule, responses, start)
      if (estimate) return standardErrorOfT(estimate)
      if (typeof rule === 'string' || !('op' in rule) || rule.op !== 'lookup') return null
      const raw = scorerOf(rule.of)(responses, start)
      if (typeof raw === 'string') return null
      return tableRows(definition.tables[rule.table]).get(toNumber(raw))?.[2] ?? null
    },
    isEstimated: (rule, responses, start) => estimateOf(rule, responses, start) !== undefined,
    answersIn,
  }
}

type Contribution = (value: Rational, code: string) => Rational

/** @throws Error when a recode leaves out a code. */
function contribution(at: Place, rule: Extract<Rule, { item: string }>): Contribution {
  if ('recode' in rule)
    return (_, code) => {
      // Own members only: every object has a `constructor`.
      const recoded = Object.hasOwn(rule.recode, code) ? rule.recode[code] : undefined
      if (recoded === undefined) throw new Error(`item ${at.item.id} has no recode for ${code}`)
      return fromDecimal(recoded)
    }
  const [lowest, highest] = boundsOf(at)
  const ends = rational(lowest + highest)
  return (value) => add(ends, rational(-value.numerator, value.denominator))
}

function boundsOf({ item, codes }: Place): readonly [number, number] {
  if (item.type === 'number') return [item.minimum, item.maximum]
  const values = codes.map(({ value }) => value)
  return [Math.min(...values), Math.max(...values)]
}

function leaf({ position, codes }: Place, contribute: Contribution): Scorer {
  if (codes.length === 0)
    return (responses, start) => {
      const value = responses[start + position] ?? MISSING
      return value === MISSING ? 'items-missing' : contribute(fromDecimal(value), String(value))
    }
  const values = codes.map(({ code, value }) => contribute(rational(value), code))
  return (responses, start) => values[responses[start + position] ?? MISSING] ?? 'items-missing'
}

type Column = { readonly position: number; readonly values: readonly number[] }
type SumRule = Extract<Operation, { op: 'sum' | 'mean' }>

/** The common case, without a fraction per item. */
function integerSum(rule: SumRule, columns: readonly (Column | undefined)[]): Scorer | undefined {
  const known = columns.filter((column) => column !== undefined)
  if (known.length < columns.length) return undefined
  const count = known.length
  const needed = neededOf(rule)
  const positions = known.map(({ position }) => position)
  const values = known.map((column) => column.values)
  return (responses, start) => {
    let total = 0
    let answered = 0
    for (let at = 0; at < count; at += 1) {
      const coded = responses[start + (positions[at] as number)] ?? MISSING
      if (coded === MISSING) continue
      total += (values[at] as readonly number[])[coded] as number
      answered += 1
    }
    if (answered < needed) return 'items-missing'
    if (rule.op === 'mean') return rational(total, answered)
    return answered === count ? { numerator: total, denominator: 1 } : rational(total * count, answered)
  }
}

function sum(rule: SumRule, parts: readonly Scorer[]): Scorer {
  const needed = neededOf(rule)
  return (responses, start) => {
    let total = rational(0)
    let answered = 0
    for (const part of parts) {
      const value = part(responses, start)
      if (value === 'items-missing') continue
      if (typeof value === 'string') return value
      total = add(total, value)
      answered += 1
    }
    if (answered < needed) return 'items-missing'
    const mean = divide(total, rational(answered))
    return rule.op === 'mean' ? mean : multiply(mean, rational(parts.length))
  }
}

/** How many operands must be present. */
export function neededOf(rule: Extract<Operation, { missing: unknown }>): number {
  switch (rule.missing.policy) {
    case 'all-required':
      return rule.of.length
    case 'half-rule':
      return Math.ceil(rule.of.length / 2)
    case 'mean-substitute':
    case 'of-answered':
      return rule.missing.minimumAnswered
  }
}

function extreme(rule: Extract<Operation, { op: 'max' | 'min' }>, parts: readonly Scorer[]): Scorer {
  const needed = neededOf(rule)
  const sign = rule.op === 'max' ? 1 : -1
  return (responses, start) => {
    let best: Rational | undefined
    let answered = 0
    for (const part of parts) {
      const value = part(responses, start)
      if (value === 'items-missing') continue
      if (typeof value === 'string') return value
      if (!best || compare(value, best) * sign > 0) best = value
      answered += 1
    }
    return best && answered >= needed ? best : 'items-missing'
  }
}

function weightedSum(parts: readonly Scorer[], weights: readonly Rational[], plus: Rational): Scorer {
  return (responses, start) => {
    let total = plus
    for (let at = 0; at < parts.length; at += 1) {
      const value = (parts[at] as Scorer)(responses, start)
      if (typeof value === 'string') return value
      total = add(total, multiply(value, weights[at] as Rational))
    }
    return total
  }
}

function ratio(of: Scorer, by: Scorer): Scorer {
  return (responses, start) => {
    const [above, below] = [of(responses, start), by(responses, start)]
    if (typeof above === 'string') return above
    if (typeof below === 'string') return below
    return below.numerator === 0 ? 'divided-by-zero' : divide(above, below)
  }
}

function hoursBetween(from: number, to: number): Scorer {
  return (responses, start) => {
    const [begin, end] = [responses[start + from] ?? MISSING, responses[start + to] ?? MISSING]
    if (begin === MISSING || end === MISSING) return 'items-missing'
    return rational((end - begin + MINUTES_A_DAY) % MINUTES_A_DAY, 60)
  }
}
const MINUTES_A_DAY = 1440

function map(of: Scorer, change: (value: Rational) => Value): Scorer {
  return (responses, start) => {
    const value = of(responses, start)
    return typeof value === 'string' ? value : change(value)
  }
}

function lastStep(
  steps: readonly (readonly [from: Rational, value: Rational])[],
  value: Rational,
): Rational | undefined {
  let found: Rational | undefined
  for (const [from, worth] of steps) if (compare(value, from) >= 0) found = worth
  return found
}

/** By raw value, as the nearest double: exact for the whole numbers and short decimals that tables are printed with. */
export function tableRows(table: ScoreTable | undefined): ReadonlyMap<number, ScoreTable['rows'][number]> {
  if (!table) throw new Error('no such table')
  return new Map(table.rows.map((row) => [row[0], row]))
}

function timeOfDay(minutes: number): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
