import { describe, expect, test } from 'vitest'
import type { CohortParticipant } from '../../../../functions/analysis/cohort/cohort.ts'
import {
  computeCompletion,
  findCompletionStatus,
} from '../../../../functions/analysis/completion/completion.ts'
import type { Assessment } from '../../../../functions/records/assessment/assessment.ts'
import { COMPLETION_STATUSES, type CompletionStatus } from '../../../../web/api/analyses/completion.ts'
import { AS_OF, buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { onDay } from '../../../support/timelines.ts'

const answered: Row = { baseline: { 'peg/total': '8' }, followUp: { 'peg/total': '4' } }
const missed: Row = { ...answered, followUp: 'missed' }
const later: Row = { ...answered, followUp: 'scheduled' }
const many = (count: number, row: Row) => Array.from({ length: count }, () => row)

function one(change: Partial<CohortParticipant>, assessment: Partial<Assessment> = {}): CohortParticipant {
  const [participant] = buildCohort({ a: [missed] }).sites[0]?.participants ?? []
  if (!participant) throw new Error('one')
  const assessments = participant.assessments.map((own) => ({ ...own, ...assessment }))
  return { ...participant, assessments, ...change }
}
const left = (how: 'withdrawn' | 'lost-to-follow-up' | 'died') =>
  ({ ended: { how, at: onDay(3), recordedAt: onDay(4) } }) as const

describe('what became of somebody', () => {
  const cases: [CompletionStatus, CohortParticipant][] = [
    ['completed', one({}, { progress: 'completed' })],
    ['completed', one(left('died'), { progress: 'completed' })],
    ['missed', one({})],
    ['partly-answered', one({}, { progress: 'started', startedAt: onDay(7) })],
    ['not-yet-closed', one({}, { opensAt: onDay(29), closesAt: onDay(40) })],
    ['not-yet-closed', one({}, { opensAt: onDay(35), closesAt: onDay(40) })],
    ['not-due', one({ assessments: [] })],
    ['not-due', one({}, { progress: 'cancelled' })],
    ['withdrawn', one(left('withdrawn'), { progress: 'cancelled' })],
    ['lost-to-follow-up', one(left('lost-to-follow-up'), { progress: 'cancelled' })],
    ['died', one(left('died'), { progress: 'cancelled' })],
    ['died', one({ ...left('died'), assessments: [] })],
    // It had closed unanswered before they left.
    ['missed', one(left('withdrawn'))],
  ]
  test.each(cases)('%s', (standing, participant) => {
    expect(findCompletionStatus(participant, 'day-7', AS_OF)).toBe(standing)
  })
  test('every standing has its case', () => {
    expect(new Set(cases.map(([standing]) => standing))).toEqual(new Set(COMPLETION_STATUSES))
  })
})

describe('completion', () => {
  const computeRows = (sites: Record<string, readonly Row[]>, own: readonly string[]) =>
    computeCompletion(buildCohort(sites), SMALL_STUDY, { sites: own, minimumCellSize: 11 })

  test('of nobody has no rate', () => {
    expect(computeRows({ a: [] }, ['a'])).toEqual([])
  })

  test('is of everybody enrolled, and of those who were to answer', () => {
    const rows = computeRows({ a: [...many(6, answered), ...many(2, missed), ...many(4, later)] }, ['a'])
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      ...{ timepoint: 'day-7', site: 'a', kind: 'counted', enrolled: 12 },
      standings: { completed: 6, missed: 2, 'not-yet-closed': 4, died: 0 },
      ofEnrolled: { completed: 6, of: 12, rate: 0.5 },
      ofExpected: { completed: 6, of: 8, rate: 0.75 },
    })
    expect(rows[1]).toEqual({ ...rows[0], site: null })
  })

  test('withholds small groups of other sites, and leaves those sites out of the sum', () => {
    const large = [...many(20, answered), ...many(15, missed)]
    const rows = computeRows({ a: large, b: large, c: [...many(20, answered), ...many(3, missed)] }, ['a'])
    expect(rows.map(({ site, kind }) => [site, kind])).toEqual([
      ['a', 'counted'],
      ['b', 'counted'],
      ['c', 'suppressed'],
      [null, 'counted'],
    ])
    expect(rows.at(-1)).toMatchObject({ enrolled: 70, standings: { completed: 40 } })
  })

  test('adds up: everybody is in one standing', () => {
    for (const row of computeRows({ a: [...many(3, answered), ...many(2, missed), later], b: [answered] }, [
      'a',
      'b',
    ]))
      if (row.kind === 'counted')
        expect(Object.values(row.standings).reduce((sum, count) => sum + count, 0)).toBe(row.enrolled)
  })
})
