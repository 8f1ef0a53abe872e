import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildPointAxis, buildXAxis, computeYMargin } from '../../../web/charts/axes.tsx'
import { computePlotWidth, layOutPlot, NARROW_PX } from '../../../web/charts/plot.ts'
import { estimateTextWidth, wrapParts, wrapText } from '../../../web/charts/text-size.ts'

const plot = layOutPlot({ width: NARROW_PX, left: 34, right: 20, top: 20, tall: 100 })
const room = computePlotWidth(plot)

/** Expects labels that keep apart in the narrowest picture. */
function expectApart(
  ticks: readonly { readonly at: number; readonly label: string; readonly lines?: readonly string[] }[],
) {
  const ends = ticks.map(({ at, label, lines = [label] }) => {
    const half = Math.max(...lines.map((line) => estimateTextWidth(line))) / 2
    return [(at * room) / 100 - half, (at * room) / 100 + half] as const
  })
  for (const [place, [left]] of ends.entries())
    if (place > 0) expect(left).toBeGreaterThan(ends[place - 1]?.[1] ?? 0)
}

describe('an axis', () => {
  test('never writes one label over another, however large its numbers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 0.5, max: 1e7, noNaN: true }),
        fc.boolean(),
        (low, length, isNice) => {
          expectApart(buildXAxis(plot, { locale: 'en', domain: [low, low + length], ticks: 8, isNice }).ticks)
        },
      ),
    )
  })

  test('breaks names in two lines before it leaves any out', () => {
    const weeks = [1, 4, 12, 24].map((week) => ({ id: `${week}`, title: `Week ${week}` }))
    const { ticks } = buildPointAxis(plot, weeks, 20)
    expect(ticks.map(({ lines }) => lines)).toEqual([['Week 1'], ['Week 4'], ['Week', '12'], ['Week', '24']])
    expectApart(ticks)
  })

  test('leaves out names, evenly, where two lines are not enough', () => {
    const weeks = Array.from({ length: 30 }, (_, week) => ({ id: `${week}`, title: `Week ${week}` }))
    const { ticks } = buildPointAxis(plot, weeks, 20)
    expect(ticks.length).toBeGreaterThan(1)
    expectApart(ticks)
  })

  test('has room on its left for its longest number', () => {
    const options = { locale: 'en', domain: [-20_000, 20_000] as const, ticks: 5 }
    expect(computeYMargin(options)).toBeGreaterThan(estimateTextWidth('−20,000'))
  })
})

describe('text in lines', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,40}$/), { minLength: 1, maxLength: 12 })

  test('loses nothing, and no line is longer than its room', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 300 }), (parts, width) => {
        const lines = wrapText(parts.join(' '), width)
        expect(lines.join('').replaceAll(' ', '')).toBe(parts.join(''))
        for (const line of lines) expect(estimateTextWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })

  test('keeps a part whole where it fits', () => {
    expect(wrapParts(['19 of 41', '46% (33–60)'], ' · ', 100)).toEqual(['19 of 41', '46% (33–60)'])
    expect(wrapParts(['19 of 41', '46% (33–60)'], ' · ', 200)).toEqual(['19 of 41 · 46% (33–60)'])
  })
})
