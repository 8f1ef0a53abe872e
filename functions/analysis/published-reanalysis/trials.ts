/** Two groups' counts in one trial: with and without the event, treated and not. */
export type Trial = {
  readonly name: string
  readonly treated: { readonly events: number; readonly others: number }
  readonly controls: { readonly events: number; readonly others: number }
}

function trial(name: string, a: number, b: number, c: number, d: number): Trial {
  return { name, treated: { events: a, others: b }, controls: { events: c, others: d } }
}

/** Tuberculosis after BCG vaccination and without: G. A. Colditz et al., JAMA 271:698, 1994; as in metafor's dat.bcg. */
export const BCG_TRIALS: readonly Trial[] = [
  trial('Aronson 1948', 4, 119, 11, 128),
  trial('Ferguson & Simes 1949', 6, 300, 29, 274),
  trial('Rosenthal et al 1960', 3, 228, 11, 209),
  trial('Hart & Sutherland 1977', 62, 13536, 248, 12619),
  trial('Frimodt-Moller et al 1973', 33, 5036, 47, 5761),
  trial('Stein & Aronson 1953', 180, 1361, 372, 1079),
  trial('Vandiviere et al 1973', 8, 2537, 10, 619),
  trial('TPT Madras 1980', 505, 87886, 499, 87892),
  trial('Coetzee & Berjak 1968', 29, 7470, 45, 7232),
  trial('Rosenthal et al 1961', 17, 1699, 65, 1600),
  trial('Comstock et al 1974', 186, 50448, 141, 27197),
  trial('Comstock & Webster 1969', 5, 2493, 3, 2338),
  trial('Comstock et al 1976', 27, 16886, 29, 17825),
]

/** Pre-eclampsia with diuretics and without: R. Collins et al., BMJ 290:17, 1985; as in metafor's dat.collins1985b. */
export const DIURETICS_TRIALS: readonly Trial[] = [
  trial('Weseley & Douglas', 14, 117, 14, 122),
  trial('Flowers et al.', 21, 364, 17, 117),
  trial('Menzies', 14, 43, 24, 24),
  trial('Fallis et al.', 6, 32, 18, 22),
  trial('Cuadros & Tatum', 12, 999, 35, 725),
  trial('Landesman et al.', 138, 1232, 175, 1161),
  trial('Kraus et al.', 15, 491, 20, 504),
  trial('Tervila & Vartiainen', 6, 102, 2, 101),
  trial('Campbell & MacGillivray', 65, 88, 40, 62),
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
