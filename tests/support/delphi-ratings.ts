/** Ratings from 1 to 9 of five items by twelve panelists in two rounds, a row a panelist: an example made for this project. */
export const ROUND_1: readonly (readonly number[])[] = [
  [7, 8, 5, 9, 4],
  [8, 7, 6, 9, 2],
  [6, 9, 4, 8, 8],
  [9, 8, 5, 7, 3],
  [7, 7, 7, 9, 9],
  [5, 8, 3, 8, 2],
  [8, 9, 6, 9, 8],
  [7, 6, 5, 9, 1],
  [4, 8, 2, 7, 7],
  [8, 7, 6, 8, 3],
  [7, 9, 5, 9, 8],
  [6, 5, 4, 9, 2],
]
export const ROUND_2: readonly (readonly number[])[] = [
  [7, 8, 5, 9, 3],
  [8, 8, 6, 9, 2],
  [7, 9, 5, 9, 8],
  [8, 8, 5, 8, 3],
  [7, 8, 6, 9, 9],
  [7, 8, 4, 9, 2],
  [8, 9, 6, 9, 8],
  [7, 7, 5, 9, 1],
  [6, 8, 4, 8, 8],
  [8, 7, 6, 9, 2],
  [7, 9, 5, 9, 8],
  [7, 6, 5, 9, 2],
]

/** One item's ratings, in the order of the panelists. @param item 1 to 5 */
export function pickItem(round: readonly (readonly number[])[], item: number): readonly number[] {
  return round.map((row) => row[item - 1] as number)
}
