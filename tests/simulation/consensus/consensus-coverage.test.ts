import { describe, expect, test } from 'vitest'
import summary from '../../../web/docs/consensus-coverage.json' with { type: 'json' }
import { type CoverageRow, measureCoverage, measureDetection } from './coverage.ts'
import { PANELS, SEED } from './panels.ts'
import { measureWeights } from './weights.ts'

const RERUN_PANELS = 40
/** Three standard errors of a coverage of 95% over so many panels. */
const slack = (panels: number) => 3 * Math.sqrt((0.95 * 0.05) / panels)

describe('thresholds of simulated panels with a known border', () => {
  test('are of every scenario, over at least 500 panels', () => {
    expect(summary.seed).toBe(SEED)
    expect(summary.results.map(({ id }) => id)).toEqual(PANELS.map(({ id }) => id))
    expect(summary.panels).toBeGreaterThanOrEqual(500)
    expect(summary.results.every(({ failed }) => failed === 0)).toBe(true)
  })

  test.each(summary.results)(
    '$id: 95% intervals hold the truth in 95% of panels, within chance',
    (result) => {
      for (const { delta, fieller } of result.rows as CoverageRow[]) {
        // Of 15 raters the delta interval is a little short; Fieller's is not.
        const least = 0.95 - slack(result.panels) - (result.id === 'small-panel' ? 0.01 : 0)
        expect(delta).toBeGreaterThan(least)
        expect(delta).toBeLessThan(0.95 + slack(result.panels))
        if (fieller === null) continue
        expect(fieller).toBeGreaterThan(0.95 - slack(result.panels))
        expect(fieller).toBeLessThan(0.95 + slack(result.panels))
      }
    },
  )

  test.each(summary.results)('$id: thresholds are off by less than half a point of percent', ({ rows }) => {
    for (const { bias } of rows) expect(Math.abs(bias)).toBeLessThan(0.5)
  })

  test('panels drawn again give what the table says', () => {
    const [first] = PANELS
    const table = summary.results.find(({ id }) => id === first?.id)
    if (!first || !table) throw new Error('no scenario')
    const again = measureCoverage(first, RERUN_PANELS)
    expect(again.failed).toBe(0)
    again.rows.forEach(({ share, truth, delta }, at) => {
      expect({ share, truth }).toEqual({ share: table.rows[at]?.share, truth: table.rows[at]?.truth })
      expect(delta).toBeGreaterThan(0.95 - slack(RERUN_PANELS))
    })
  })
})

describe('raters who vote by a coin', () => {
  test('are found nine times in ten, and few others are taken for careless', () => {
    expect(summary.detection.careless).toBeGreaterThan(0.9)
    expect(summary.detection.careful).toBeLessThan(0.08)
  })

  test('also in panels drawn again', () => {
    const [first] = PANELS
    if (!first) throw new Error('no scenario')
    const again = measureDetection({ ...first, id: 'careless', careless: 4 }, 20)
    expect(again.careless).toBeGreaterThan(0.8)
    expect(again.careful).toBeLessThan(0.12)
  })
})

describe('weights of simulated panels that choose by known ones', () => {
  const { asked, withImplied } = summary.weights

  test('are held by 95% intervals in about 95% of panels, with half of the pairs asked', () => {
    expect(asked.failed).toBe(0)
    expect(asked.askedShare).toBeLessThan(0.65)
    for (const { bias, coverage } of asked.rows) {
      expect(Math.abs(bias)).toBeLessThan(0.01)
      expect(coverage).toBeGreaterThan(0.92)
      expect(coverage).toBeLessThan(0.99)
    }
  })

  test('are off where answers that follow from others are counted as votes', () => {
    const worst = Math.min(...withImplied.rows.map(({ coverage }) => coverage))
    expect(worst).toBeLessThan(0.9)
  })

  test('also in panels drawn again', () => {
    const again = measureWeights(40, 24)
    for (const { coverage } of again.rows) expect(coverage).toBeGreaterThan(0.95 - slack(40))
  })
})
