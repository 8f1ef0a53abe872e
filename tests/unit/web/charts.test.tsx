import { describe, expect, it } from 'vitest'
import type { ResponderRateReply, SiteRate } from '../../../web/api/analyses/responder-rate.ts'
import type { ScaleSeries } from '../../../web/console/index.ts'
import { RateForest } from '../../../web/console/rate-forest.tsx'
import { ScoreChart } from '../../../web/console/score-chart.tsx'
import { participantView, responderRate } from '../../support/console-views.ts'

const forest = (result: Pick<ResponderRateReply, 'sites' | 'pooled'>) =>
  String(<RateForest locale="en" result={result} />)
const SUPPRESSED: SiteRate = {
  ...{ kind: 'suppressed', site: 'mesa', name: 'Mesa Clinic' },
  ...{ rate: null, interval: null },
}
const notPooled = { kind: 'not-pooled', reason: 'fewer-than-three-sites' } as const

describe('the forest plot', () => {
  it('tells the pooled interval, the prediction interval and each clinic apart, in words too', () => {
    const plot = forest(responderRate.result)
    expect(plot).toContain('class="diamond"')
    expect(plot).toContain('class="prediction"')
    expect(plot).toContain('Harbor Clinic: 19 of 41, 46% (33–60)')
    expect(plot).toContain('Prediction interval: (18–77)')
    expect(plot).toContain('role="img"')
  })

  it.each([
    ['no clinic', []],
    ['one clinic', responderRate.result.sites.slice(0, 1)],
    ['every clinic suppressed', [SUPPRESSED]],
  ] as const)('is sound with %s', (_, sites) => {
    const plot = forest({ sites, pooled: notPooled })
    expect(plot).not.toMatch(/NaN|undefined|Infinity/)
    expect(plot).not.toContain('class="diamond"')
  })

  it('gives no position away for a suppressed clinic', () => {
    const plot = forest({
      sites: [SUPPRESSED],
      pooled: notPooled,
    })
    expect(plot).toContain('suppressed')
    expect(plot).not.toMatch(/class="(square|interval)"/)
  })
})

describe('scores over time', () => {
  const [peg, phq9] = participantView.scales as [ScaleSeries, ScaleSeries]
  const plot = (series: ScaleSeries, treatments = participantView.treatments) =>
    String(<ScoreChart locale="en" series={series} view={{ ...participantView, treatments }} />)

  it('breaks the line where a score is missing, and marks what is missing', () => {
    const drawn = plot(phq9)
    expect(drawn.match(/class="mark" d="([^"]*)"/)?.[1]?.match(/M/g)).toHaveLength(3)
    expect(drawn).toContain('class="hollow"')
    expect(drawn).toContain('class="cross"')
    expect(drawn).toContain('Week 4 9, Week 12 missed')
  })

  it('labels direction, bands and treatments', () => {
    expect(plot(phq9)).toContain('Moderately severe')
    expect(plot(peg)).toContain('lower is better')
    expect(plot(peg).match(/class="treatment"/g)).toHaveLength(6)
    expect(plot(peg)).toContain('Days since the first treatment')
    expect(plot(peg, [])).toContain('Days since enrollment')
  })

  it.each([
    ['no point', []],
    ['one point', peg.points.slice(0, 1)],
    ['only missed points', peg.points.slice(3, 4)],
  ] as const)('is sound with %s', (_, points) => {
    expect(plot({ ...peg, points }, [])).not.toMatch(/NaN|undefined|Infinity/)
  })
})
