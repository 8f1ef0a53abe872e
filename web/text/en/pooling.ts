/** How clinics are put together, wherever that is told. */
export const poolingText = {
  details: 'How it was pooled',
  rules: 'Pooling method',
  tau2: 'Variance between clinics',
  interval: 'Confidence interval',
  modified: 'Hartung–Knapp, modified (never the shorter for it)',
  prediction: 'Prediction interval',
  predictions: {
    'hartung-knapp-t(k-1)': 'Hartung–Knapp error, t with k − 1 df',
    'conventional-t(k-2)': 'Conventional error, t with k − 2 df',
  },
  method: (tau2: string, interval: string, df: number, prediction: string) =>
    `Random effects. Variance between clinics by ${tau2}; interval by ${interval}, t with ${df} df; prediction interval: ${prediction}.`,
  heterogeneity: (k: number, i2: string, tau2: string) => `${k} clinics, I² ${i2}%, τ² ${tau2}.`,
  heterogeneityIntervals: (i2: string, tau2: string) => `95% intervals (Q-profile): I² ${i2}%, τ² ${tau2}.`,
  q: (q: string, df: number, p: string) => `Cochran’s Q ${q} with ${df} df, p ${p}.`,
  oneStage: (estimate: string) =>
    `In one binomial mixed model of all clinics, without a correction for clinics where nobody or everybody responded: ${estimate}.`,
  oneStageNot: (reason: string) => `One binomial mixed model of all clinics: ${reason}`,
  withoutEach: 'Without each clinic in turn',
  without: 'Left out',
  withoutOne: (clinic: string) => `without ${clinic}`,
  estimate: 'Pooled',
  weight: 'Weight',
  percentInterval: '95% interval',
}
