import { createRandomStream } from '../../functions/analysis/statistics/random.ts'
import {
  buildRepeatedMeasures,
  type RepeatedMeasures,
} from '../../functions/analysis/statistics/visit-data.ts'

/**
 * A trial such as clinics run: 3–6 visits, 20–150 participants in two arms at 1–4 sites, outcomes whose spread grows, a
 * quarter of them missing, either for good (monotone) or now and then (intermittent).
 *
 * @param number of the trial, from 0: even ones lose participants for good
 */
export function drawOrdinaryTrial(seed: number, number: number): RepeatedMeasures {
  const random = createRandomStream(seed, 'ordinary-trial', number)
  const visits = Array.from({ length: 3 + random.drawInteger(4) }, (_, at) => String(at + 1))
  const sites = Array.from({ length: 1 + random.drawInteger(4) }, (_, at) => `site-${at + 1}`)
  const participants = 20 + random.drawInteger(131)
  const isMonotone = number % 2 === 0
  const effect = random.normal()
  const [level, decay] = [1 + random.uniform(), 0.4 + 0.5 * random.uniform()]
  const siteLevels = sites.map(() => 0.6 * random.normal())
  const rows = Array.from({ length: participants }, (_, at) => {
    const site = random.drawInteger(sites.length)
    const own = level * random.normal() + (siteLevels[site] as number)
    const baseline = 6 + 1.5 * random.normal()
    let lingering = random.normal()
    let isGone = false
    const outcomes = visits.map((_visit, visit) => {
      lingering = decay * lingering + Math.sqrt(1 - decay ** 2) * random.normal()
      const outcome =
        5 +
        0.4 * (baseline - 6) -
        ((at % 2) * effect * (visit + 1)) / visits.length +
        own +
        (1 + 0.2 * visit) * lingering
      const isLost = random.uniform() < (isMonotone ? 0.12 : 0.25)
      isGone = isMonotone ? isGone || (visit > 0 && isLost) : isLost
      return isGone ? null : outcome
    })
    return { arm: String(at % 2), site: sites[site] as string, baseline, outcomes }
  })
  return buildRepeatedMeasures({ visits, arms: ['0', '1'], sites }, rows)
}
