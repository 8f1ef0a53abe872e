/** What the pages of the analyses share. */
export const analysisText = {
  pages: 'Analyses',
  outcomes: 'One definition',
  lab: 'Definitions compared',
  change: 'Mean change',
  model: 'Over time',
  thresholds: 'Thresholds',
  measure: 'Measure',
  seed: 'Seed',
  json: 'Download as JSON',
  jsonHint: 'The same numbers, as the API gives them.',
  sitesLeftOut: (clinics: string) =>
    `Not in it, since too few of their participants can be counted to be shown: ${clinics}.`,
  estimate: 'Estimate',
  interval: (level: string) => `${level} interval`,
  to: (low: string, high: string) => `${low} to ${high}`,
  notEstimated: 'not estimated',
  directions: { 'higher-is-worse': 'lower is better', 'higher-is-better': 'higher is better' },
  numbers: 'The numbers',
}
