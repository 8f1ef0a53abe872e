import { type AnswerLookup, holds } from '../instrument/condition.ts'
import type { InstrumentDefinition, Scale, ScoreTable } from '../instrument/definition.ts'
import { optionsOf, valueOfCode } from '../instrument/item.ts'
import type { Operation, Rule } from '../instrument/rule.ts'
import { type Bank, makeBank } from '../irt/bank.ts'
import type { GradedItem } from '../irt/graded-response.ts'
import type { Estimate } from '../irt/quadrature.ts'
import { divide, fromDecimal, type Rational, rational, toNumber } from '../values/rational.ts'
import { type CodedResponse, MISSING } from './coded.ts'
import { contribution, leaf, type Place, timeOfDay } from './leaf.ts'
import {
  type Column,
  extreme,
  hoursBetween,
  integerSum,
  lastStep,
  map,
  ratio,
  type Scorer,
  type SumRule,
  sum,
  weightedSum,
} from './operations.ts'
import {
  exactTScore,
  isCalibrated,
  type PatternColumn,
  type PatternRule,
  type PatternScorer,
  patternScorer,
  standardErrorOfT,
} from './response-pattern.ts'

/** A definition is compiled once, into functions over coded responses. */

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
  /** The items of every scale that a calibration can estimate, each with its values in the scored direction. */
  readonly patterns: readonly PatternColumn[]
  /** What an adaptive form chooses from; none without a calibration of every item. */
  readonly adaptiveBank: AdaptiveBank | undefined
}

export type AdaptiveBank = {
  readonly bank: Bank
  /** The category of an answer, 0 for the lowest; `undefined` for a code that the item cannot have. */
  categoryOf(item: string, code: string): number | undefined
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
    const columns = columnsOf(rule)
    return columns && patternScorer(columns, rule.minimumAnswered, bank)
  }

  function columnsOf(rule: PatternRule): readonly PatternColumn[] | undefined {
    const columns = rule.of.flatMap((part) => {
      const column = columnOf(part)
      const item = typeof part === 'string' ? part : 'item' in part ? part.item : undefined
      return column && item !== undefined ? [{ item, ...column }] : []
    })
    return columns.length === rule.of.length ? columns : undefined
  }

  function estimable(rule: Rule): readonly PatternColumn[] {
    if (typeof rule === 'string' || !('op' in rule)) return []
    const sum = rule.op === 'lookup' ? summedBy(rule.of) : undefined
    const pattern = sum ? { op: 'response-pattern' as const, of: sum.of, minimumAnswered: 1 } : rule
    return pattern.op === 'response-pattern' ? (columnsOf(pattern) ?? []) : []
  }

  function adaptiveBankOf(): AdaptiveBank | undefined {
    const rule = definition.scales.find(({ id }) => id === definition.adaptive?.scale)?.rule
    if (!bank || typeof rule !== 'object' || !('op' in rule) || rule.op !== 'response-pattern')
      return undefined
    const columns = columnsOf(rule)
    if (!columns?.every((column) => isCalibrated(bank, column))) return undefined
    const byItem = new Map(columns.map((column) => [column.item, column]))
    return {
      bank: makeBank(bank.items.filter(({ item }) => byItem.has(item))),
      categoryOf(item, code) {
        const values = byItem.get(item)?.values
        const value = values?.[place(item).codes.findIndex((candidate) => candidate.code === code)]
        return values && value !== undefined ? value - Math.min(...values) : undefined
      },
    }
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
    patterns: definition.scales.flatMap(({ rule }) => estimable(rule)),
    adaptiveBank: adaptiveBankOf(),
  }
}

/** By raw value, as the nearest double: exact for the whole numbers and short decimals that tables are printed with. */
export function tableRows(table: ScoreTable | undefined): ReadonlyMap<number, ScoreTable['rows'][number]> {
  if (!table) throw new Error('no such table')
  return new Map(table.rows.map((row) => [row[0], row]))
}
