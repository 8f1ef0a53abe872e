import type { PooledRate, PoolingDetail } from '../../../web/api/analyses/pooling.ts'
import { poolBinomial } from './binomial-mixed-model.ts'
import type { SiteProportion } from './pool-logits.ts'
import { type ProportionOptions, poolProportions } from './pool-proportions.ts'
import { type Pooled, poolWithoutEachSite } from './pooling.ts'

/** A site's own numbers, to be pooled with those of others. */
export type SiteResult<Numbers> = { readonly site: string } & Numbers

const MEAN = 'mean rate over sites; weights n/(1 + (n−1)·icc); interval t(k−1) on the log odds'
/** The methods of a site mean in words. */
const CLINIC_MEAN = {
  'clinic-mean': `${MEAN}, never narrower than all participants as one sample`,
  'clinic-mean-plain': MEAN,
}

/**
 * @param sites in any order; those with nobody to tell of are left out
 * @throws RangeError when the counts of a site are not counts
 */
export function poolRates(
  sites: readonly SiteResult<SiteProportion>[],
  options: ProportionOptions = {},
): PooledRate {
  const reporting = sites.filter(({ n }) => n > 0)
  const pooled = poolProportions(reporting, options)
  if (pooled.kind === 'not-pooled') return pooled
  const { rate, interval, predictionInterval, method, weights, clinicMean, twoStage } = pooled
  const detail = buildPoolingDetail(reporting, twoStage.logit, 'logits of the sites')
  const { icc, effectiveSampleSize, spreadRatio, plainInterval } = clinicMean
  return {
    ...{ kind: 'pooled', rateMethod: method, rate, interval, predictionInterval },
    ...detail,
    method: method === 'two-stage' ? detail.method : CLINIC_MEAN[method],
    sites: reporting.map(({ site }, at) => ({ site, weight: weights[at] as number })),
    clinicMean: {
      ...{ rate: clinicMean.rate, interval: clinicMean.interval, plainInterval },
      ...{ icc, effectiveSampleSize, spreadRatio, n: clinicMean.n, events: clinicMean.events },
    },
    twoStage: {
      ...{ rate: twoStage.rate, interval: twoStage.interval },
      ...{ predictionInterval: twoStage.predictionInterval, corrected: twoStage.corrected },
    },
    oneStage: poolBinomial(reporting, options),
    withoutEach: poolWithoutEachSite(reporting, (rest) => poolProportions(rest, options)).map(
      (rest, left) => {
        const { site: without } = reporting[left] as SiteResult<SiteProportion>
        if (rest.kind === 'not-pooled') return { without, ...rest }
        const { kind, rate, interval } = rest
        const { tau2, i2 } = rest.twoStage
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
