import { describe, expect, it, test } from 'vitest'
import type { MeanChangeReply } from '../../../web/api/analyses/mean-change.ts'
import type { PooledRate } from '../../../web/api/analyses/pooling.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { MeanChangePage, ResponderRatePage } from '../../../web/console/analyses.ts'
import { findTitle } from '../../../web/console/frame.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import { ARMS, madeUpChange } from '../../support/analysis-views.ts'
import { frame, responderRate } from '../../support/console-views.ts'

const text = findAnalysesText('en')
const FOUR_SITES = { harbor: 60, lakeside: 50, mesa: 30, summit: 20 }

const outcomesPage = (result: ResponderRateReply) =>
  String(<ResponderRatePage frame={frame} {...responderRate} result={result} />)
const changePage = (of: ReturnType<typeof madeUpChange>) => String(<MeanChangePage frame={frame} {...of} />)

/** Each layout of each forest plot of a page. */
const layouts = (page: string) => page.split('<svg xmlns').slice(1)

/** Areas of the squares of a layout, from the top down, px². */
function squareAreas(layout: string): number[] {
  return [...layout.matchAll(/<rect class="square"[^>]* width="([\d.]+)" height="([\d.]+)"/g)].map(
    ([, width, height]) => Number(width) * Number(height),
  )
}

/** Expects areas in the ratio of weights, to the hundredth of a px to which sides are written. */
function expectInProportion(areas: readonly number[], weights: readonly number[]) {
  expect(areas).toHaveLength(weights.length)
  const [largest, heaviest] = [Math.max(...areas), Math.max(...weights)]
  for (const [place, area] of areas.entries())
    expect(Math.sqrt(area / largest)).toBeCloseTo(Math.sqrt((weights[place] ?? 0) / heaviest), 2)
}

/** Weights of the rows of a leave-one-out table, as shown, by the name of the clinic. */
function shownWeights(page: string, of: string): Record<string, string> {
  const [, table = ''] = page.split(`aria-label="${text.pooling.withoutEach}: ${of}"`)
  const rows = table
    .split('</section>')[0]
    ?.matchAll(/<th scope="row"[^>]*>without ([^<]+)<\/th><td[^>]*>([^<]+)</g)
  return Object.fromEntries([...(rows ?? [])].map(([, clinic, weight]) => [clinic, weight]))
}

/** The fixture with weights far apart, and the clinics of the pooling in another order than those of the page. */
function withWeights(weights: Readonly<Record<string, number>>): ResponderRateReply {
  const pooled = responderRate.result.pooled as Extract<PooledRate, { kind: 'pooled' }>
  const sites = Object.entries(weights).map(([site, weight]) => ({ site, weight }))
  return { ...responderRate.result, pooled: { ...pooled, sites } }
}

/** Each site's share by inverse variance, 0–100, computed here from what the page was given. */
function inverseVarianceWeights(
  estimates: readonly { readonly site: string; readonly standardError: number }[],
  tau2: number,
): ReadonlyMap<string, number> {
  const precise = estimates.map(({ site, standardError }) => [site, 1 / (standardError ** 2 + tau2)] as const)
  const total = precise.reduce((sum, [, weight]) => sum + weight, 0)
  return new Map(precise.map(([site, weight]) => [site, (100 * weight) / total]))
}

function pooledChange({ sites, pooled }: MeanChangeReply) {
  if (pooled.kind !== 'pooled') throw new Error(pooled.kind)
  const estimates = sites.map(({ site, change }) => {
    if (change.kind !== 'shown' || change.estimate.kind !== 'estimated')
      throw new Error(`${site} is estimated`)
    return { site, standardError: change.estimate.standardError }
  })
  return inverseVarianceWeights(estimates, pooled.tau2)
}

describe('the area of a square is in proportion to the weight of its clinic', () => {
  it('for rates, whatever the order of the pooling', () => {
    const page = outcomesPage(withWeights({ summit: 8, harbor: 60, lakeside: 32 }))
    for (const layout of layouts(page)) expectInProportion(squareAreas(layout), [60, 32, 8])
    expect(layouts(page)).toHaveLength(2)
  })

  it('for mean changes and for the differences of arms', () => {
    const change = madeUpChange({ sites: FOUR_SITES, arms: ARMS })
    const { differences } = change.result
    const drawn = layouts(changePage(change))
    const weights = [...pooledChange(change.result).values()]
    expect(new Set(weights.map((weight) => weight.toFixed(0))).size).toBeGreaterThanOrEqual(3)
    for (const layout of drawn.slice(0, 2)) expectInProportion(squareAreas(layout), weights)
    for (const [place, { sites, pooled }] of differences.entries()) {
      if (pooled.kind !== 'pooled') throw new Error(pooled.kind)
      const estimates = sites.map(({ site, difference }) => {
        if (difference.kind !== 'estimated') throw new Error(`${site} is estimated`)
        return { site, standardError: difference.standardError }
      })
      const expected = [...inverseVarianceWeights(estimates, pooled.tau2).values()]
      for (const layout of drawn.slice(2 + 2 * place, 4 + 2 * place))
        expectInProportion(squareAreas(layout), expected)
    }
    expect(drawn).toHaveLength(2 + 2 * differences.length)
  })

  it('and the weight stands beside it', () => {
    const [, wide = ''] = layouts(outcomesPage(withWeights({ summit: 8, harbor: 60, lakeside: 32 })))
    const weights = [...wide.matchAll(/>(\d+\.\d%)</g)].map(([, weight]) => weight)
    expect(weights).toEqual(['60.0%', '32.0%', '8.0%'])
  })
})

describe('a clinic that is not pooled', () => {
  it('has a hollow square of one size, and no weight', () => {
    const page = outcomesPage(withWeights({ harbor: 60, summit: 40 }))
    for (const layout of layouts(page)) {
      expectInProportion(squareAreas(layout), [60, 40])
      expect(layout.match(/<rect class="hollow"[^>]* width="8"/g)).toHaveLength(1)
    }
  })

  it('has no mark at all where its numbers are suppressed, even if a weight came with them', () => {
    const view = withWeights({ mesa: 50, harbor: 30, summit: 20 })
    const shown = responderRate.result.sites.filter(({ site }) => site !== 'lakeside')
    const page = outcomesPage({ ...view, sites: shown })
    for (const layout of layouts(page)) {
      expect(squareAreas(layout)).toHaveLength(2)
      expect(layout).not.toContain('50.0%')
    }
  })
})

describe('each row of the leave-one-out table shows the weight of the clinic that it leaves out', () => {
  test('for rates, whatever the order of the pooling', () => {
    const page = outcomesPage(withWeights({ summit: 8, harbor: 60, lakeside: 32 }))
    expect(shownWeights(page, text.console.outcomes.chart)).toEqual({
      ...{ 'Harbor Clinic': '60%', 'Lakeside Clinic': '32%', 'Summit Clinic': '8%' },
    })
  })

  test('for mean changes, as computed from the standard errors on the page', () => {
    const change = madeUpChange({ sites: FOUR_SITES })
    const { result, words } = change
    const weights = pooledChange(result)
    const expected = result.sites.map(({ site }) => [
      findTitle(words.sites, site),
      `${Number(weights.get(site)?.toFixed(1))}%`,
    ])
    expect(new Set(expected.map(([, weight]) => weight)).size).toBe(4)
    expect(
      shownWeights(changePage(change), `${words.measure.title}, ${findTitle(words.timepoints, 'week-12')}`),
    ).toEqual(Object.fromEntries(expected))
  })
})
