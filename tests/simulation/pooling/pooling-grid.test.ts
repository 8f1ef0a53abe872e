import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import summary from '../../../web/docs/pooling-grid.json' with { type: 'json' }
import { METHODS } from './candidates.ts'
import { CELLS } from './grid.ts'
import { simulateCell } from './simulate-cell.ts'
import { type GridResults, summarizeGrid, summarizeMethod } from './summarize-grid.ts'

const committed: GridResults = JSON.parse(readFileSync(new URL('pooling-grid.json', import.meta.url), 'utf8'))

/** Another seed than the committed one, so that the two runs are independent. */
const SEED = 7
const STUDIES = 250

test('the whole grid was run, with 2,000 studies a cell', () => {
  expect(committed.cells.map(({ k, rate, tau }) => ({ k, rate, tau }))).toEqual(CELLS)
  expect(committed.studies).toBeGreaterThanOrEqual(2000)
})

test('what /docs/pooling shows follows from it', () => {
  expect(summary).toEqual(summarizeGrid(committed))
})

test('the headline is what the rule chooses: never below 93%, hardly biased, never narrower than one sample', () => {
  const { headline, methods } = summarizeGrid(committed)
  expect(headline).toBe('clinic-mean')
  const own = methods.find(({ method }) => method === headline)
  expect(own?.lowest.coverage).toBeGreaterThan(0.93)
  expect(Math.abs(own?.bias.value ?? 1)).toBeLessThan(0.005)
  expect(own?.narrower).toBe(0)
})

test('it is too wide only where clinics hardly differ: its t interval alone is within 93–97% in every cell', () => {
  expect(summarizeMethod(committed.cells, 'clinic-mean-plain').outside).toBe(0)
  const tooWide = committed.cells.filter(({ methods }) => methods['clinic-mean'].coverage > 0.97)
  expect(Math.max(...tooWide.filter(({ k }) => k > 4).map(({ tau }) => tau))).toBeLessThanOrEqual(0.3)
})

describe.each([
  { k: 3, rate: 0.1, tau: 0.8 },
  { k: 6, rate: 0.4, tau: 0 },
])('$k clinics, rate $rate, τ $tau', (cell) => {
  test('comes out again as in the committed table, within Monte Carlo error', () => {
    const before = committed.cells.find(
      ({ k, rate, tau }) => k === cell.k && rate === cell.rate && tau === cell.tau,
    )
    const again = simulateCell(cell, STUDIES, SEED)
    for (const method of METHODS) {
      const [was, is] = [before?.methods[method], again.methods[method]]
      if (was === undefined) throw new Error(method)
      const variance = was.coverage * (1 - was.coverage)
      const error = Math.sqrt(variance / STUDIES + variance / committed.studies)
      expect(Math.abs(is.coverage - was.coverage), method).toBeLessThan(4 * error + 1 / STUDIES)
      // The estimate of one study is hardly ever a fifth away from its mean.
      expect(Math.abs(is.bias - was.bias), method).toBeLessThan((4 * 0.1) / Math.sqrt(STUDIES))
    }
  })
})
