import type { AnswerLookup } from '../instrument/condition.ts'
import type { InstrumentDefinition, Scale } from '../instrument/definition.ts'
import type { Rule } from '../instrument/rule.ts'
import type { Bank } from '../irt/bank.ts'
import type { CodedResponse } from './coded.ts'
import type { Scorer } from './operations.ts'
import type { PatternColumn } from './response-pattern.ts'

export type CompiledScale = { readonly scale: Scale; readonly score: Scorer }

/** A definition, compiled once into functions over coded responses. */
export type CompiledInstrument = {
  readonly definition: InstrumentDefinition
  readonly scales: readonly CompiledScale[]
  /** How many numbers one coded response takes. */
  readonly width: number
  findPosition(item: string): number
  /** @returns the code's number, or `undefined` for a code that the item cannot have. Free text is not coded. */
  findCode(item: string, code: string): number | undefined
  /** Whether the item is answered, and its answer has a score. */
  hasValue(item: string, responses: CodedResponse): boolean
  /** Any rule over this instrument, such as a part of a scale's that is to be explained. */
  compile(rule: Rule): Scorer
  /**
   * In the unit of the rule's value: as printed in the table that it was read from, or as the calibration gives it;
   * `null` where there is none.
   */
  computeStandardError(rule: Rule, responses: CodedResponse, start: number): number | null
  /** Whether the value of a rule was estimated with the calibration. */
  isEstimated(rule: Rule, responses: CodedResponse, start: number): boolean
  createAnswerLookup(responses: CodedResponse, start: number): AnswerLookup
  /** The items of every scale that a calibration can estimate, each with its values in the scored direction. */
  readonly patterns: readonly PatternColumn[]
  /** What an adaptive form chooses from; none without a calibration of every item. */
  readonly adaptiveBank: AdaptiveBank | undefined
}

/** The calibrated items that an adaptive form chooses from. */
export type AdaptiveBank = {
  readonly bank: Bank
  /** The category of an answer, 0 for the lowest; `undefined` for a code that the item cannot have. */
  findCategory(item: string, code: string): number | undefined
}
