import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { findNextPlannedTime } from '../../../../functions/rules/texting/quiet-hours.ts'
import { computeSecondsToLive } from '../../../../functions/rules/texting/time-to-live.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { findSiteSafety } from '../../../../surveys/study/site-rules.ts'

const shipped = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
const [harbor] = shipped?.sites ?? []
if (!shipped || !harbor) throw new Error('the shipped study is gone')

const build = (quietHours?: { from: string; until: string }) => ({
  ...shipped,
  sites: [{ ...harbor, ...(quietHours && { quietHours }) }],
})
const WHERE = { site: 'harbor', timeZone: 'America/New_York' }
const next = (quiet: { from: string; until: string } | undefined, local: string, isAwaited = false) => {
  const now = Temporal.ZonedDateTime.from(`${local}[America/New_York]`).toInstant()
  const found = findNextPlannedTime(build(quiet), WHERE, now, isAwaited)
  const until = found?.until.toZonedDateTimeISO('America/New_York').toPlainDateTime().toString()
  return found && [found.reason, until]
}

describe('a planned text waits', () => {
  test('from the minute in which quiet hours begin until the minute in which they end', () => {
    const quiet = { from: '12:00', until: '14:00' }
    expect(next(quiet, '2026-03-03T11:59:59')).toBeUndefined()
    expect(next(quiet, '2026-03-03T12:00')).toEqual(['quiet-hours', '2026-03-03T14:00:00'])
    expect(next(quiet, '2026-03-03T13:59:59')).toEqual(['quiet-hours', '2026-03-03T14:00:00'])
    expect(next(quiet, '2026-03-03T14:00')).toBeUndefined()
  })

  test('over midnight, also where somebody waits for it', () => {
    const night = { from: '21:00', until: '07:00' }
    expect(next(night, '2026-03-03T22:00', true)).toEqual(['quiet-hours', '2026-03-04T07:00:00'])
    expect(next(night, '2026-03-04T02:00', true)).toEqual(['quiet-hours', '2026-03-04T07:00:00'])
    expect(next(night, '2026-03-04T07:00', true)).toBeUndefined()
  })

  test('until it is both: in the texting hours and no longer quiet', () => {
    expect(next({ from: '20:00', until: '10:00' }, '2026-03-03T22:00')).toEqual([
      'quiet-hours',
      '2026-03-04T10:00:00',
    ])
    expect(next({ from: '08:00', until: '09:30' }, '2026-03-03T07:00')).toEqual([
      'outside-texting-hours',
      '2026-03-03T09:30:00',
    ])
  })

  test('for the texting hours alone at a site without quiet ones', () => {
    expect(next(undefined, '2026-03-03T22:00')).toEqual(['outside-texting-hours', '2026-03-04T09:00:00'])
    expect(next(undefined, '2026-03-03T22:00', true)).toBeUndefined()
  })
})

test('a text lives no longer than until quiet hours begin', () => {
  const now = Temporal.ZonedDateTime.from('2026-03-03T10:00[America/New_York]').toInstant()
  const assessment = { ...WHERE, closesAt: '2026-03-10T15:00:00.000Z' }
  expect(computeSecondsToLive(build({ from: '12:00', until: '14:00' }), assessment, now)).toBe(2 * 3600)
  expect(computeSecondsToLive(build(), assessment, now)).toBe(10 * 3600)
})

test('a site’s own on-call times hold in place of the study’s, each by itself', () => {
  const study = { ...shipped, sites: [{ ...harbor, onCall: { acknowledgeWithin: 'PT2H' } }] }
  expect(findSiteSafety(study, 'harbor')).toEqual({ ...shipped.safety, acknowledgeWithin: 'PT2H' })
  expect(findSiteSafety(study, 'elsewhere')).toEqual(shipped.safety)
})
