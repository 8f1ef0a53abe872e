export const modelText = {
  heading: 'One measure over time',
  lead: 'The mean at every follow-up, adjusted for how people were before treatment, from a mixed model for repeated measures (REML).',
  everybody: 'Everybody',
  sites: 'Clinics in the model',
  siteEffects: { fixed: 'Fixed effects', random: 'Random effects', none: 'Left out' },
  degreesOfFreedom: 'Degrees of freedom',
  missing: 'If answers are missing',
  asTheyAre: 'Use what there is',
  impute: (count: number) => `Impute ${count} times`,
  assumesArms:
    'The model takes what is missing to depend only on what was measured (missing at random). A difference between arms is an effect of the arm only if people were allocated at random; otherwise it is an association.',
  assumesNoArms:
    'The model takes what is missing to depend only on what was measured (missing at random). Without arms there is nobody to compare with: what has changed goes along with the treatment and need not come from it.',
  chart: (measure: string) => `${measure}: adjusted mean at each visit`,
  chartLead: (level: string) =>
    `Means with their ${level} intervals, at the mean from before treatment and with every clinic counted alike. An interval that runs past the ends of the scale is cut there.`,
  chartLeadNoSites: (level: string) =>
    `Means with their ${level} intervals, at the mean from before treatment. An interval that runs past the ends of the scale is cut there.`,
  beforeMean: (mean: string) => `mean before treatment ${mean}`,
  notShown: 'not shown',
  means: 'Means',
  visit: 'Visit',
  arm: 'Arm',
  standardError: 'Standard error',
  df: 'df',
  differences: 'Differences between arms',
  compared: 'Difference',
  difference: (arm: string, against: string) => `${arm} less ${against}`,
  nothingToCompare: 'Only one arm was measured, so there is no difference to give.',
  how: 'How it was fitted',
  counted: (participants: string, observations: string) =>
    `${participants} participants with ${observations} answers at follow-ups.`,
  countedOnly: (participants: string) =>
    `${participants} participants; how many answers they gave is withheld.`,
  leftOut: (withoutBaseline: string, withoutOutcome: string) =>
    `Left out: ${withoutBaseline} without a score from before treatment, ${withoutOutcome} without any afterwards.`,
  leftOutWithheld: 'How many are left out is withheld: at clinics that are not your own they are few.',
  visitsLeftOut: (visits: string) => `Visits at which nobody was measured: ${visits}.`,
  armsLeftOut: (arms: string) => `Arms in which nobody was measured: ${arms}.`,
  covariance: (structure: string) => `Covariance between visits: ${structure}.`,
  structures: {
    unstructured: 'unstructured, a variance for each visit and a covariance for each pair',
    'heterogeneous-toeplitz':
      'heterogeneous Toeplitz, a variance for each visit and a correlation for each distance',
    'heterogeneous-ar1':
      'heterogeneous AR(1), a variance for each visit and correlations that fall with distance',
    'compound-symmetry': 'compound symmetry, one variance and one correlation',
  },
  noFallback: 'It is the first that was to be tried.',
  passedOver: 'Tried before it, and why it was not used:',
  tried: 'What was tried:',
  fitReasons: {
    'too-few-participants': 'there are too few participants for it',
    'no-residual-variance': 'the scores leave no variance to estimate',
    'design-singular': 'the arms, visits and clinics cannot be told apart in these data',
    'visits-never-measured-together': 'two of the visits were never both measured in one person',
    'did-not-converge': 'the search for its estimate did not end',
    'information-singular': 'the data do not determine all of its parameters',
  },
  notFitted: 'No model could be fitted',
  notFittedReasons: {
    'too-few-participants': 'There are too few participants for these visits and arms.',
    'no-residual-variance': 'The scores leave no variance to estimate.',
    'design-singular': 'The arms, visits and clinics cannot be told apart in these data.',
    'visits-never-measured-together': 'Two of the visits were never both measured in one person.',
    'did-not-converge': 'The search for the estimate did not end.',
    'information-singular': 'The data do not determine all of the parameters.',
    'nobody-measured': 'Nobody has this score both before treatment and at a follow-up yet.',
    'no-structure-converged': 'No covariance between visits that was tried could be estimated.',
  },
  atVisit: (visit: string) => `This is so at ${visit}.`,
  withheldHeading: 'Not shown to you',
  withheld: (minimum: number) =>
    `Fewer than ${minimum} people at clinics that are not your own are in this model, so nothing of it is shown.`,
  suppression: (minimum: number) =>
    `“Withheld” stands for a mean of fewer than ${minimum} people at clinics that are not your own, and for a difference from it.`,
  notEstimatedReasons: {
    'nobody-measured': 'nobody was measured',
    'less-than-one-degree-of-freedom': 'too few people for an interval',
  },
  baselineAdjusted: (mean: string) => `Adjusted for the score before treatment, whose mean is ${mean}.`,
  baselineAlike: 'Everybody had the same score before treatment, so there was nothing to adjust for.',
  method: (method: string, level: string) => `Intervals: t, ${level}, degrees of freedom by ${method}.`,
  methodInstead: (asked: string) => `${asked} is not given for this covariance and these clinics.`,
  siteVariance: (variance: string) => `Variance between clinics: ${variance}.`,
  logLikelihood: (value: string) => `Restricted log-likelihood: ${value}.`,
  convergence: (steps: string, distance: string) =>
    `Converged in ${steps} steps, ${distance} standard errors from the maximum.`,
  correlation: 'Correlation between visits',
  sensitivity: 'If what is missing is not missing at random',
  sensitivityLead: (imputations: number, seed: number) =>
    `Multiple imputation, ${imputations} times, seed ${seed}; what follows a participant’s last answers is imputed under each assumption.`,
  lastDifference: (arm: string, against: string) => `${arm} less ${against}, at the last visit`,
  assumption: 'Assumption',
  assumptions: {
    'missing-at-random': 'Missing at random: they go on as others of their arm with the same answers',
    'jump-to-reference': 'Jump to reference: from then on their mean is that of the first arm',
    'copy-increments-in-reference':
      'Copy increments: from where they stood they change as the first arm does',
    'copy-reference': 'Copy reference: as if they had been in the first arm all along',
  },
  fractionMissing: 'Due to what is missing',
  tipping: 'How far it could be off',
  tipsNever: (most: string) =>
    `The interval leaves out 0 at every shift that was tried, up to ${most} points.`,
  tipsAtOnce: 'The interval holds 0 without any shift: there is no difference to be lost.',
  tipsAt: (shift: string) =>
    `The difference is lost once what was imputed after the last answers, outside the first arm, is shifted by ${shift} points.`,
  shift: 'Shift, points',
  sensitivityWithheld: 'Withheld, since a mean at the last visit is.',
  sensitivityOneArm: 'This compares arms, and the study has fewer than two.',
  imputedReasons: {
    'fewer-than-two-imputations': 'fewer than two imputations',
    'estimate-not-finite': 'an imputed set gave no estimate',
    'no-variance': 'no variance',
    'nothing-but-imputed': 'all of the uncertainty comes from what is missing',
    'too-few-participants': 'too few participants',
    'a-visit-without-outcomes': 'a visit at which nobody was measured',
    'an-arm-without-participants': 'an arm in which nobody was measured',
  },
}
