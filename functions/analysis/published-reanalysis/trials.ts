/** Two groups' counts in one trial: with and without the event, treated and not. */
export type Trial = {
  readonly name: string
  readonly treated: { readonly events: number; readonly others: number }
  readonly controls: { readonly events: number; readonly others: number }
}

function buildTrial(name: string, a: number, b: number, c: number, d: number): Trial {
  return { name, treated: { events: a, others: b }, controls: { events: c, others: d } }
}

/** Tuberculosis after BCG vaccination and without: G. A. Colditz et al., JAMA 271:698, 1994; as in metafor's dat.bcg. */
export const BCG_TRIALS: readonly Trial[] = [
  buildTrial('Aronson 1948', 4, 119, 11, 128),
  buildTrial('Ferguson & Simes 1949', 6, 300, 29, 274),
  buildTrial('Rosenthal et al 1960', 3, 228, 11, 209),
  buildTrial('Hart & Sutherland 1977', 62, 13536, 248, 12619),
  buildTrial('Frimodt-Moller et al 1973', 33, 5036, 47, 5761),
  buildTrial('Stein & Aronson 1953', 180, 1361, 372, 1079),
  buildTrial('Vandiviere et al 1973', 8, 2537, 10, 619),
  buildTrial('TPT Madras 1980', 505, 87886, 499, 87892),
  buildTrial('Coetzee & Berjak 1968', 29, 7470, 45, 7232),
  buildTrial('Rosenthal et al 1961', 17, 1699, 65, 1600),
  buildTrial('Comstock et al 1974', 186, 50448, 141, 27197),
  buildTrial('Comstock & Webster 1969', 5, 2493, 3, 2338),
  buildTrial('Comstock et al 1976', 27, 16886, 29, 17825),
]

/** Pre-eclampsia with diuretics and without: R. Collins et al., BMJ 290:17, 1985; as in metafor's dat.collins1985b. */
export const DIURETICS_TRIALS: readonly Trial[] = [
  buildTrial('Weseley & Douglas', 14, 117, 14, 122),
  buildTrial('Flowers et al.', 21, 364, 17, 117),
  buildTrial('Menzies', 14, 43, 24, 24),
  buildTrial('Fallis et al.', 6, 32, 18, 22),
  buildTrial('Cuadros & Tatum', 12, 999, 35, 725),
  buildTrial('Landesman et al.', 138, 1232, 175, 1161),
  buildTrial('Kraus et al.', 15, 491, 20, 504),
  buildTrial('Tervila & Vartiainen', 6, 102, 2, 101),
  buildTrial('Campbell & MacGillivray', 65, 88, 40, 62),
]

/** Log relative risk and its variance (metafor: measure "RR"). Every count above 0. */
export function logRelativeRisk({ treated: t, controls: c }: Trial) {
  const [treated, controls] = [t.events + t.others, c.events + c.others]
  return {
    effect: Math.log(t.events / treated / (c.events / controls)),
    variance: 1 / t.events - 1 / treated + 1 / c.events - 1 / controls,
  }
}

/** Log odds ratio and its variance (metafor: measure "OR"). Every count above 0. */
export function logOddsRatio({ treated: t, controls: c }: Trial) {
  return {
    effect: Math.log((t.events * c.others) / (t.others * c.events)),
    variance: 1 / t.events + 1 / t.others + 1 / c.events + 1 / c.others,
  }
}
