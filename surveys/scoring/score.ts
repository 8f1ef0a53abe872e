import { type AnswerState, computeAnswerStates } from '../instrument/answer-states.ts'
import type { Answers } from '../instrument/answers.ts'
import { evaluateCondition, listConditionItems } from '../instrument/condition.ts'
import type { InstrumentDefinition, Scale } from '../instrument/definition.ts'
import { listParts, type Rule } from '../instrument/rule.ts'
import type { GradedItem } from '../irt/graded-response.ts'
import { compare, parseDecimal, type Rational } from '../values/rational.ts'
import { type AdaptivePath, computeAdaptivePath } from './adaptive-path.ts'
import { type CodedResponse, MISSING } from './coded.ts'
import { compileInstrument } from './compile.ts'
import type { CompiledInstrument } from './compiled-instrument.ts'
import type { NotScorableReason } from './operations.ts'

/** Raised by one whenever the meaning of a scoring operation changes; stored with every score. */
export const SCORING_ALGORITHM = '1'

export type ScaleScore = ScoredScale | NotScorable

/** `exact` is in the unit and range that the scale declares. */
export type ScoredScale = {
  readonly kind: 'scored'
  readonly scale: string
  readonly exact: Rational
  /** As printed in the table that the score was read from, or from the calibration; `null` where there is none. */
  readonly standardError: number | null
  /** Whether it, or a score that it is made of, was estimated from the pattern of answers, with a calibration. */
  readonly estimated: boolean
  readonly band: string | null
  readonly itemsUsed: readonly string[]
  readonly itemsMissing: readonly string[]
  readonly itemsReversed: readonly string[]
}

export type NotScorable = {
  readonly kind: 'not-scorable'
  readonly scale: string
  readonly reason: NotScorableReason | 'unknown-code'
  readonly itemsMissing: readonly string[]
}

/**
 * Scores every scale of an instrument. Pure and total: unanswerable input gives `not-scorable` with its
 * reason, never a blank, a 0 or an exception.
 * Missing-data rule, direction, range and source are those of the definition's scale.
 *
 * @param calibration of the graded response model, where the site has one: see compileInstrument.
 */
export function scoreInstrument(
  definition: InstrumentDefinition,
  answers: Answers,
  calibration?: readonly GradedItem[],
): readonly ScaleScore[] {
  const instrument = compileInstrument(definition, calibration)
  const { responses, unknown } = encode(instrument, answers)
  return instrument.scales.map(({ scale, score }) => {
    const items = listUsedItems(instrument, scale.rule, responses)
    const isMissing = (item: string) => !instrument.hasValue(item, responses)
    const itemsMissing = items.all.filter(isMissing)
    const refuse = (reason: NotScorable['reason']): NotScorable => {
      return { kind: 'not-scorable', scale: scale.id, reason, itemsMissing }
    }
    if (items.all.some((item) => unknown.has(item))) return refuse('unknown-code')
    const exact = score(responses, 0)
    if (typeof exact === 'string') return refuse(exact)
    return {
      kind: 'scored',
      scale: scale.id,
      exact,
      standardError: instrument.computeStandardError(scale.rule, responses, 0),
      estimated: items.estimated,
      band: findBand(scale, exact),
      itemsUsed: items.all.filter((item) => !isMissing(item)),
      itemsMissing,
      itemsReversed: items.reversed.filter((item) => !isMissing(item)),
    }
  })
}

/** What became of each item: of an adaptive form, those off its path are not shown. */
export function computePathStates(
  instrument: CompiledInstrument,
  answers: Answers,
  path: AdaptivePath | null = computeAdaptivePath(instrument, answers),
): ReadonlyMap<string, AnswerState> {
  const onPath = path && new Set(path.next === null ? path.asked : [...path.asked, path.next])
  return computeAnswerStates(instrument.definition, answers, onPath ?? undefined)
}

/** One coded response. An answer to an item that is not shown counts for nothing; a code that an item cannot have is missing in it, and named. */
export function encode(
  instrument: CompiledInstrument,
  answers: Answers,
): { readonly responses: CodedResponse; readonly unknown: ReadonlySet<string> } {
  const unknown = new Set<string>()
  const states = computePathStates(instrument, answers)
  const responses = instrument.definition.items.map((item) => {
    const code = answers[item.id]
    if (states.get(item.id) !== 'answered' || typeof code !== 'string' || item.type === 'text') return MISSING
    const coded = instrument.findCode(item.id, code)
    if (coded === undefined) unknown.add(item.id)
    return coded ?? MISSING
  })
  return { responses, unknown }
}

/** The last band that starts at or below the score; `null` when the scale has none. Bands are half-open: a prorated 9.5 is below the band that starts at 10. */
export function findBand(scale: Pick<Scale, 'bands'>, exact: Rational): string | null {
  let found: string | null = null
  for (const band of scale.bands) if (compare(exact, parseDecimal(band.from)) >= 0) found = band.id
  return found
}

/** The items that a rule looked at for this response, in its order, and whether any part was estimated: of two branches, only the one taken. */
function listUsedItems(
  instrument: CompiledInstrument,
  rule: Rule,
  responses: CodedResponse,
): { readonly all: readonly string[]; readonly reversed: readonly string[]; readonly estimated: boolean } {
  const all = new Set<string>()
  const reversed = new Set<string>()
  let estimated = false
  const collectItems = (part: Rule): void => {
    if (instrument.isEstimated(part, responses, 0)) estimated = true
    if (typeof part === 'string') all.add(part)
    else if ('item' in part) {
      all.add(part.item)
      if ('reverse' in part) reversed.add(part.item)
    } else if ('scale' in part) {
      const scale = instrument.definition.scales.find(({ id }) => id === part.scale)
      if (scale) collectItems(scale.rule)
    } else if ('op' in part && part.op === 'if') {
      for (const item of listConditionItems(part.when)) all.add(item)
      const met = evaluateCondition(part.when, instrument.createAnswerLookup(responses, 0))
      if (met !== undefined) collectItems(met ? part.use : part.otherwise)
    } else for (const inner of listParts(part)) collectItems(inner)
  }
  collectItems(rule)
  return { all: [...all], reversed: [...reversed], estimated }
}
