/** Words about how clinics are pooled. */
export const poolingText = {
  details: 'How the clinics were pooled',
  rateMethod: 'Pooled rate',
  rateMethods: {
    'clinic-mean': 'Mean over clinics, never narrower than one sample of everyone',
    'clinic-mean-plain': 'Mean over clinics, t interval alone',
    'two-stage': 'Typical clinic, on the logit scale',
  },
  clinicMean: (estimate: string, icc: string) =>
    `Mean over clinics: ${estimate}. Correlation within clinics: ${icc}.`,
  twoStage: (estimate: string) => `Typical clinic, pooled on the logit scale: ${estimate}.`,
  rules: 'Pooling method',
  tau2: 'Variance between clinics',
  interval: 'Confidence interval',
  modified: 'Hartung–Knapp, modified (never narrower than the conventional interval)',
  prediction: 'Prediction interval',
  predictions: {
    'hartung-knapp-t(k-1)': 'Hartung–Knapp standard error, t with k − 1 df',
    'conventional-t(k-2)': 'conventional standard error, t with k − 2 df',
  },
  method: (tau2: string, interval: string, df: number, prediction: string) =>
    `Random effects. Variance between clinics: ${tau2}. Confidence interval: ${interval}, t with ${df} df. Prediction interval: ${prediction}.`,
  heterogeneity: (k: number, i2: string, tau2: string) => `${k} clinics, I² ${i2}, τ² ${tau2}.`,
  heterogeneityIntervals: (i2: string, tau2: string) => `95% intervals (Q-profile): I² ${i2}, τ² ${tau2}.`,
  noHeterogeneityInterval:
    'The clinics differ by less than chance gives, so there is no interval for I² and τ².',
  q: (q: string, df: number, p: string) => `Cochran’s Q ${q} with ${df} df, p ${p}.`,
  oneStage: (estimate: string) =>
    `One binomial mixed model of all clinics gives ${estimate}. It needs no correction for clinics with no responders or only responders.`,
  oneStageNot: (reason: string) => `One binomial mixed model of all clinics. ${reason}`,
  withoutEach: 'Leaving out one clinic at a time',
  without: 'Left out',
  withoutOne: (clinic: string) => `without ${clinic}`,
  estimate: 'Pooled',
  weight: 'Weight',
  percentInterval: '95% interval',
}
