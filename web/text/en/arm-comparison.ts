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
  rawP: (p: string) => `Within clinics: p = ${p}.`,
  familyP: (p: string, family: string) => `p = ${p} ${family}.`,
  /** Of which tests the adjusted p is one. */
  family: (endpoints: number, pairs: number) =>
    pairs === 1
      ? `adjusted over ${endpoints} secondary endpoint${endpoints === 1 ? '' : 's'} (Holm)`
      : `adjusted over ${endpoints} secondary endpoint${endpoints === 1 ? '' : 's'} (Holm), each with ${pairs} pairs of arms`,
  untested: (tested: number, all: number) =>
    `${tested} of these ${all} tests can be made so far. The others keep their place in the family.`,
  nothingTested: 'Nothing is tested: this study has no arms to compare.',
  armsHidden: 'Nothing is tested here: arms are hidden from you.',
  notFamilyAdjusted: (endpoints: number) =>
    `The study does not adjust p values over its ${endpoints} secondary endpoint${endpoints === 1 ? '' : 's'}.`,
  noTest: 'No test: nobody or everybody responded.',
  testSuppressed: 'This release shows no p value here.',
  suppressed:
    'Suppressed: with the rows of the clinics, the arms would reveal a small group at a clinic, or what changed since an earlier release.',
  adjustedP: (p: string) => `Adjusted: p = ${p}.`,
  notAdjusted: {
    'columns-depend': 'Not adjusted: the baseline scores determine each other or the clinic.',
    separated: 'Not adjusted: arm, clinic or baseline predicts the outcome without error.',
  },
  withoutBaseline: (count: number) => `${count} without a baseline score are left out of it.`,
  method:
    'Every rate is of everyone due; missing is not met. Within clinics: Mantel–Haenszel, test by Cochran–Mantel–Haenszel. Adjusted: logistic regression, standardized over all participants.',
  releasedMethod:
    'Every rate is of everyone due; missing is not met. Within clinics: Mantel–Haenszel. In a release, differences are in whole percent, ratios in tenths and p rounded up; nothing is adjusted for baseline. What would reveal a small group of an arm at a clinic is suppressed.',
  covariates: (names: string) => `Baseline scores: ${names}.`,
}
