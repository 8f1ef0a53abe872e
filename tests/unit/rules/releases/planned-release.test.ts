import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { findPlannedRelease } from '../../../../functions/rules/releases/planned-release.ts'
import type { StudyDefinition } from '../../../../surveys/study/definition.ts'

const sites = [{ timeZone: 'America/New_York' }] as unknown as StudyDefinition['sites']
const find = (releases: StudyDefinition['releases'], now: string) =>
  findPlannedRelease({ releases, sites }, Temporal.Instant.from(now))

describe('nothing is planned', () => {
  test('in a study without a schedule', () => {
    expect(find(undefined, '2026-06-01T00:00:00Z')).toBeUndefined()
  })
  test('before the first date begins at the clinic', () => {
    expect(find({ every: 'P1M', from: '2026-06-01' }, '2026-06-01T03:59:00Z')).toBeUndefined()
  })
})

describe('what is planned', () => {
  test.each([
    ['at the first minute of the date', '2026-06-01T04:00:00Z', '2026-06-01', '2026-06-01T04:00:00.000Z'],
    ['until the next date begins', '2026-07-01T03:59:00Z', '2026-06-01', '2026-06-01T04:00:00.000Z'],
    [
      'the newest of several that were missed',
      '2027-01-10T12:00:00Z',
      '2027-01-01',
      '2027-01-01T05:00:00.000Z',
    ],
  ])('%s', (_, now, planned, asOf) => {
    expect(find({ every: 'P1M', from: '2026-06-01' }, now)).toEqual({ planned, asOf })
  })

  test('is counted from the first: the 31st comes back after a short month', () => {
    const schedule = { every: 'P1M', from: '2026-01-31' }
    expect(find(schedule, '2026-02-28T12:00:00Z')?.planned).toBe('2026-02-28')
    expect(find(schedule, '2026-03-31T12:00:00Z')?.planned).toBe('2026-03-31')
  })

  test('is a date of the zone that the schedule names', () => {
    const schedule = { every: 'P2W', from: '2026-06-01', timeZone: 'Europe/Madrid' }
    expect(find(schedule, '2026-06-14T22:00:00Z')).toEqual({
      ...{ planned: '2026-06-15', asOf: '2026-06-14T22:00:00.000Z' },
    })
  })
})
