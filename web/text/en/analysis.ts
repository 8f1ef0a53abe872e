/** What the pages of the analyses share. */
export const analysisText = {
  pages: 'Analyses',
  responderRate: 'Responder rate',
  definitionComparison: 'Definition comparison',
  meanChange: 'Mean change',
  adverseEvents: 'Adverse events',
  repeatedMeasures: 'Repeated measures',
  meaningfulChange: 'Meaningful change',
  instrumentQuality: 'Instrument quality',
  measure: 'Measure',
  seed: 'Random seed',
  json: 'Download as JSON',
  jsonHint: 'The same numbers, as the API returns them.',
  sitesLeftOut: (clinics: string) =>
    `Not included, because too few participants there can be shown: ${clinics}.`,
  estimate: 'Estimate',
  interval: (level: string) => `${level} interval`,
  to: (low: string, high: string) => `${low} to ${high}`,
  notEstimated: 'not estimated',
  directions: { 'higher-is-worse': 'lower is better', 'higher-is-better': 'higher is better' },
  numbers: 'Numbers',
}
