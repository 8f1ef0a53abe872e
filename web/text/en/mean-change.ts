/** The mean change of a measure. */
export const meanChangeText = {
  heading: 'Mean change',
  lead: 'How much a measure changed from baseline, at each clinic and pooled. Without randomization, this is an association, not an effect.',
  mean: 'Mean change',
  sd: 'Standard deviation',
  n: 'With both scores',
  without: 'Asked, no change score',
  axis: 'Change from baseline, points',
  differenceAxis: 'Difference in change, points',
  more: 'higher than at baseline',
  moreDifference: 'higher than the comparison arm',
  pooledIs: (mean: string, low: string, high: string) =>
    `Pooled mean change ${mean} (95% interval ${low} to ${high}).`,
  differenceIs: (mean: string, low: string, high: string) =>
    `Pooled difference ${mean} (95% interval ${low} to ${high}).`,
  overall: (mean: string, low: string, high: string, n: string) =>
    `All participants together: mean change ${mean} (95% interval ${low} to ${high}, n = ${n}).`,
  overallMethod:
    'The interval allows for differences between clinics, from three of them on. The pooled mean weighs clinics, this one participants.',
  overallNot: (reason: string) => `No mean of all participants together: ${reason}.`,
  overallSuppressed:
    'The mean of all participants together is suppressed, because it would reveal a clinic that is suppressed.',
  prediction: (low: string, high: string) =>
    `At a new, similar clinic, expect ${low} to ${high} (95% prediction interval).`,
  compared: (arm: string, against: string) => `${arm} minus ${against}`,
  byArm: 'By arm',
  arm: 'Arm',
  everybody: 'all participants',
  leftOut: (clinics: string) =>
    `Not in the pooled estimate, because too few participants have both scores or the numbers are suppressed: ${clinics}.`,
  words: (mean: string, low: string, high: string) => `${mean} (${low} to ${high})`,
  sitesMethod: 'Clinics: 95% t intervals. Differences: Welch.',
  notPooled: {
    'fewer-than-three-sites': 'Not pooled: fewer than three clinics can be shown with an interval.',
    'tau2-did-not-converge': 'Not pooled: the estimate of the variance between clinics did not converge.',
    'variance-not-positive': 'Not pooled: the mean at one clinic has no variance.',
    'estimate-not-finite': 'Not pooled: the clinics differ too much.',
  },
  reasons: {
    'fewer-than-two': 'fewer than two participants',
    'no-variance': 'all participants changed by the same amount',
    'estimate-not-finite': 'a score is too large to average',
  },
}
