/** `P7D` → 7, `-P1D` → −1. @throws RangeError for anything else. */
export function daysOf(duration: string): number {
  const match = /^(-?)P(\d{1,4})D$/.exec(duration)
  if (!match) throw new RangeError(`not whole days: ${duration}`)
  return Number(match[2]) * (match[1] ? -1 : 1) || 0
}
