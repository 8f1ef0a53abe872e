import { createRandomStream } from '../../functions/analysis/statistics/random.ts'
import {
  buildRepeatedMeasures,
  type RepeatedMeasuresRow,
} from '../../functions/analysis/statistics/visit-data.ts'
import type { Assumption } from '../../web/api/analyses/missing-data-assumptions.ts'

/** A made-up trial of two arms and three visits, from which some drop out. */

const names = { visits: ['1', '2', '3'], arms: ['usual', 'ketamine'], sites: ['a'] }
/** @param leave the chance to drop out at a visit */
export function trial(seed: number, count: number, leave = 0.15): RepeatedMeasuresRow[] {
  const random = createRandomStream(seed, 'trial')
  return Array.from({ length: count }, (_, at) => {
    const level = random.normal()
    const baseline = 6 + random.normal()
    let gone = false
    const outcomes = names.visits.map((_visit, visit) => {
      const y = 5 - (at % 2) * 0.6 * (visit + 1) + 0.5 * (baseline - 6) + level + random.normal()
      gone ||= random.uniform() < leave
      return gone || random.uniform() < 0.05 ? null : y
    })
    return { arm: names.arms[at % 2] as string, site: 'a', baseline, outcomes }
  })
}
export const buildData = (rows: readonly RepeatedMeasuresRow[]) => buildRepeatedMeasures(names, rows)
export const asked = (assumption: Assumption, imputations = 20) => ({
  assumption,
  imputations,
  seed: 5,
  burnIn: 50,
  between: 5,
})
