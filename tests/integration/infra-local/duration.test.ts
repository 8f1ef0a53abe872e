import { describe, expect, it } from 'vitest'
import { addDuration } from '../../../infra/local/runtime/duration.ts'

const start = Date.UTC(2026, 0, 31)
const later = (text: string): string | undefined => {
  const end = addDuration(start, text)
  return end === undefined ? undefined : new Date(end).toISOString()
}

describe('durations that the clock takes', () => {
  it.each([
    '',
    'P',
    'PT',
    '7D',
    'P7',
    'a week',
    'P1D1H',
    '-P1D',
    'P-1D',
    'PT1e3S',
    'P11Y',
    'P99999999999Y',
    '2026-01-01',
  ])('refuses %j', (text) => expect(later(text)).toBeUndefined())

  it('adds weeks, days and times', () => {
    expect(later('P7D')).toBe('2026-02-07T00:00:00.000Z')
    expect(later('P1W')).toBe('2026-02-07T00:00:00.000Z')
    expect(later('PT36H')).toBe('2026-02-01T12:00:00.000Z')
    expect(later('PT0S')).toBe('2026-01-31T00:00:00.000Z')
  })

  it('keeps within the month, as calendars do', () => {
    expect(later('P1M')).toBe('2026-02-28T00:00:00.000Z')
  })
})
