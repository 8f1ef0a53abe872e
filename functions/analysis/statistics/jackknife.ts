/** A quantity computed from clinics, with the standard error that leaving each one out gives. */
export interface JackknifeEstimate {
  readonly estimate: number
  /** √((k − 1)/k·Σ(without each − mean of these)²) */
  readonly standardError: number
  /** Clinics less one. */
  readonly df: number
}

/**
 * Standard error of any smooth quantity over clinics, which are taken to be drawn independently; participants of one clinic
 * need not be.
 *
 * @param clinics at least two
 * @param compute from clinics to the quantity; `undefined` where it does not exist
 * @returns `undefined` with fewer than two clinics, and where the quantity does not exist without one of them
 * @see B. Efron & C. Stein, Annals of Statistics 9:586, 1981
 */
export function jackknife<Clinic>(
  clinics: readonly Clinic[],
  compute: (rest: readonly Clinic[]) => number | undefined,
): JackknifeEstimate | undefined {
  const k = clinics.length
  const estimate = compute(clinics)
  if (k < 2 || estimate === undefined) return undefined
  const without: number[] = []
  for (let left = 0; left < k; left++) {
    const value = compute(clinics.filter((_, at) => at !== left))
    if (value === undefined) return undefined
    without.push(value)
  }
  const mean = without.reduce((sum, value) => sum + value, 0) / k
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { estimate, standardError: Math.sqrt(((k - 1) / k) * squares), df: k - 1 }
}
