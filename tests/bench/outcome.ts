import { buildCohortSite } from '../../functions/analysis/cohort/cohort.ts'
import { computeResponderRate } from '../../functions/analysis/responder-rate/responder-rate.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import type { PublishedResponderDefinition } from '../../surveys/responder/definition.ts'
import { listEstimands } from '../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../surveys/study/measures.ts'
import { COHORT_ENDS, madeUpSite } from '../support/generated-cohort.ts'

const SITES = 10
const VISITS = 6
const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12', 'week-24', 'week-36']

/** The pooled outcome of so many participants over six visits and ten sites, from rows that have been read. */
export function measureOutcome(counts: readonly number[]): unknown {
  return counts.map((participants) => {
    const { study, measures } = tenSites()
    const [estimand] = listEstimands(study)
    const cohort = {
      asOf: COHORT_ENDS,
      sites: study.sites.map(({ id }) =>
        buildCohortSite(study, id, madeUpSite(id, participants / SITES, TIMEPOINTS), new Map(), COHORT_ENDS),
      ),
    }
    const measure = (definition: PublishedResponderDefinition, imputations: number) => {
      const question = { definition, timepoint: 'week-12', estimand, imputation: { imputations, seed: 1 } }
      const began = performance.now()
      const outcome = computeResponderRate(cohort, study, measures, question)
      return { outcome, ms: Math.round(performance.now() - began) }
    }
    const times = study.responderDefinitions.map((definition) => {
      const { outcome, ms } = measure(definition, 0)
      return { definition: outcome.definition, ms, noRate: outcome.noRate }
    })
    const [first] = study.responderDefinitions
    if (!first) throw new Error('the registry has definitions')
    const { outcome, ms } = measure(first, 20)
    const imputation =
      outcome.imputed.kind === 'imputed'
        ? { ms, imputations: outcome.imputed.imputations, participants: outcome.imputed.imputedParticipants }
        : { ms, notImputed: outcome.imputed.reason }
    return {
      participants,
      visits: VISITS,
      sites: SITES,
      slowestMs: Math.max(...times.map(({ ms }) => ms)),
      times,
      imputation,
    }
  })
}

function tenSites() {
  const library = openShippedLibrary()
  const shipped = library.findStudy('ketamine-infusion-registry')?.definition
  if (!shipped) throw new Error('the registry ships')
  const [site] = shipped.sites
  const last = shipped.timepoints.at(-1)
  if (!site || !last) throw new Error('the registry has sites and timepoints')
  const study = {
    ...shipped,
    sites: Array.from({ length: SITES }, (_, at) => ({ ...site, id: `site-${at}` })),
    timepoints: [...shipped.timepoints, { ...last, id: 'week-36', offset: 'P252D' }],
  }
  return { study, measures: buildStudyMeasures(study, library) }
}
