import { poolClinicMean } from '../../../functions/analysis/pooling/clinic-mean.ts'
import { normalCdf } from '../../../functions/analysis/statistics/distributions.ts'
import { createRandomStream } from '../../../functions/analysis/statistics/random.ts'
import { wilsonInterval } from '../../../functions/analysis/statistics/wilson.ts'
import { type Answer, answerStudy, type Interval, METHODS, type Method } from './candidates.ts'
import { type Cell, drawStudy, findMu } from './grid.ts'

/** How a method did over the studies of a cell; shares are of the studies that it answered. */
export type Performance = {
  /** Share of the intervals that hold the true mean rate. */
  readonly coverage: number
  /** Mean of the estimates less the truth. */
  readonly bias: number
  /** Mean width of the intervals. */
  readonly width: number
  /** Share of the intervals that are narrower than Wilson's of all participants as one sample. */
  readonly narrower: number
  /** Studies that the method refused. */
  readonly failures: number
}

export type CellResult = Cell & {
  readonly methods: Readonly<Record<Method, Performance>>
  /** Chance that the prediction interval of the clinic mean holds the true rate of one more clinic. */
  readonly prediction: number
}

/** The same studies for the same seed, whatever other cells are run. */
export function simulateCell(cell: Cell, studies: number, seed: number): CellResult {
  const random = createRandomStream(seed, 'pooling-grid', cell.k, cell.rate, cell.tau)
  const mu = findMu(cell)
  const tallies = new Map(METHODS.map((method) => [method, createTally(cell.rate)]))
  let [predicted, predictions] = [0, 0]
  for (let study = 0; study < studies; study++) {
    const sites = drawStudy(cell, mu, random)
    const events = sites.reduce((sum, site) => sum + site.events, 0)
    const [low, high] = wilsonInterval(
      events,
      sites.reduce((sum, { n }) => sum + n, 0),
    )
    const answers = answerStudy(sites)
    for (const [method, tally] of tallies) tally.add(answers[method], high - low)
    const { predictionInterval } = poolClinicMean(sites)
    if (predictionInterval === null) continue
    predictions += 1
    predicted += computeChanceInside(predictionInterval, mu, cell.tau)
  }
  return {
    ...cell,
    methods: Object.fromEntries(
      [...tallies].map(([method, tally]) => [method, tally.summarize()]),
    ) as CellResult['methods'],
    prediction: round(predicted / predictions),
  }
}

function createTally(truth: number) {
  let [held, answered, failures, error, width, narrower] = [0, 0, 0, 0, 0, 0]
  return {
    add(answer: Answer, oneSample: number) {
      if (answer === null) {
        failures += 1
        return
      }
      const [low, high] = answer.interval
      answered += 1
      error += answer.rate - truth
      width += high - low
      if (low <= truth && truth <= high) held += 1
      if (high - low < oneSample - 1e-12) narrower += 1
    },
    summarize: (): Performance => ({
      coverage: round(held / answered),
      bias: round(error / answered),
      width: round(width / answered),
      narrower: round(narrower / answered),
      failures,
    }),
  }
}

function computeChanceInside([low, high]: Interval, mu: number, tau: number): number {
  const [below, above] = [Math.log(low / (1 - low)) - mu, Math.log(high / (1 - high)) - mu]
  if (tau === 0) return below <= 0 && above >= 0 ? 1 : 0
  return normalCdf(above / tau) - normalCdf(below / tau)
}

const round = (value: number): number => Math.round(value * 1e5) / 1e5
