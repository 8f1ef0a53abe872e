import type { MeaningfulChangeReply } from '../../../web/api/analyses/meaningful-change.ts'
import type { RepeatedMeasuresReply } from '../../../web/api/analyses/repeated-measures.ts'
import { roundNumbers, roundShare, roundUp } from './rounding.ts'

/*
 * Estimates over the participants of several sites, which `buildReleaseViewer` has already kept from small groups: rounded, so
 * that what one participant adds between two releases is lost in the rounding.
 */

/**
 * Adjusted means and contrasts to a hundredth of the score's range, without the covariance and the likelihood, from which sums
 * could be solved.
 */
export function discloseRepeatedMeasures(reply: RepeatedMeasuresReply, step: number): RepeatedMeasuresReply {
  const { model } = reply
  if (model.kind !== 'fitted') return { ...reply, sensitivity: null }
  const rounded = roundNumbers(model, step, new Set(['p', 'level']))
  return {
    ...reply,
    sensitivity: null,
    model: {
      ...rounded,
      means: roundNumbers(model.means, step),
      contrasts: model.contrasts.map((contrast) => ({
        ...roundNumbers(contrast, step),
        ...('p' in contrast && {
          p: roundUp(contrast.p),
          holmP: contrast.holmP === null ? null : roundUp(contrast.holmP),
        }),
      })),
      ...{ observations: null, leftOut: { withoutBaseline: null, withoutOutcome: null } },
      ...{
        informationCriteria: null,
        siteVariance: null,
        covariance: [],
        correlation: [],
        logLikelihood: null,
      },
      // Each site's own difference, beside what a release shows of its arms together.
      siteByArm: model.siteByArm.kind === 'tested' ? { kind: 'suppressed' } : model.siteByArm,
      convergence: null,
    },
  }
}

/** Thresholds to a hundredth of the score's range, shares in whole percent; without the coefficients of the logistic curve. */
export function discloseMeaningfulChange(reply: MeaningfulChangeReply, step: number): MeaningfulChangeReply {
  const { result } = reply
  if (result.kind !== 'estimated') return reply
  const { anchor, roc, proportionImproved } = result
  return {
    ...reply,
    result: {
      ...roundNumbers(result, step, new Set(['level', 'minimallyImproved', 'improvedFrom', 'logistic'])),
      anchor: {
        ...roundNumbers(anchor, step),
        correlation: roundNumbers(anchor.correlation, 0.01),
        rankCorrelation: roundNumbers(anchor.rankCorrelation, 0.01),
      },
      roc:
        roc.kind === 'estimated'
          ? {
              ...roc,
              ...roundNumbers({ area: roc.area }, 0.01),
              threshold: roundNumbers(roc.threshold, step),
            }
          : roc,
      logistic:
        result.logistic.kind === 'estimated'
          ? { kind: 'not-estimated', reason: 'suppressed' }
          : result.logistic,
      proportionImproved: proportionImproved === null ? null : roundShare(proportionImproved),
    },
  }
}
