import { poolBinomial } from './binomial-mixed-model.ts'
import { type PooledProportion, poolProportions, type SiteProportion } from './pool-proportions.ts'
import { type NotPooled, type Pooled, type PoolingOptions, poolWithoutEachSite } from './pooling.ts'

/** A site's own numbers, to be pooled with those of others. */
export type SiteResult<Numbers> = { readonly site: string } & Numbers

/** What is told of a pooling by variances, whatever was pooled. Intervals are at `level`. */
export type PoolingDetail = Pick<
  Pooled,
  | 'k'
  | 'level'
  | 'tau2'
  | 'tau2Method'
  | 'tau2Interval'
  | 'i2'
  | 'q'
  | 'intervalRule'
  | 'intervalDf'
  | 'predictionRule'
  | 'predictionDf'
> & {
  /** In words, for whoever reads the number later. */
  readonly method: string
  /** The sites that went in, with their share in the estimate, 0–100. */
  readonly sites: readonly { readonly site: string; readonly weight: number }[]
}

export type RateWithoutSite = { readonly without: string } & (
  | (Pick<PooledProportion, 'kind' | 'rate' | 'interval'> & Pick<Pooled, 'tau2' | 'i2'>)
  | NotPooled
)

/** The rate of a typical site, 0–1: by variances of the logits, by one model of all sites, and without each site in turn. */
export type PooledRate =
  | ({
      readonly kind: 'pooled'
      readonly rate: number
      readonly interval: readonly [number, number]
      readonly predictionInterval: readonly [number, number]
      /** How many sites needed the continuity correction. */
      readonly corrected: number
      readonly oneStage: ReturnType<typeof poolBinomial>
      readonly withoutEach: readonly RateWithoutSite[]
    } & PoolingDetail)
  | NotPooled

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
