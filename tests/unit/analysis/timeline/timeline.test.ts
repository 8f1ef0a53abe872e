import { describe, expect, test } from 'vitest'
import { buildTimeline, listBaselines } from '../../../../functions/analysis/timeline/timeline.ts'
import type { StudyDefinition } from '../../../../surveys/study/definition.ts'
import { marchDay, timelineRows } from '../../../support/one-timeline.ts'

const STUDY = { id: 'study', baseline: 'baseline' } as StudyDefinition
const OF = { study: 'study', site: 'harbor', participant: 'harbor-00000001' }
const SCORES = { 'peg@1.0.0/interference': '6' }
type Treatments = Parameters<typeof timelineRows>[2]

/** Of one whose baseline was answered on day 4, as both readers of baselines see it. */
function findStandings(treatments: Treatments) {
  const rows = timelineRows(OF, [{ timepoint: 'baseline', day: 4, scores: SCORES }], treatments)
  const { baseline } = buildTimeline(STUDY, rows, marchDay(60), 'UTC')
  return [baseline?.standing, ...listBaselines(STUDY, rows, marchDay(60)).map(({ standing }) => standing)]
}

describe('the answers to the baseline are none', () => {
  test.each<[string, Treatments]>([
    ['where a treatment was given before', [{ day: 3 }]],
    ['where it was given at that very moment', [{ day: 4 }]],
    ['where it was recorded after the answers came, with an earlier time', [{ day: 3, recordedOn: 9 }]],
    ['whichever treatment of several came first', [{ day: 20 }, { day: 2 }, { day: 10 }]],
  ])('%s', (_, treatments) => {
    expect(findStandings(treatments)).toEqual(['after-treatment', 'after-treatment'])
  })
})

describe('the answers to the baseline are the baseline', () => {
  test.each<[string, Treatments]>([
    ['without a treatment', []],
    ['before the first treatment, by however little', [{ day: 4 + 1 / 86_400_000 }]],
    ['where the treatment before was voided', [{ day: 3, voided: true }, { day: 10 }]],
  ])('%s', (_, treatments) => {
    expect(findStandings(treatments)).toEqual(['answered', 'answered'])
  })

  test('whatever other participants were given', () => {
    const own = timelineRows(OF, [{ timepoint: 'baseline', day: 4, scores: SCORES }], [])
    const other = timelineRows({ ...OF, participant: 'harbor-00000000' }, [], [{ day: 1 }])
    const rows = { ...own, treatments: other.treatments }
    expect(listBaselines(STUDY, rows, marchDay(60)).map(({ standing }) => standing)).toEqual(['answered'])
  })
})
