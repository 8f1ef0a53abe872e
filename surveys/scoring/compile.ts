import { type AnswerLookup, evaluateCondition } from '../instrument/condition.ts'
import type { InstrumentDefinition } from '../instrument/definition.ts'
import { findCodeValue, isValidAnswer, listOptions } from '../instrument/item.ts'
import type { Operation, Rule } from '../instrument/rule.ts'
import { CODE_SEPARATOR, splitCodes } from '../instrument/several-answer.ts'
import { createBank } from '../irt/bank.ts'
import type { GradedItem } from '../irt/graded-response.ts'
import type { Estimate } from '../irt/quadrature.ts'
import { createRational, divide, parseDecimal, type Rational, toNumber } from '../values/rational.ts'
import { type CodedResponse, MISSING } from './coded.ts'
import type { AdaptiveBank, CompiledInstrument } from './compiled-instrument.ts'
import { createContribution, createLeafScorer, formatWritten, type ItemPosition, listChosen } from './leaf.ts'
import {
  createExtremeScorer,
  createHoursScorer,
  createIntegerSumScorer,
  createMappedScorer,
  createRatioScorer,
  createSumScorer,
  createWeightedSumScorer,
  findLastStep,
  type ScoreColumn,
  type Scorer,
  type SumRule,
} from './operations.ts'
import {
  createPatternScorer,
  isCalibrated,
  type PatternColumn,
  type PatternRule,
  type PatternScorer,
  roundStandardError,
  roundTScore,
} from './response-pattern.ts'
import { indexTableRows } from './table-rows.ts'

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
  const bank = calibration.length > 0 ? createBank(calibration) : undefined
  const places = new Map<string, ItemPosition>(
    definition.items.map((item, position) => [
      item.id,
      { item, position, codes: listOptions(definition, item) },
    ]),
  )
  const requirePlace = (id: string): ItemPosition => {
    const found = places.get(id)
    if (!found) throw new Error(`no item ${id}`)
    return found
  }
  const byScale = new Map<string, Scorer>()

  function createScorer(rule: Rule): Scorer {
    if (typeof rule === 'string') return createLeafScorer(requirePlace(rule), (value) => value)
    if ('scale' in rule) {
      const scale = byScale.get(rule.scale)
      if (!scale) throw new Error(`no scale ${rule.scale} before this one`)
      return scale
    }
    if ('constant' in rule) {
      const value = parseDecimal(rule.constant)
      return () => value
    }
    if ('op' in rule) return createOperation(rule)
    const at = requirePlace(rule.item)
    return createLeafScorer(at, createContribution(at, rule))
  }

  function createOperation(rule: Operation): Scorer {
    switch (rule.op) {
      case 'value':
        return createScorer(rule.of)
      case 'sum':
      case 'mean':
        return (
          createIntegerSumScorer(rule, rule.of.map(findColumn)) ??
          createSumScorer(rule, rule.of.map(createScorer))
        )
      case 'max':
      case 'min':
        return createExtremeScorer(rule, rule.of.map(createScorer))
      case 'weighted-sum': {
        const parts = rule.of.map((part) => createScorer(part.rule))
        const weights = rule.of.map(({ weight }) => parseDecimal(weight))
        return createWeightedSumScorer(parts, weights, parseDecimal(rule.plus))
      }
      case 'linear': {
        const factor = divide(parseDecimal(rule.multiply), parseDecimal(rule.divide))
        return createWeightedSumScorer([createScorer(rule.of)], [factor], parseDecimal(rule.add))
      }
      case 'ratio':
        return createRatioScorer(createScorer(rule.of), createScorer(rule.by))
      case 'hours-between':
        return createHoursScorer(requirePlace(rule.from).position, requirePlace(rule.to).position)
      case 'steps': {
        const steps = rule.steps.map(({ from, value }) => [parseDecimal(from), parseDecimal(value)] as const)
        return createMappedScorer(
          createScorer(rule.of),
          (value) => findLastStep(steps, value) ?? 'outside-table',
        )
      }
      case 'lookup': {
        const rows = indexTableRows(definition.tables[rule.table])
        const read = createMappedScorer(createScorer(rule.of), (value) => {
          const row = rows.get(toNumber(value))
          return row ? parseDecimal(row[1]) : 'outside-table'
        })
        const pattern = findPatternScorer(rule)
        if (!bank || !pattern) return read
        return (responses, start) => {
          const value = read(responses, start)
          const estimate = value === 'items-missing' ? pattern(responses, start) : value
          return typeof estimate === 'object' && 'theta' in estimate ? roundTScore(estimate) : value
        }
      }
      case 'response-pattern': {
        const pattern = findPatternScorer(rule) as PatternScorer
        return (responses, start) => {
          const estimate = pattern(responses, start)
          return typeof estimate === 'string' ? estimate : roundTScore(estimate)
        }
      }
      case 'if': {
        const [use, otherwise] = [createScorer(rule.use), createScorer(rule.otherwise)]
        return (responses, start) => {
          const met = evaluateCondition(rule.when, createAnswerLookup(responses, start))
          if (met === undefined) return 'items-missing'
          return met ? use(responses, start) : otherwise(responses, start)
        }
      }
    }
  }

  /** An item whose every contribution is a whole number can be summed without fractions. */
  function findColumn(rule: Rule): ScoreColumn | undefined {
    if (typeof rule !== 'string' && !('item' in rule)) return undefined
    const at = requirePlace(typeof rule === 'string' ? rule : rule.item)
    const contribute = typeof rule === 'string' ? (value: Rational) => value : createContribution(at, rule)
    if (at.item.type === 'several' || at.codes.some(({ value }) => value === null)) return undefined
    const values = at.codes.map(({ code, value }) =>
      toNumber(contribute(createRational(value as number), code)),
    )
    return values.length > 0 && values.every(Number.isSafeInteger)
      ? { position: at.position, values }
      : undefined
  }

  /** The sum that a table is read with, which may stand as a scale of its own. */
  function findSumRule(rule: Rule): SumRule | undefined {
    if (typeof rule === 'string') return undefined
    if ('scale' in rule) {
      const scale = definition.scales.find(({ id }) => id === rule.scale)
      return scale && findSumRule(scale.rule)
    }
    return 'op' in rule && rule.op === 'sum' ? rule : undefined
  }

  /** Estimates what a rule over single items gives; `undefined` where it is no such rule. */
  function findPatternScorer(rule: Rule): PatternScorer | undefined {
    if (typeof rule === 'string' || !('op' in rule)) return undefined
    if (rule.op === 'lookup') {
      const sum = findSumRule(rule.of)
      const minimumAnswered = Math.ceil((sum?.of.length ?? 0) / 2)
      return sum && findPatternScorer({ op: 'response-pattern', of: sum.of, minimumAnswered })
    }
    if (rule.op !== 'response-pattern') return undefined
    const columns = listPatternColumns(rule)
    return columns && createPatternScorer(columns, rule.minimumAnswered, bank)
  }

  function listPatternColumns(rule: PatternRule): readonly PatternColumn[] | undefined {
    const columns = rule.of.flatMap((part) => {
      const column = findColumn(part)
      const item = typeof part === 'string' ? part : 'item' in part ? part.item : undefined
      return column && item !== undefined ? [{ item, ...column }] : []
    })
    return columns.length === rule.of.length ? columns : undefined
  }

  function listEstimableColumns(rule: Rule): readonly PatternColumn[] {
    if (typeof rule === 'string' || !('op' in rule)) return []
    const sum = rule.op === 'lookup' ? findSumRule(rule.of) : undefined
    const pattern = sum ? { op: 'response-pattern' as const, of: sum.of, minimumAnswered: 1 } : rule
    return pattern.op === 'response-pattern' ? (listPatternColumns(pattern) ?? []) : []
  }

  function createAdaptiveBank(): AdaptiveBank | undefined {
    const rule = definition.scales.find(({ id }) => id === definition.adaptive?.scale)?.rule
    if (!bank || typeof rule !== 'object' || !('op' in rule) || rule.op !== 'response-pattern')
      return undefined
    const columns = listPatternColumns(rule)
    if (!columns?.every((column) => isCalibrated(bank, column))) return undefined
    const byItem = new Map(columns.map((column) => [column.item, column]))
    return {
      bank: createBank(bank.items.filter(({ item }) => byItem.has(item))),
      findCategory(item, code) {
        const values = byItem.get(item)?.values
        const value = values?.[requirePlace(item).codes.findIndex((candidate) => candidate.code === code)]
        return values && value !== undefined ? value - Math.min(...values) : undefined
      },
    }
  }

  const createAnswerLookup =
    (responses: CodedResponse, start: number): AnswerLookup =>
    (id) => {
      const { item, position, codes } = requirePlace(id)
      const coded = responses[start + position] ?? MISSING
      if (coded === MISSING) return undefined
      if (item.type === 'several') {
        const chosen = listChosen(codes, coded)
        const value = chosen.reduce((sum, option) => sum + (option.value ?? 0), 0)
        const each = chosen.map(({ code }) => code)
        return { code: each.join(CODE_SEPARATOR), codes: each, value }
      }
      const option = codes[coded]
      if (option) return { code: option.code, value: option.value ?? Number.NaN }
      return { code: formatWritten(item, coded), value: coded }
    }

  function computeEstimate(rule: Rule, responses: CodedResponse, start: number): Estimate | undefined {
    if (!bank || typeof rule === 'string' || !('op' in rule)) return undefined
    if (rule.op === 'lookup' && createScorer(rule.of)(responses, start) !== 'items-missing') return undefined
    const estimate = findPatternScorer(rule)?.(responses, start)
    return typeof estimate === 'object' ? estimate : undefined
  }

  const scales = definition.scales.map((scale) => {
    const score = createScorer(scale.rule)
    byScale.set(scale.id, score)
    return { scale, score }
  })
  return {
    definition,
    scales,
    width: definition.items.length,
    findPosition: (id) => requirePlace(id).position,
    findCode(id, code) {
      const { item, codes } = requirePlace(id)
      if (item.type === 'several')
        return isValidAnswer(definition, item, code)
          ? codes.reduce(
              (sum, option, place) => (splitCodes(code).includes(option.code) ? sum + 2 ** place : sum),
              0,
            )
          : undefined
      if (codes.length > 0) {
        const found = codes.findIndex((candidate) => candidate.code === code)
        return found === -1 ? undefined : found
      }
      const value = findCodeValue(definition, item, code)
      return value && toNumber(value)
    },
    hasValue(id, responses) {
      const { item, position, codes } = requirePlace(id)
      const coded = responses[position] ?? MISSING
      if (coded === MISSING) return false
      if (item.type === 'several') return listChosen(codes, coded).some(({ value }) => value !== null)
      return codes[coded]?.value !== null
    },
    compile: createScorer,
    computeStandardError(rule, responses, start) {
      const estimate = computeEstimate(rule, responses, start)
      if (estimate) return roundStandardError(estimate)
      if (typeof rule === 'string' || !('op' in rule) || rule.op !== 'lookup') return null
      const raw = createScorer(rule.of)(responses, start)
      if (typeof raw === 'string') return null
      return indexTableRows(definition.tables[rule.table]).get(toNumber(raw))?.[2] ?? null
    },
    isEstimated: (rule, responses, start) => computeEstimate(rule, responses, start) !== undefined,
    createAnswerLookup,
    patterns: definition.scales.flatMap(({ rule }) => listEstimableColumns(rule)),
    adaptiveBank: createAdaptiveBank(),
  }
}
