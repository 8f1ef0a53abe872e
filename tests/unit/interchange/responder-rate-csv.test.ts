import { describe, expect, test } from 'vitest'
import { poolRates } from '../../../functions/analysis/pooling/pool-sites.ts'
import { formatResponderRateCsv } from '../../../functions/interchange/csv/responder-rate-csv.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'

const HEADER =
  'study,study_version,definition,definition_hash,evidence,timepoint,as_of,row,assigned,completed,assessable,met,rate,lower,upper,prediction_lower,prediction_upper,tau2,tau2_lower,tau2_upper,i2_percent,q,q_df,q_p,note'
const ABOUT = 'study,1.0.0,relief@1.0.0,abc,established,week-1,2026-06-01T00:00:00.000Z'

const outcome: ResponderRateReply = {
  study: 'study',
  studyVersion: '1.0.0',
  definition: 'relief@1.0.0',
  hash: 'abc',
  evidence: 'established',
  timepoint: 'week-1',
  asOf: '2026-06-01T00:00:00.000Z',
  minimumCellSize: 11,
  measuredBy: {},
  intervalMethod: 'Wilson 95%',
  sites: [
    {
      ...{
        kind: 'shown',
        site: 'harbor',
        name: 'Harbor',
        assigned: 60,
        completed: null,
        assessable: 40,
        met: 20,
      },
      rate: 0.5,
      interval: [0.35, 0.65],
    },
    { kind: 'suppressed', site: 'mesa', name: 'Mesa', rate: null, interval: null },
    {
      ...{
        kind: 'shown',
        site: 'summit',
        name: 'Summit',
        assigned: 0,
        completed: 0,
        assessable: 0,
        met: 0,
      },
      rate: null,
      interval: null,
    },
  ],
  totals: { assigned: null, completed: null, assessable: 80, met: null },
  pooled: { kind: 'not-pooled', reason: 'fewer-than-three-sites' },
  notAssessable: [],
}

describe('the outcome as CSV', () => {
  test('leaves a suppressed cell empty, never 0, and says why', () => {
    expect(formatResponderRateCsv(outcome).split('\r\n')).toEqual([
      HEADER,
      `${ABOUT},harbor,60,,40,20,0.5,0.35,0.65,,,,,,,,,,"Wilson 95% interval; completed suppressed: fewer than 11, or a number that would reveal such a group"`,
      `${ABOUT},mesa,,,,,,,,,,,,,,,,,"suppressed: fewer than 11, or a number that would reveal such a group"`,
      `${ABOUT},summit,0,0,0,0,,,,,,,,,,,,,Wilson 95% interval`,
      `${ABOUT},total,,,80,,,,,,,,,,,,,,`,
      `${ABOUT},pooled,,,,,,,,,,,,,,,,,not pooled: fewer-than-three-sites`,
      '',
    ])
  })

  test('has the pooled rate with its intervals, the one of a single model, and those without each site', () => {
    const sites = [
      { site: 'harbor', events: 12, n: 30 },
      { site: 'mesa', events: 30, n: 52 },
      { site: 'summit', events: 7, n: 25 },
      { site: 'lake', events: 0, n: 9 },
    ]
    const pooled = poolRates(sites)
    if (pooled.kind !== 'pooled' || pooled.oneStage.kind !== 'pooled') throw new Error('is pooled')
    const lines = formatResponderRateCsv({ ...outcome, sites: [], pooled }).split('\r\n')
    const cells = (line: number) =>
      (lines[line] ?? '')
        .replaceAll(/"[^"]*"/g, '')
        .split(',')
        .slice(7)
    const { rate, interval, predictionInterval, tau2, tau2Interval, i2, q } = pooled
    expect(cells(2)).toEqual(
      [
        ...[
          'pooled',
          '',
          '',
          '',
          '',
          rate,
          ...interval,
          ...predictionInterval,
          tau2,
          ...(tau2Interval.tau2 ?? []),
          i2,
        ],
        ...[q.value, q.df, q.p, ''],
      ].map(String),
    )
    expect(lines[2]).toContain('over harbor, mesa, summit, lake')
    const { oneStage, twoStage } = pooled
    expect(cells(3).slice(0, 8)).toEqual(
      ['two-stage', '', '', '', '', twoStage.rate, ...twoStage.interval].map(String),
    )
    const profile = oneStage.rate.profile.kind === 'estimated' ? oneStage.rate.profile.interval : []
    expect(cells(4).slice(0, 8)).toEqual(
      ['one-stage', '', '', '', '', oneStage.rate.estimate, ...profile].map(String),
    )
    expect([5, 6, 7, 8].map((line) => cells(line)[0])).toEqual(sites.map(({ site }) => `without ${site}`))
    const rest = poolRates(sites.slice(1))
    expect(rest.kind === 'pooled' && cells(5)[5]).toBe(rest.kind === 'pooled' && String(rest.rate))
  })

  test('has as many fields in every row as in its header', () => {
    for (const line of formatResponderRateCsv(outcome).trimEnd().split('\r\n'))
      expect(line.replace(/"[^"]*"/g, '').split(',')).toHaveLength(25)
  })
})
