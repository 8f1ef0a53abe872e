import { expect } from 'vitest'

/** Asserts that there are some, and that each is so; what is not is named. `every(…)` alone would also be true of none. */
export function expectEach<One>(ones: Iterable<One>, holds: (one: One) => boolean): void {
  const all = [...ones]
  expect(all, 'there is none').not.toEqual([])
  expect(all.filter((one) => !holds(one))).toEqual([])
}
