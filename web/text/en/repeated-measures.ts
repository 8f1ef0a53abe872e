export const repeatedMeasuresText = {
  heading: 'Repeated measures',
  lead: 'The mean at each follow-up, adjusted for baseline, from a mixed model for repeated measures (REML).',
  everybody: 'All participants',
  sites: 'Clinics in the model',
  siteEffects: { fixed: 'Fixed effects', random: 'Random effects', none: 'Not included' },
  degreesOfFreedom: 'Degrees of freedom',
  automatic: 'Automatic: Kenward–Roger below 100 participants',
  missing: 'Missing answers',
  asTheyAre: 'Use observed answers',
  impute: (count: number) => `Impute ${count} times`,
  assumesArms:
    'The model assumes that answers are missing at random, given the observed data. A difference between arms is an effect only if participants were randomized. Otherwise it is an association.',
  assumesNoArms:
    'The model assumes that answers are missing at random, given the observed data. The study has no comparison arm. A change is associated with treatment, but the treatment may not have caused it.',
  assumesHiddenArms:
    'The model assumes that answers are missing at random, given the observed data. Arms are hidden from you, so the means are of all participants together.',
  chart: (measure: string) => `${measure}: adjusted mean at each visit`,
  chartLead: (level: string) =>
    `Means with ${level} intervals, at the mean baseline score, with all clinics weighted equally. Intervals are cut off at the ends of the scale.`,
  chartLeadNoSites: (level: string) =>
    `Means with ${level} intervals, at the mean baseline score. Intervals are cut off at the ends of the scale.`,
  beforeMean: (mean: string) => `baseline mean ${mean}`,
  notShown: 'not shown',
  means: 'Means',
  visit: 'Visit',
  arm: 'Arm',
  standardError: 'Standard error',
  df: 'df',
  differences: 'Differences between arms',
  compared: 'Difference',
  difference: (arm: string, against: string) => `${arm} minus ${against}`,
  pairs:
    'Every pair of arms is compared at each visit. “p (Holm)” is adjusted over the pairs of one visit, not over visits.',
  holm: 'p (Holm)',
  siteByArm: 'Does the difference between arms differ between clinics?',
  siteByArmLead:
    'The model once more, with clinic × arm, the same at every visit. Each clinic’s difference is the mean over the visits.',
  siteByArmTest: (f: string, numerator: string, denominator: string, p: string) =>
    `Clinic × arm: F = ${f} with ${numerator} and ${denominator} degrees of freedom, p = ${p}.`,
  siteByArmCaution:
    'A test of an interaction misses much in a study of this size: a large p does not show that clinics are alike. Single clinics are not adjusted for their number.',
  siteByArmLeftOut: (clinics: string) => `Left out, because an arm was not measured there: ${clinics}.`,
  siteByArmSuppressed: 'Suppressed: it compares single clinics, and only members of every clinic see those.',
  siteByArmReasons: {
    'sites-are-not-fixed': 'Shown only with clinics as fixed effects.',
    'fewer-than-two-arms': 'Only one arm was measured, so there is no difference to compare.',
    'fewer-than-two-sites-with-every-arm': 'Not computable: fewer than two clinics have measured every arm.',
  },
  nothingToCompare: 'Only one arm was measured, so there is no difference to show.',
  how: 'Model details',
  counted: (participants: string, observations: string) =>
    `${participants} participants with ${observations} follow-up scores.`,
  countedOnly: (participants: string) =>
    `${participants} participants. The number of follow-up scores is suppressed.`,
  leftOut: (withoutBaseline: string, withoutOutcome: string) =>
    `Left out: ${withoutBaseline} without a baseline score, ${withoutOutcome} without a follow-up score.`,
  leftOutSuppressed: 'The number left out is suppressed, because it is small at clinics other than yours.',
  visitsLeftOut: (visits: string) => `Visits without any scores: ${visits}.`,
  armsLeftOut: (arms: string) => `Arms without any scores: ${arms}.`,
  covariance: (structure: string) => `Covariance between visits: ${structure}.`,
  structures: {
    unstructured: 'unstructured, a variance for each visit and a covariance for each pair',
    'heterogeneous-toeplitz':
      'heterogeneous Toeplitz, a variance for each visit and a correlation for each distance',
    'heterogeneous-ar1':
      'heterogeneous AR(1), a variance for each visit and correlations that fall with distance',
    'compound-symmetry': 'compound symmetry, one variance and one correlation',
  },
  noFallback: 'This was the first structure to try.',
  passedOver: 'Structures tried first, and why they were not used:',
  tried: 'Structures tried:',
  fitReasons: {
    'too-few-participants': 'too few participants',
    'no-residual-variance': 'the scores have no residual variance',
    'design-singular': 'the effects of arms, visits and clinics cannot be separated in these data',
    'visits-never-measured-together': 'no participant has scores at both of two visits',
    'did-not-converge': 'the estimation did not converge',
    'information-singular': 'the data do not identify all parameters',
  },
  notFitted: 'No model could be fitted',
  notFittedReasons: {
    'too-few-participants': 'There are too few participants for these visits and arms.',
    'no-residual-variance': 'The scores have no residual variance.',
    'design-singular': 'The effects of arms, visits and clinics cannot be separated in these data.',
    'visits-never-measured-together': 'No participant has scores at both of two visits.',
    'did-not-converge': 'The estimation did not converge.',
    'information-singular': 'The data do not identify all parameters.',
    'nobody-measured': 'No participant has both a baseline score and a follow-up score yet.',
    'no-structure-converged': 'None of the covariance structures could be estimated.',
  },
  atVisit: (visit: string) => `This occurs at ${visit}.`,
  suppressedHeading: 'Suppressed',
  suppressed: (minimum: number) =>
    `This model includes fewer than ${minimum} participants at clinics other than yours, so its results cannot be shown.`,
  suppression: (minimum: number) =>
    `“Suppressed” means that a mean includes fewer than ${minimum} participants at clinics other than yours, or that a difference uses such a mean.`,
  notEstimatedReasons: {
    'nobody-measured': 'no scores',
    'less-than-one-degree-of-freedom': 'too few participants for an interval',
  },
  baselineAdjusted: (mean: string) => `Adjusted for the baseline score (mean ${mean}).`,
  baselineAlike: 'Not adjusted for baseline, because all baseline scores are the same.',
  method: (method: string, level: string) => `${level} t intervals, ${method} degrees of freedom.`,
  methodInstead: (asked: string) =>
    `${asked} is not available for this covariance structure and these clinic effects.`,
  siteVariance: (variance: string) => `Variance between clinics: ${variance}.`,
  logLikelihood: (value: string, aic: string, bic: string, parameters: string) =>
    `Restricted log-likelihood: ${value}. AIC ${aic}, BIC ${bic}, counting ${parameters} covariance parameters.`,
  convergence: (steps: string, distance: string) =>
    `Converged in ${steps} steps, ${distance} standard errors from the maximum.`,
  correlation: 'Correlation between visits',
  sensitivity: 'Sensitivity to answers not missing at random',
  sensitivityLead: (imputations: number, seed: number) =>
    `Multiple imputation (${imputations} imputations, seed ${seed}). Scores after a participant’s last answers are imputed under each assumption.`,
  lastDifference: (arm: string, against: string) => `${arm} minus ${against}, at the last visit`,
  assumption: 'Assumption',
  assumptions: {
    'missing-at-random': 'Missing at random: they continue like others in their arm with the same answers',
    'jump-to-reference': 'Jump to reference: they follow the mean of the first arm from then on',
    'copy-increments-in-reference':
      'Copy increments: from their last level, they change as the first arm does',
    'copy-reference': 'Copy reference: as if they had been in the first arm from the start',
  },
  fractionMissing: 'Fraction of missing information',
  tipping: 'Tipping point',
  tipsNever: (most: string) => `The interval excludes 0 at every shift tried, up to ${most} points.`,
  tipsAtOnce: 'The interval includes 0 without any shift, so there is no tipping point.',
  tipsAt: (shift: string) =>
    `The interval includes 0 when imputed scores outside the first arm are shifted by ${shift} points.`,
  shift: 'Shift, points',
  sensitivitySuppressed: 'Suppressed, because a mean at the last visit is suppressed.',
  sensitivityOneArm: 'This analysis compares arms. The study has fewer than two.',
  imputedReasons: {
    'fewer-than-two-imputations': 'fewer than two imputations',
    'estimate-not-finite': 'an imputed data set gave no estimate',
    'no-variance': 'no variance',
    'nothing-but-imputed': 'all of the uncertainty comes from missing answers',
    'too-few-participants': 'too few participants',
    'a-visit-without-outcomes': 'a visit has no scores',
    'an-arm-without-participants': 'an arm has no scores',
  },
}
