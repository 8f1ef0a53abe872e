import { describe, expect, test } from 'vitest'
import { outcomeCsv } from '../../../functions/outcome/outcome.csv.ts'
import { type Outcome, POOLING_METHOD } from '../../../functions/outcome/outcome.ts'

const HEADER =
  'study,study_version,definition,evidence,timepoint,as_of,row,assigned,completed,determinable,met,rate,lower,upper,prediction_lower,prediction_upper,tau2,i2_percent,note'
const ABOUT = 'study,1.0.0,relief@1.0.0,established,week-1,2026-06-01T00:00:00.000Z'

const outcome: Outcome = {
  study: 'study',
  studyVersion: '1.0.0',
  definition: 'relief@1.0.0',
  evidence: 'established',
  timepoint: 'week-1',
  asOf: '2026-06-01T00:00:00.000Z',
  minimumCell: 11,
  sites: [
    {
      ...{
        kind: 'shown',
        site: 'harbor',
        name: 'Harbor',
        assigned: 60,
        completed: null,
        determinable: 40,
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
        determinable: 0,
        met: 0,
      },
      rate: null,
      interval: null,
    },
  ],
  totals: { assigned: null, completed: null, determinable: 80, met: null },
  pooled: { kind: 'not-pooled', reason: 'fewer-than-three-sites' },
  notDeterminable: [],
}

describe('the outcome as CSV', () => {
  test('leaves a suppressed cell empty, never 0, and says why', () => {
    expect(outcomeCsv(outcome).split('\r\n')).toEqual([
      HEADER,
      `${ABOUT},harbor,60,,40,20,0.5,0.35,0.65,,,,,"Wilson 95% interval; completed withheld: fewer than 11, or such a group could be worked out"`,
      `${ABOUT},mesa,,,,,,,,,,,,"withheld: fewer than 11, or such a group could be worked out"`,
      `${ABOUT},summit,0,0,0,0,,,,,,,,Wilson 95% interval`,
      `${ABOUT},total,,,80,,,,,,,,,`,
      `${ABOUT},pooled,,,,,,,,,,,,not pooled: fewer-than-three-sites`,
      '',
    ])
  })

  test('has the pooled rate with both intervals and its method', () => {
    const pooled: Outcome['pooled'] = {
      kind: 'pooled',
      rate: 0.46,
      interval: [0.33, 0.6],
      predictionInterval: [0.18, 0.77],
      tau2: 0.214,
      i2: 61.2,
      k: 3,
      sites: ['harbor', 'mesa', 'summit'],
      method: POOLING_METHOD,
    }
    expect(outcomeCsv({ ...outcome, sites: [], pooled }).split('\r\n')[2]).toBe(
      `${ABOUT},pooled,,,,,0.46,0.33,0.6,0.18,0.77,0.214,61.2,"${POOLING_METHOD}, over harbor, mesa, summit"`,
    )
  })

  test('has as many fields in every row as in its header', () => {
    for (const line of outcomeCsv(outcome).trimEnd().split('\r\n'))
      expect(line.replace(/"[^"]*"/g, '').split(',')).toHaveLength(19)
  })
})
