/** Arms compared on a responder rate. */
export const armComparisonText = {
  heading: 'Arms compared',
  rates: 'Responder rate by arm',
  arm: 'Arm',
  measure: 'Comparison',
  pair: (arm: string, against: string) => `${arm} compared with ${against}`,
  stratified: (sites: number) => `Within clinics (${sites})`,
  adjusted: (n: number) => `Adjusted for baseline (n = ${n})`,
  riskDifference: 'Difference in rates',
  riskRatio: 'Ratio of rates',
  oddsRatio: 'Odds ratio',
  test: (p: string, holm: string | null) =>
    holm === null ? `Within clinics: p = ${p}.` : `Within clinics: p = ${p}; among all pairs ${holm} (Holm).`,
  noTest: 'No test: nobody or everybody responded.',
  adjustedP: (p: string) => `Adjusted: p = ${p}.`,
  notAdjusted: {
    'columns-depend': 'Not adjusted: the baseline scores determine each other or the clinic.',
    separated: 'Not adjusted: arm, clinic or baseline predicts the outcome without error.',
  },
  withoutBaseline: (count: number) => `${count} without a baseline score are left out of it.`,
  method:
    'Every rate is of everyone due; missing is not met. Within clinics: Mantel–Haenszel, test by Cochran–Mantel–Haenszel. Adjusted: logistic regression, standardized over all participants.',
  covariates: (names: string) => `Baseline scores: ${names}.`,
}
