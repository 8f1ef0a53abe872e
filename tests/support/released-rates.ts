import { computeRates } from '../../functions/analysis/estimand/rates.ts'
import { poolRates } from '../../functions/analysis/pooling/pool-sites.ts'
import { wilsonInterval } from '../../functions/analysis/statistics/wilson.ts'
import { DEFAULT_EVENTS } from '../../surveys/study/estimand.ts'
import type { ResponderRateReply } from '../../web/api/analyses/responder-rate.ts'

/** Met of due at each site; everybody has answered, which is the worst case for a suppressed count. */
export type Counts = Readonly<Record<string, readonly [met: number, due: number]>>

/** A responder rate of those counts, with nothing suppressed. */
export function buildWholeRate(sites: Counts): ResponderRateReply {
  const rows = Object.entries(sites).map(([site, [met, due]]) => ({ site, met, due }))
  const sum = (name: 'met' | 'due') => rows.reduce((total, row) => total + row[name], 0)
  const fill = (met: number, due: number) => ({
    ...{ due, notYetDue: 7, met, observed: due, observedMet: met, bestMet: met },
  })
  const counts = fill(sum('met'), sum('due'))
  return {
    ...{ study: 'study', studyVersion: '1.0.0', definition: 'relief@1.0.0', hash: 'abc' },
    ...{ evidence: 'established', timepoint: 'week-4', asOf: '2026-06-01T00:00:00.000Z' },
    ...{ minimumCellSize: 11, measuredBy: {}, role: 'primary', comparisons: 1, coverage: 'all-sites' },
    estimand: {
      ...{ id: 'all-treated', title: { en: 'Everybody treated' }, population: 'treated' },
      ...{ events: DEFAULT_EVENTS, summary: 'proportion' },
    },
    ...{
      noRate: null,
      multiplicity: null,
      counts,
      rates: computeRates(
        rows.map(({ met, due }) => fill(met, due)),
        null,
      ),
    },
    imputed: { kind: 'not-imputed', reason: 'nothing-to-impute' },
    byArm: null,
    failedBy: [{ event: 'death', count: 1 }],
    missing: [{ reason: 'missed', count: 2 }],
    intervalMethod: 'Wilson 95%',
    sites: rows.map(({ site, met, due }) => ({
      ...{ kind: 'shown', site, name: site, counts: fill(met, due), rate: due === 0 ? null : met / due },
      interval: due === 0 ? null : [...wilsonInterval(met, due)],
    })),
    pooled: poolRates(rows.map(({ site, met, due }) => ({ site, events: met, n: due }))),
  }
}
