import { expect, test } from 'vitest'
import type { CohortParticipant } from '../../../../functions/analysis/cohort/cohort.ts'
import { countDeviations } from '../../../../functions/analysis/deviations/count-deviations.ts'
import { computeParticipantFlow } from '../../../../functions/analysis/participant-flow/participant-flow.ts'
import type { TimelinePoint } from '../../../../functions/analysis/timeline/timeline.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'

const study = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
if (!study) throw new Error('the shipped library lost its registry')

type Point = readonly [timepoint: string, standing: TimelinePoint['standing'], late?: boolean]

function buildPerson(
  baseline: TimelinePoint['standing'] | undefined,
  treatedAt: readonly string[],
  followUps: readonly Point[],
  ended: CohortParticipant['ended'] = null,
): CohortParticipant {
  const point = ([timepoint, standing, late = false]: Point): TimelinePoint => ({
    ...{ timepoint, standing, late, at: '2026-03-01T12:00:00.000Z', scores: [] },
  })
  return {
    ...{ participant: 'harbor-00000001', site: 'harbor', arm: null, ended, attributes: new Map() },
    ...{ assessments: [], events: [], courses: [] },
    timeline: {
      ...{ timeZone: 'America/New_York', treatedAt },
      baseline: baseline && point(['baseline', baseline]),
      followUps: followUps.map(point),
    },
  }
}

const GIVEN = ['2026-03-02T12:00:00.000Z']
const AT = '2026-03-05T12:00:00.000Z'
const people = [
  buildPerson('answered', GIVEN, [
    ['week-1', 'answered'],
    ['week-4', 'awaited'],
  ]),
  buildPerson('answered', GIVEN, [
    ['week-1', 'answered', true],
    ['week-4', 'missed'],
  ]),
  buildPerson('after-treatment', GIVEN, [['week-1', 'not-submitted']]),
  buildPerson('missed', GIVEN, [], { how: 'withdrawn', at: AT, recordedAt: AT, reason: 'burden' }),
  buildPerson('answered', [], []),
]
const sites = [
  { site: 'harbor', participants: people, rows: { assessments: [], sheets: [], treatments: [] } },
]

test('the flow counts people at each step, and everybody is in exactly one place of a follow-up', () => {
  // The sixth was enrolled, and left before anything was planned for them.
  const unplanned = [{ ended: { how: 'died', at: AT, recordedAt: AT } as const }]
  const flow = computeParticipantFlow({ sites }, study, unplanned)
  expect(flow).toMatchObject({
    ...{ enrolled: 6, treated: 4, baseline: 3 },
    ended: [
      { how: 'died', reason: null, count: 1 },
      { how: 'withdrawn', reason: 'burden', count: 1 },
    ],
  })
  expect(flow.followUps.find(({ timepoint }) => timepoint === 'week-1')).toEqual({
    ...{ timepoint: 'week-1', answered: 2, missed: 1, awaited: 0, notPlanned: 3 },
  })
  expect(flow.followUps.find(({ timepoint }) => timepoint === 'week-4')).toEqual({
    ...{ timepoint: 'week-4', answered: 0, missed: 1, awaited: 1, notPlanned: 4 },
  })
  expect(flow.followUps.map(({ timepoint }) => timepoint)).not.toContain('baseline')
  for (const { answered, missed, awaited, notPlanned } of flow.followUps)
    expect(answered + missed + awaited + notPlanned).toBe(6)
})

test('deviations are treated people without answers before it, late and unsent answers', () => {
  const counts = { treatedWithoutBaseline: 2, baselineAfterTreatment: 1, answeredLate: 1, notSubmitted: 1 }
  expect(countDeviations({ sites })).toEqual([
    { site: 'harbor', ...counts },
    { site: null, ...counts },
  ])
  expect(countDeviations({ sites: [] })).toEqual([
    { site: null, treatedWithoutBaseline: 0, baselineAfterTreatment: 0, answeredLate: 0, notSubmitted: 0 },
  ])
})
