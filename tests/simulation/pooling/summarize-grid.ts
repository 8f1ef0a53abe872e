import { METHODS, type Method } from './candidates.ts'
import type { CellResult } from './simulate-cell.ts'

export type GridResults = {
  readonly seed: number
  readonly studies: number
  readonly cells: readonly CellResult[]
}

/** What one method does at its worst over the cells. */
export type MethodSummary = {
  readonly method: Method
  readonly lowest: { readonly coverage: number; readonly cell: string }
  readonly highest: { readonly coverage: number; readonly cell: string }
  /** The largest bias, with its sign. */
  readonly bias: { readonly value: number; readonly cell: string }
  /** Cells with a coverage outside 93–97%. */
  readonly outside: number
  /** Largest share of intervals in a cell that are narrower than all participants as one sample. */
  readonly narrower: number
  /** Mean width over the cells. */
  readonly width: number
}

export const ACCEPTED = { lowest: 0.93, highest: 0.97, never: 0.92, bias: 0.01 } as const

export function summarizeGrid({ seed, studies, cells }: GridResults) {
  const predictions = cells.map(({ prediction }) => prediction)
  return {
    ...{ seed, studies, cells: cells.length, headline: chooseHeadline(cells) },
    prediction: { lowest: Math.min(...predictions), highest: Math.max(...predictions) },
    methods: METHODS.map((method) => summarizeMethod(cells, method)),
  }
}

export function summarizeMethod(cells: readonly CellResult[], method: Method): MethodSummary {
  const all = cells.map(({ k, rate, tau, methods }) => ({
    cell: `${k} clinics, rate ${Math.round(100 * rate)}%, τ ${tau}`,
    ...methods[method],
  }))
  const byCoverage = all.toSorted((a, b) => a.coverage - b.coverage)
  const [low, high] = [byCoverage[0], byCoverage.at(-1)]
  const biased = all.toSorted((a, b) => Math.abs(b.bias) - Math.abs(a.bias))[0]
  if (low === undefined || high === undefined || biased === undefined)
    throw new Error('The grid has no cells.')
  return {
    method,
    lowest: { coverage: low.coverage, cell: low.cell },
    highest: { coverage: high.coverage, cell: high.cell },
    bias: { value: biased.bias, cell: biased.cell },
    outside: all.filter(({ coverage }) => coverage < ACCEPTED.lowest || coverage > ACCEPTED.highest).length,
    narrower: Math.max(...all.map(({ narrower }) => narrower)),
    width: Math.round((1e4 * all.reduce((sum, { width }) => sum + width, 0)) / all.length) / 1e4,
  }
}

/**
 * The rule by which the headline is chosen: never under 92%, a bias of at most 0.01, no interval narrower than all
 * participants as one sample; of those the one whose worst coverage is least far outside 93–97%.
 */
export function chooseHeadline(cells: readonly CellResult[]): Method | undefined {
  const eligible = METHODS.map((method) => summarizeMethod(cells, method)).filter(
    ({ lowest, bias, narrower }) =>
      lowest.coverage >= ACCEPTED.never && Math.abs(bias.value) <= ACCEPTED.bias && narrower === 0,
  )
  return eligible.toSorted((a, b) => measureFailure(a) - measureFailure(b))[0]?.method
}

/** How far the worst cell lies outside 93–97%. */
export function measureFailure({ lowest, highest }: MethodSummary): number {
  return Math.max(0, ACCEPTED.lowest - lowest.coverage, highest.coverage - ACCEPTED.highest)
}
