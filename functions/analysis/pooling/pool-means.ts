import type { PooledMean } from '../../../web/api/analyses/mean-change.ts'
import { buildPoolingDetail, type SiteResult } from './pool-sites.ts'
import { leaveOneSiteOut, type Pooled, type PoolingOptions, poolEstimates } from './pooling.ts'
import type { SiteEstimate } from './weighted-sums.ts'

type Estimate = Pick<Pooled, 'estimate' | 'standardError' | 'interval'>

/**
 * @param sites in any order, each with an estimate
 * @param of what is pooled, in words
 */
export function poolMeans(
  sites: readonly SiteResult<SiteEstimate>[],
  of: string,
  options: PoolingOptions = {},
): PooledMean {
  const pooled = poolEstimates(sites, options)
  if (pooled.kind === 'not-pooled') return pooled
  return {
    ...{ kind: 'pooled', ...pickEstimate(pooled), predictionInterval: pooled.predictionInterval },
    ...buildPoolingDetail(sites, pooled, of),
    withoutEach: leaveOneSiteOut(sites, options).map((rest, left) => {
      const { site: without } = sites[left] as SiteResult<SiteEstimate>
      if (rest.kind === 'not-pooled') return { without, ...rest }
      return { without, kind: 'pooled', ...pickEstimate(rest), tau2: rest.tau2, i2: rest.i2 }
    }),
  }
}

function pickEstimate({ estimate, standardError, interval }: Pooled): Estimate {
  return { estimate, standardError, interval }
}
