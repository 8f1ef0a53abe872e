import { describe, expect, test } from 'vitest'
import { createFormats } from '../../../web/console/format.ts'
import { formatWindowEnd } from '../../../web/text/words/window-end.ts'

describe('until when a window is open is said', () => {
  test.each([
    // The first instant of Saturday 13 June in New York.
    ['en', 'America/New_York', '2026-06-13T04:00:00.000Z', 'Friday, June 12'],
    ['es', 'America/New_York', '2026-06-13T04:00:00.000Z', 'viernes, 12 de junio'],
    // The day in Santiago that begins at one.
    ['en', 'America/Santiago', '2026-09-06T04:00:00.000Z', 'Saturday, September 5'],
  ])('by its last day: %s %s', (locale, zone, closesAt, words) => {
    expect(formatWindowEnd(closesAt, locale, zone)).toBe(words)
  })

  test('with the time where it closes before its last day is over', () => {
    const words = formatWindowEnd('2026-06-12T21:30:00.000Z', 'en', 'America/New_York')
    expect(words.replaceAll('\u202f', ' ')).toBe('Friday, June 12 at 5:30 PM')
  })

  test('in the console alike', () => {
    const format = createFormats('en', 'America/New_York')
    expect(format.windowEnd('2026-06-13T04:00:00.000Z')).toBe('Jun 12, 2026')
    expect(format.windowEnd('2026-06-12T21:30:00.000Z').replaceAll('\u202f', ' ')).toBe(
      'Jun 12, 2026, 5:30 PM',
    )
  })
})
