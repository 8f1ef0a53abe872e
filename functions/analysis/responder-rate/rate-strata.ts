import type { StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { RateStrata } from '../../../web/api/analyses/responder-rate.ts'
import { listStrata } from '../cohort/filter-cohort.ts'
import { countDenominators, findNoRateReason } from '../estimand/denominators.ts'
import type { EvaluatedSite } from '../estimand/evaluated-site.ts'
import { computeRates, pickCounts } from '../estimand/rates.ts'
import { poolRates } from '../pooling/pool-sites.ts'
import type { ResponderRateQuestion } from './responder-rate.ts'

/**
 * The rate of each group that an attribute makes, from the same outcomes as the rate of everybody, so that the counts of the
 * groups sum up to its counts. Pure; nothing in it is suppressed.
 */
export function computeRateStrata(
  sites: readonly EvaluatedSite[],
  attribute: StudyAttribute,
  question: ResponderRateQuestion,
  measures: Measures,
): RateStrata {
  const codes = listStrata(
    attribute,
    sites.flatMap(({ participants }) => participants),
  )
  return {
    attribute: attribute.id,
    groups: codes.map((option) => {
      const own = sites.map(({ site, participants, outcomes }) => ({
        site,
        outcomes: outcomes.filter(
          (_, at) => (participants[at]?.attributes.get(attribute.id) ?? null) === option,
        ),
      }))
      const bySite = own.map(({ site, outcomes }) => ({ site, counts: countDenominators(outcomes) }))
      const all = countDenominators(own.flatMap(({ outcomes }) => outcomes))
      const noRate = findNoRateReason(all, question, measures)
      return {
        ...{ option, noRate, counts: pickCounts(all) },
        rates: computeRates(
          bySite.map(({ counts }) => counts),
          noRate,
        ),
        pooled:
          noRate === null
            ? poolRates(
                bySite.map(({ site, counts }) => ({ site, events: counts.met, n: counts.due })),
                question.pooling,
              )
            : { kind: 'not-pooled', reason: 'no-rate' },
      }
    }),
  }
}
