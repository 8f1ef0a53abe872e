import type { PooledRate, PoolingDetail } from '../../../web/api/analyses/pooling.ts'
import { poolBinomial } from './binomial-mixed-model.ts'
import { poolProportions, type SiteProportion } from './pool-proportions.ts'
import { type Pooled, type PoolingOptions, poolWithoutEachSite } from './pooling.ts'

/** A site's own numbers, to be pooled with those of others. */
export type SiteResult<Numbers> = { readonly site: string } & Numbers

/**
 * @param sites in any order; those with nobody to tell of are left out
 * @throws RangeError when the counts of a site are not counts
 */
export function poolRates(
  sites: readonly SiteResult<SiteProportion>[],
  options: PoolingOptions = {},
): PooledRate {
  const reporting = sites.filter(({ n }) => n > 0)
  const pooled = poolProportions(reporting, options)
  if (pooled.kind === 'not-pooled') return pooled
  const { rate, interval, predictionInterval, corrected, logit } = pooled
  return {
    ...{ kind: 'pooled', rate, interval, predictionInterval, corrected },
    ...buildPoolingDetail(reporting, logit, 'logits of the sites'),
    oneStage: poolBinomial(reporting, options),
    withoutEach: poolWithoutEachSite(reporting, (rest) => poolProportions(rest, options)).map(
      (rest, left) => {
        const { site: without } = reporting[left] as SiteResult<SiteProportion>
        if (rest.kind === 'not-pooled') return { without, ...rest }
        const { kind, rate, interval, tau2, i2 } = rest
        return { without, kind, rate, interval, tau2, i2 }
      },
    ),
  }
}

/** What a pooling tells beside its estimate. @param of what was pooled, in words */
export function buildPoolingDetail(
  sites: readonly SiteResult<unknown>[],
  pooled: Pooled,
  of: string,
): PoolingDetail {
  const { k, level, tau2, tau2Method, tau2Interval, i2, q, weights } = pooled
  const { intervalRule, intervalDf, predictionRule, predictionDf } = pooled
  return {
    ...{ k, level, tau2, tau2Method, tau2Interval, i2, q },
    ...{ intervalRule, intervalDf, predictionRule, predictionDf },
    method: `random effects of ${of}; tau² by ${tau2Method}; interval ${intervalRule}, t(k−1); prediction interval ${predictionRule}`,
    sites: sites.map(({ site }, at) => ({ site, weight: weights[at] as number })),
  }
}
