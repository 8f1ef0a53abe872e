import type { Remarks } from './form.ts'

/**
 * The values of options whose file gives none: their codes where every one is a whole number, else their places from 0,
 * which is warned of at `place`.
 */
export function assignOptionValues(
  codes: readonly string[],
  place: string,
  remarks: Remarks,
): readonly number[] {
  if (codes.every((code) => /^(0|-?[1-9]\d{0,8})$/.test(code))) return codes.map(Number)
  remarks.warn(place, 'its codes are not whole numbers, so they are numbered in order from 0')
  return codes.map((_, at) => at)
}
