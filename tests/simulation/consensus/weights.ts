import { estimateWeights } from '../../../functions/analysis/consensus/trade-offs/domain-weights.ts'
import {
  findImpliedChoice,
  findNextPair,
} from '../../../functions/analysis/consensus/trade-offs/implied-choices.ts'
import {
  type Choice,
  computeSteps,
  listQuestionPairs,
} from '../../../functions/analysis/consensus/trade-offs/pairs.ts'
import { createRandomStream, type Random } from '../../../functions/analysis/statistics/random.ts'
import { SEED } from './panels.ts'

/** Log odds that each step up of each domain adds. */
const DOMAINS = [
  { id: 'pain', levels: 3, worth: [2.4, 1.6] },
  { id: 'function', levels: 3, worth: [1.6, 1] },
  { id: 'sleep', levels: 2, worth: [1.4] },
] as const
const WORTH = DOMAINS.flatMap(({ worth }) => [...worth])
const WHOLE = WORTH.reduce<number>((sum, one) => sum + one, 0)

export type WeightCoverage = {
  readonly domain: string
  readonly truth: number
  readonly bias: number
  /** Of 95% intervals: how often they hold the truth. */
  readonly coverage: number
}

const PAIRS = listQuestionPairs(DOMAINS)

/** One rater, asked in an order of their own, without pairs that follow from what they chose. */
function drawChoices(random: Random): readonly Choice[] {
  const order = PAIRS.map((pair) => ({ pair, at: random.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ pair }) => pair)
  const choices: Choice[] = []
  for (let pair = findNextPair(DOMAINS, order, choices); pair; pair = findNextPair(DOMAINS, order, choices)) {
    const value = computeSteps(DOMAINS, pair).reduce((sum, step, at) => sum + step * (WORTH[at] as number), 0)
    choices.push({ pair, preferred: random.uniform() < 1 / (1 + Math.exp(-value)) ? 'first' : 'second' })
  }
  return choices
}

function addImplied(choices: readonly Choice[]): readonly Choice[] {
  const asked = new Set(choices.map(({ pair }) => pair.id))
  const implied = PAIRS.flatMap((pair) => {
    const preferred = asked.has(pair.id) ? undefined : findImpliedChoice(DOMAINS, choices, pair)
    return preferred === undefined ? [] : [{ pair, preferred }]
  })
  return [...choices, ...implied]
}

/**
 * Weights from panels that choose by known ones.
 *
 * @param countsImplied whether what follows from choices is counted as if it had been chosen, which the analysis does not do
 */
export function measureWeights(
  panels: number,
  raters: number,
  countsImplied = false,
): { readonly askedShare: number; readonly failed: number; readonly rows: readonly WeightCoverage[] } {
  const sums = DOMAINS.map(({ id, worth }) => ({
    ...{ domain: id, bias: 0, held: 0 },
    truth: worth.reduce<number>((sum, one) => sum + one, 0) / WHOLE,
  }))
  let [asked, failed] = [0, 0]
  for (let panel = 0; panel < panels; panel += 1) {
    const random = createRandomStream(SEED, 'weights', panel)
    const heard = Array.from({ length: raters }, (_, rater) => {
      const choices = drawChoices(random)
      asked += choices.length
      return { rater: String(rater), choices: countsImplied ? addImplied(choices) : choices }
    })
    const found = estimateWeights(DOMAINS, heard)
    if (found.kind !== 'estimated') failed += 1
    else
      found.domains.forEach(({ weight, interval: [low, high] }, at) => {
        const sum = sums[at]
        if (sum === undefined) return
        sum.bias += weight - sum.truth
        if (low <= sum.truth && sum.truth <= high) sum.held += 1
      })
  }
  const counted = panels - failed
  const round = (value: number) => Number(value.toFixed(4))
  return {
    ...{ askedShare: round(asked / (panels * raters * PAIRS.length)), failed },
    rows: sums.map(({ domain, truth, bias, held }) => ({
      ...{ domain, truth: round(truth), bias: round(bias / counted), coverage: round(held / counted) },
    })),
  }
}
