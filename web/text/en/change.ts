/** The mean change of a measure. */
export const changeText = {
  heading: 'Mean change',
  lead: 'How much a measure changed from before treatment, at each clinic and pooled. Without chance deciding who is treated, this is association, not effect.',
  mean: 'Mean change',
  sd: 'Standard deviation',
  n: 'Have both',
  without: 'Asked, without a change',
  axis: 'Change from baseline, points',
  differenceAxis: 'Difference of changes, points',
  more: 'higher than before',
  moreDifference: 'higher than with the other',
  pooledIs: (mean: string, low: string, high: string) =>
    `Pooled mean change ${mean} (95% interval ${low} to ${high}).`,
  differenceIs: (mean: string, low: string, high: string) =>
    `Pooled difference ${mean} (95% interval ${low} to ${high}).`,
  prediction: (low: string, high: string) =>
    `In a new clinic like these, expect between ${low} and ${high} (95% prediction interval).`,
  compared: (arm: string, against: string) => `${arm} less ${against}`,
  byArm: 'By arm',
  arm: 'Arm',
  everybody: 'everybody',
  leftOut: (clinics: string) =>
    `Not pooled, since too few people there have both scores, or their numbers may not be shown: ${clinics}.`,
  words: (mean: string, low: string, high: string) => `${mean} (${low} to ${high})`,
  sitesMethod: 'Clinics: t interval, 95%; differences by Welch.',
  notPooled: {
    'fewer-than-three-sites': 'Fewer than three clinics can be shown with an interval, so none are pooled.',
    'tau2-did-not-converge': 'The search for the variance between clinics did not end, so none are pooled.',
    'variance-not-positive': 'At one clinic the mean has no variance, so none are pooled.',
    'estimate-not-finite': 'The clinics lie too far apart to be pooled.',
  },
  reasons: {
    'fewer-than-two': 'fewer than two people',
    'no-variance': 'everybody changed by the same',
    'estimate-not-finite': 'a score too large to be averaged',
  },
}
