import { describe, expect, test } from 'vitest'
import { poolEstimates } from '../../functions/analysis/pooling/pooling.ts'
import { fitRepeatedMeasures } from '../../functions/analysis/repeated-measures/repeated-measures.ts'
import { createResponderEvaluator } from '../../functions/analysis/responder/responder-evaluator.ts'
import { createRandomStream } from '../../functions/analysis/statistics/random.ts'
import { buildRepeatedMeasures } from '../../functions/analysis/statistics/visit-data.ts'
import { wilsonInterval } from '../../functions/analysis/statistics/wilson.ts'
import { kaplanMeier } from '../../functions/analysis/survival/kaplan-meier.ts'
import { drawCondition } from '../../infra/local/demo/answers.ts'
import { SITE_PARAMETERS } from '../../infra/local/demo/cohort-parameters.ts'
import type { Life } from '../../infra/local/demo/life.ts'
import { createRandom } from '../../infra/local/demo/random.ts'
import { drawRegistryLives } from '../../infra/local/demo/registry-lives.ts'
import { answered, measure, without } from '../support/timelines.ts'

/**
 * Over many cohorts of which the truth is known, 95% intervals must hold it in 95 of 100. The bounds are four standard
 * errors of such a share wide: 0.95 ± 4·√(0.95·0.05/n).
 */
const COHORTS = 500

function expectNominal(held: number, of: number, slack = 0): void {
  const width = 4 * Math.sqrt((0.95 * 0.05) / of) + slack
  expect(held / of).toBeGreaterThan(0.95 - width)
  expect(held / of).toBeLessThan(0.95 + width)
}

const holds = ([low, high]: readonly [number, number], truth: number) => low <= truth && truth <= high

describe('the demo cohort’s generator', () => {
  const MEASURES = new Map([measure('worst-pain-nrs/worst', 'higher-is-worse')])
  const judge = createResponderEvaluator(
    {
      rule: { op: 'percent-improvement', score: 'worst-pain-nrs/worst', atLeast: 30 },
      missing: 'not-assessable',
      lateAnswers: 'counted',
    },
    MEASURES,
  )

  /** What the judge says of a life that was treated, when both surveys were answered. */
  function simulateVerdict(life: Life, seed: string) {
    const random = createRandom(seed, life.truth.site, life.index, 'week-12')
    const answers = (chance: number) => life.leavesAt > 0 && random.drawChance(chance)
    const pain = (worstPain: number) => ({ 'worst-pain-nrs/worst': String(worstPain) })
    const isFollowed = answers(life.truth.completionRate)
    const followUp = isFollowed
      ? answered(84, pain(drawCondition(life, 'week-12', random).worstPain))
      : without(84, 'missed')
    const baseline = answers(life.truth.completionRate) ? answered(0, pain(life.worstPain)) : undefined
    return judge({ baseline, followUps: [followUp], timeZone: 'UTC', treatedAt: [] }, 'day-84').result
  }

  test('is told by each clinic’s interval at its nominal rate', () => {
    let [held, intervals] = [0, 0]
    for (let cohort = 0; cohort < COHORTS; cohort += 1) {
      const seed = `coverage-${cohort}`
      const lives = drawRegistryLives(Date.UTC(2026, 0, 1), 60, seed)
      for (const { site, responseRate } of SITE_PARAMETERS) {
        const verdicts = lives
          .filter(({ truth, treatedAt }) => truth.site === site && treatedAt.length > 0)
          .map((life) => simulateVerdict(life, seed))
        const met = verdicts.filter((result) => result === 'met').length
        const told = met + verdicts.filter((result) => result === 'not-met').length
        intervals += 1
        if (holds(wilsonInterval(met, told), responseRate['week-12'])) held += 1
      }
    }
    // Of counts, so that the share moves in steps: within 1% of nominal on the average over samples of this size.
    expectNominal(held, intervals, 0.01)
  })
})

describe('clinics drawn from a population of clinics', () => {
  test.each([
    [4, 0.5],
    [10, 0.3],
  ])('%i of them, with a standard deviation of %d between them: the mean is in its interval', (k, tau) => {
    let held = 0
    for (let cohort = 0; cohort < COHORTS; cohort += 1) {
      const random = createRandomStream(cohort, 'pooling', k)
      const sites = Array.from({ length: k }, () => {
        const variance = 0.05 + 0.1 * random.uniform()
        return { effect: -1.5 + tau * random.normal() + Math.sqrt(variance) * random.normal(), variance }
      })
      const pooled = poolEstimates(sites)
      if (pooled.kind === 'pooled' && holds(pooled.interval, -1.5)) held += 1
    }
    // Hartung–Knapp is near nominal, not at it, with clinics of unequal size.
    expectNominal(held, COHORTS, 0.015)
  })
})

describe('a trial of forty participants with a quarter of the outcomes missing', () => {
  test.each(['satterthwaite', 'kenward-roger'] as const)(
    'the true difference is in its interval: %s',
    (degreesOfFreedom) => {
      const visits = ['1', '2', '3']
      let [held, fitted] = [0, 0]
      for (let cohort = 0; cohort < COHORTS; cohort += 1) {
        const random = createRandomStream(cohort, 'trial')
        const rows = Array.from({ length: 40 }, (_, at) => {
          const level = random.normal()
          const baseline = 6 + random.normal()
          let gone = false
          const outcomes = visits.map((_visit, visit) => {
            const y =
              5 -
              (at % 2) * 0.4 * (visit + 1) +
              0.5 * (baseline - 6) +
              level +
              (1 + 0.2 * visit) * random.normal()
            gone ||= random.uniform() < 0.12
            return gone ? null : y
          })
          return { arm: String(at % 2), site: 'a', baseline, outcomes }
        })
        const result = fitRepeatedMeasures(
          buildRepeatedMeasures({ visits, arms: ['0', '1'], sites: ['a'] }, rows),
          {
            structures: ['unstructured'],
            degreesOfFreedom,
          },
        )
        const last = result.kind === 'fitted' ? result.contrasts.at(-1) : undefined
        if (last?.kind !== 'estimated') continue
        fitted += 1
        if (holds(last.interval, -1.2)) held += 1
      }
      expect(fitted).toBeGreaterThan(0.99 * COHORTS)
      expectNominal(held, fitted)
    },
  )
})

test('the share still responding after some time is in its log-log interval', () => {
  let held = 0
  for (let cohort = 0; cohort < COHORTS; cohort += 1) {
    const random = createRandomStream(cohort, 'survival')
    const rows = Array.from({ length: 80 }, () => {
      const [lost, last] = [-100 * Math.log(1 - random.uniform()), 40 + 160 * random.uniform()]
      return { time: Math.min(lost, last), event: lost <= last }
    })
    const curve = kaplanMeier(rows)
    const point = curve.kind === 'estimated' ? curve.points.findLast(({ time }) => time <= 60) : undefined
    if (point?.interval && holds(point.interval, Math.exp(-0.6))) held += 1
  }
  expectNominal(held, COHORTS, 0.01)
})
