/**
 * P values adjusted for their number by Holm's step-down procedure (Scandinavian Journal of Statistics 6:65, 1979): the
 * familywise error stays at the level, whatever the dependence between them.
 *
 * @param values each from 0 to 1
 * @returns in the same order, each at least what it was and at most 1
 * @example adjustByHolm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function adjustByHolm(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number))
  const adjusted = new Array<number>(values.length)
  let least = 0
  order.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, (values.length - rank) * (values[at] as number)))
    adjusted[at] = least
  })
  return adjusted
}
