import { describe, expect, test } from 'vitest'
import { poolRates } from '../../../functions/analysis/pooling/pool-sites.ts'
import { formatResponderRateCsv } from '../../../functions/interchange/csv/responder-rate-csv.ts'
import { DEFAULT_EVENTS } from '../../../surveys/study/estimand.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'

const HEADER =
  'study,study_version,definition,definition_hash,evidence,timepoint,estimand,role,as_of,coverage,estimand_in_words,row,not_yet_due,due,observed,met,rate,lower,upper,prediction_lower,prediction_upper,tau2,tau2_lower,tau2_upper,i2_percent,q,q_df,q_p,note'
const WORDS =
  'The share who meet “relief@1.0.0” at week-1, out of everyone treated at least once whose assessment window has closed. Missing answers count as not met. Counted as not met: death, withdrawal for lack of benefit, withdrawal for side effects, rescue treatment, stopping treatment for lack of benefit, stopping treatment for side effects. Makes no difference to what counts: withdrawal for another reason, loss to follow-up, other treatment at the same time, a further course of treatment.'
const ABOUT = `study,1.0.0,relief@1.0.0,abc,established,week-1,all-treated,primary,2026-06-01T00:00:00.000Z,all-sites,"${WORDS}"`
const COLUMNS = HEADER.split(',').length

const counts = { notYetDue: 5, due: 40, observed: 30, met: 20, observedMet: 20, bestMet: 28 }
const nobody = { notYetDue: 0, due: 0, observed: 0, met: 0, observedMet: 0, bestMet: 0 }
const buildRate = (met: number, of: number) => ({
  ...{ met, of, rate: met / of },
  interval: [0.25, 0.75] as [number, number],
})

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
  multiplicity: null,
  estimand: {
    ...{ id: 'all-treated', title: { en: 'Everybody treated' }, population: 'treated' },
    ...{ events: DEFAULT_EVENTS, summary: 'proportion' },
  },
  ...{ role: 'primary', comparisons: 1, coverage: 'all-sites', noRate: null, counts },
  rates: {
    ...{ primary: buildRate(20, 40), observed: buildRate(20, 30) },
    ...{ worst: buildRate(20, 40), best: buildRate(28, 40) },
  },
  imputed: { kind: 'not-imputed', reason: 'too-few-participants' },
  ...{ byArm: null, failedBy: [], missing: [] },
  intervalMethod: 'Wilson 95%',
  sites: [
    { kind: 'shown', site: 'harbor', name: 'Harbor', counts, rate: 0.5, interval: [0.35, 0.65] },
    { kind: 'suppressed', site: 'mesa', name: 'Mesa', rate: null, interval: null },
    { kind: 'shown', site: 'summit', name: 'Summit', counts: nobody, rate: null, interval: null },
  ],
  pooled: { kind: 'not-pooled', reason: 'fewer-than-three-sites' },
}

describe('the outcome as CSV', () => {
  test('leaves a suppressed cell empty, never 0, and says why', () => {
    expect(formatResponderRateCsv(outcome).split('\r\n')).toEqual([
      HEADER,
      `${ABOUT},harbor,5,40,30,20,0.5,0.35,0.65,,,,,,,,,,Wilson 95% interval`,
      `${ABOUT},mesa,,,,,,,,,,,,,,,,,"suppressed: fewer than 11, or a number that would reveal such a group"`,
      `${ABOUT},summit,0,0,0,0,,,,,,,,,,,,,Wilson 95% interval`,
      `${ABOUT},primary,5,40,30,20,0.5,0.25,0.75,,,,,,,,,,everybody due; missing is not met`,
      `${ABOUT},observed,5,30,30,20,0.6666666666666666,0.25,0.75,,,,,,,,,,observed cases only: possibly biased`,
      `${ABOUT},worst,5,40,30,20,0.5,0.25,0.75,,,,,,,,,,everybody due; nobody whose measures are missing had met`,
      `${ABOUT},best,5,40,30,28,0.7,0.25,0.75,,,,,,,,,,everybody due; everybody whose measures are missing had met`,
      `${ABOUT},imputed,,,,,,,,,,,,,,,,,not imputed: too-few-participants`,
      `${ABOUT},pooled,,,,,,,,,,,,,,,,,not pooled: fewer-than-three-sites`,
      '',
    ])
  })

  test('says why there is no rate', () => {
    const lines = formatResponderRateCsv({
      ...{ ...outcome, noRate: 'too-early', sites: [] },
      rates: { primary: null, observed: null, worst: null, best: null },
    }).split('\r\n')
    expect(lines[1]).toBe(`${ABOUT},primary,5,40,30,,,,,,,,,,,,,,no rate: too-early`)
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
        .slice(11)
    const { rate, interval, predictionInterval, tau2, tau2Interval, i2, q } = pooled
    expect(cells(6)).toEqual(
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
    expect(lines[6]).toContain('over harbor, mesa, summit, lake')
    const { oneStage, twoStage } = pooled
    expect(cells(7).slice(0, 8)).toEqual(
      ['two-stage', '', '', '', '', twoStage.rate, ...twoStage.interval].map(String),
    )
    const profile = oneStage.rate.profile.kind === 'estimated' ? oneStage.rate.profile.interval : []
    expect(cells(8).slice(0, 8)).toEqual(
      ['one-stage', '', '', '', '', oneStage.rate.estimate, ...profile].map(String),
    )
    expect([9, 10, 11, 12].map((line) => cells(line)[0])).toEqual(sites.map(({ site }) => `without ${site}`))
    const rest = poolRates(sites.slice(1))
    expect(rest.kind === 'pooled' && cells(9)[5]).toBe(rest.kind === 'pooled' && String(rest.rate))
  })

  test('has as many fields in every row as in its header', () => {
    for (const line of formatResponderRateCsv(outcome).trimEnd().split('\r\n'))
      expect(line.replace(/"[^"]*"/g, '').split(',')).toHaveLength(COLUMNS)
  })
})
