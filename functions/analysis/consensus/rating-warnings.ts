import type {
  RatingStability,
  RatingSummary,
  RatingWarning,
} from '../../../web/api/consensus/item-statistics.ts'

/** This project’s choices, stated on the methods page. */
const CAMP_SHARE = 0.3
const BANDS_KEPT = 0.85
const LOW_KAPPA = 0.4

/**
 * What to be careful about with an item’s ratings.
 *
 * Polarized: the disagreement index is above 1, or on another scale than 1–9 at least 30% stand on each side. Prevalence paradox: at
 * least 85% keep their band and unweighted κ is below 0.4 or does not exist.
 *
 * @param minimumVoters of the group
 */
export function listRatingWarnings(
  summary: RatingSummary,
  stability: RatingStability | undefined,
  minimumVoters: number,
): readonly RatingWarning[] {
  const warnings: RatingWarning[] = []
  if (isPolarized(summary)) warnings.push('polarized')
  if (stability !== undefined && hasPrevalenceParadox(stability)) warnings.push('prevalence-paradox')
  const voters = summary.kind === 'summarized' ? summary.n : 0
  if (voters < minimumVoters) warnings.push('too-few-voters')
  return warnings
}

function isPolarized(summary: RatingSummary): boolean {
  if (summary.kind !== 'summarized') return false
  const { disagreement, bands } = summary
  return disagreement === null
    ? bands.accepted.share >= CAMP_SHARE && bands.rejected.share >= CAMP_SHARE
    : disagreement.index > 1
}

function hasPrevalenceParadox(stability: RatingStability): boolean {
  if (stability.kind !== 'estimated') return false
  const { unweighted } = stability.kappa
  const isLow = unweighted.kind === 'estimated' ? unweighted.estimate < LOW_KAPPA : true
  return stability.bandsKept.share >= BANDS_KEPT && isLow
}
