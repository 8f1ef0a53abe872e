import { createRandom } from '../../infra/local/demo/random.ts'
import { chooseNextStep } from '../../surveys/irt/adaptive.ts'
import { createBank, type GradedAnswer } from '../../surveys/irt/bank.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { MISSING } from '../../surveys/scoring/coded.ts'
import { compileInstrument } from '../../surveys/scoring/compile.ts'

const RESPONSES = 1_000_000
const ITEMS = 9
const REPEATS = 5
/** PHQ-9: up to 2 missing take the mean of the others. */
const FEWEST = 7

/** Scoring through the definition against a loop written for the PHQ-9 alone, over the same arrays; the best of five. */
export function measureScoring(): unknown {
  const phq9 = openShippedLibrary().findInstrument('phq-9@1.0.0')
  if (!phq9) throw new Error('the library has no phq-9@1.0.0')
  const instrument = compileInstrument(phq9.definition)
  const [scale] = instrument.scales
  if (!scale || instrument.width !== ITEMS) throw new Error('the PHQ-9 has nine items and one scale')
  const responses = randomResponses()
  const throughDefinition = (): number => {
    let checksum = 0
    for (let start = 0; start < responses.length; start += ITEMS) {
      const value = scale.score(responses, start)
      if (typeof value !== 'string') checksum += value.numerator / value.denominator
    }
    return checksum
  }
  const byHand = (): number => {
    let checksum = 0
    for (let start = 0; start < responses.length; start += ITEMS) {
      let sum = 0
      let answered = 0
      for (let at = start; at < start + ITEMS; at += 1) {
        const answer = responses[at] as number
        if (answer === MISSING) continue
        sum += answer
        answered += 1
      }
      if (answered >= FEWEST) checksum += (sum * ITEMS) / answered
    }
    return checksum
  }
  const [definition, hand] = [fastest(throughDefinition), fastest(byHand)]
  if (Math.abs(definition.result - hand.result) > 1e-3) throw new Error('the two do not agree')
  return {
    responses: RESPONSES,
    definitionMs: round(definition.ms),
    handWrittenMs: round(hand.ms),
    ratio: round(definition.ms / hand.ms),
  }
}

/** Choosing each next item of an adaptive form over a bank of 30, up to 12 answers. */
export function measureAdaptive(): unknown {
  const random = createRandom('bank')
  const bank = createBank(
    Array.from({ length: 30 }, (_, item) => ({
      item: `made-up-${item}`,
      discrimination: 1 + 3 * random.drawUniform(),
      thresholds: [-1.2, -0.3, 0.5, 1.4].map((threshold) => threshold + 2 * random.drawUniform() - 1),
    })),
  )
  const rule = { minimumItems: 12, maximumItems: 12, stopAtStandardError: 0 }
  const times: number[] = []
  for (let form = 0; form < 200; form += 1) {
    const answers: GradedAnswer[] = []
    for (;;) {
      const began = performance.now()
      const step = chooseNextStep(bank, rule, answers)
      times.push(performance.now() - began)
      if (step.kind === 'done') break
      answers.push({ item: step.item, category: random.drawInteger(0, 4) })
    }
  }
  times.sort((a, b) => a - b)
  const findQuantile = (share: number) => round(times[Math.floor(share * (times.length - 1))] as number)
  return {
    items: bank.items.length,
    selections: times.length,
    p50Ms: findQuantile(0.5),
    p99Ms: findQuantile(0.99),
  }
}

/** One answer in twenty is missing. */
function randomResponses(): Int8Array {
  const random = createRandom('responses')
  return Int8Array.from({ length: RESPONSES * ITEMS }, () =>
    random.drawChance(0.05) ? MISSING : random.drawInteger(0, 3),
  )
}

function fastest(run: () => number): { readonly ms: number; readonly result: number } {
  let best = Number.POSITIVE_INFINITY
  let result = 0
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const began = performance.now()
    result = run()
    best = Math.min(best, performance.now() - began)
  }
  return { ms: best, result }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
