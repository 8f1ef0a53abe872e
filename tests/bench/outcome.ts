import { computeResponderRateFromRows } from '../../functions/analysis/responder-rate/responder-rate.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { buildStudyMeasures } from '../../surveys/study/measures.ts'
import { COHORT_ENDS, madeUpSite } from '../support/generated-cohort.ts'

const SITES = 10
const VISITS = 6
const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12', 'week-24', 'week-36']

/** The pooled outcome of so many participants over six visits and ten sites, from rows that have been read. */
export function measureOutcome(counts: readonly number[]): unknown {
  return counts.map((participants) => {
    const { study, measures } = tenSites()
    const sites = study.sites.map(({ id }) => ({
      site: id,
      rows: madeUpSite(id, participants / SITES, TIMEPOINTS),
    }))
    const member = { sub: '', study: study.id, role: 'lead', sites: study.sites.map(({ id }) => id) } as const
    const times = study.responderDefinitions.flatMap((definition) => {
      const question = { definition, timepoint: 'week-12' }
      const began = performance.now()
      const outcome = computeResponderRateFromRows(sites, member, study, measures, question, COHORT_ENDS)
      const ms = performance.now() - began
      if (outcome.pooled.kind !== 'pooled') throw new Error(`not pooled: ${outcome.pooled.reason}`)
      return [{ definition: outcome.definition, ms: Math.round(ms) }]
    })
    return {
      participants,
      visits: VISITS,
      sites: SITES,
      slowestMs: Math.max(...times.map(({ ms }) => ms)),
      times,
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
