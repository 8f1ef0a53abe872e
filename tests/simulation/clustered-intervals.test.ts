import { describe, expect, test } from 'vitest'
import { computeAgreement } from '../../functions/analysis/definition-comparison/agreement.ts'
import { computeClusteredAgreement } from '../../functions/analysis/definition-comparison/clustered-agreement.ts'
import { estimateClusteredProportion } from '../../functions/analysis/statistics/clustered-proportion.ts'
import { createRandomStream, type Random } from '../../functions/analysis/statistics/random.ts'
import { wilsonInterval } from '../../functions/analysis/statistics/wilson.ts'
import { computeMeanRate, inverseLogit } from './pooling/grid.ts'

const STUDIES = 1000
const PARTICIPANTS = 50
const holds = ([low, high]: readonly [number, number], truth: number) => low <= truth && truth <= high
/** Three standard errors of a share of {@link STUDIES}, near 95%. */
const ERROR = 3 * Math.sqrt((0.95 * 0.05) / STUDIES)

describe('50 participants at each clinic, standard deviation of the logits 0.4', () => {
  test.each([4, 8, 20])(
    '%i clinics: Wilson on the total is far too short, the clustered interval is not',
    (k) => {
      const truth = computeMeanRate(0, 0.4)
      let [simple, clustered] = [0, 0]
      for (let study = 0; study < STUDIES; study++) {
        const random = createRandomStream(study, 'clustered', k)
        const clinics = Array.from({ length: k }, () => {
          const chance = inverseLogit(0.4 * random.normal())
          return { events: countEvents(random, chance), n: PARTICIPANTS }
        })
        const events = clinics.reduce((sum, clinic) => sum + clinic.events, 0)
        if (holds(wilsonInterval(events, k * PARTICIPANTS), truth)) simple += 1
        if (holds(estimateClusteredProportion(clinics).interval, truth)) clustered += 1
      }
      // METHODS: .76.
      expect(simple / STUDIES).toBeLessThan(0.8)
      expect(clustered / STUDIES).toBeGreaterThan(0.95 - ERROR)
      expect(clustered / STUDIES).toBeLessThan(0.985)
    },
  )
})

test('agreement that differs between clinics: κ and AC1 are in their clustered intervals, not in the simple ones', () => {
  const tables = Array.from({ length: 4000 }, (_, at) => drawTable(createRandomStream(at, 'agreement-truth')))
  // Of so many clinics the coefficients are known.
  const truth = computeClusteredAgreement(tables)
  const [kappa, ac1] = [readEstimate(truth.kappa), readEstimate(truth.ac1)]
  let [simple, ofKappa, ofAc1] = [0, 0, 0]
  for (let study = 0; study < STUDIES; study++) {
    const random = createRandomStream(study, 'agreement')
    const clinics = Array.from({ length: 8 }, () => drawTable(random))
    const alone = computeAgreement(sumTables(clinics))
    const clustered = computeClusteredAgreement(clinics)
    if (holds(readInterval(alone.kappa), kappa)) simple += 1
    if (holds(readInterval(clustered.kappa), kappa)) ofKappa += 1
    if (holds(readInterval(clustered.ac1), ac1)) ofAc1 += 1
  }
  expect(simple / STUDIES).toBeLessThan(0.87)
  expect(ofKappa / STUDIES).toBeGreaterThan(0.92)
  expect(ofAc1 / STUDIES).toBeGreaterThan(0.92)
})

function countEvents(random: Random, chance: number): number {
  let events = 0
  for (let at = 0; at < PARTICIPANTS; at++) if (random.uniform() < chance) events += 1
  return events
}

/** Two definitions at one clinic: how often they agree is the clinic's own. */
function drawTable(random: Random) {
  const agree = inverseLogit(1.2 + 0.8 * random.normal())
  const cells = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }
  for (let at = 0; at < PARTICIPANTS; at++) {
    const first = random.uniform() < 0.5
    const second = random.uniform() < agree ? first : !first
    cells[first ? (second ? 'both' : 'onlyFirst') : second ? 'onlySecond' : 'neither'] += 1
  }
  return cells
}

function sumTables(tables: readonly ReturnType<typeof drawTable>[]) {
  return tables.reduce((sum, one) => ({
    both: sum.both + one.both,
    onlyFirst: sum.onlyFirst + one.onlyFirst,
    onlySecond: sum.onlySecond + one.onlySecond,
    neither: sum.neither + one.neither,
  }))
}

type Coefficient = ReturnType<typeof computeAgreement>['kappa']

function readEstimate(coefficient: Coefficient): number {
  if (coefficient.kind !== 'estimated') throw new Error(coefficient.reason)
  return coefficient.estimate
}

function readInterval(coefficient: Coefficient): readonly [number, number] {
  if (coefficient.kind !== 'estimated' || coefficient.interval === null) throw new Error('has an interval')
  return coefficient.interval
}
