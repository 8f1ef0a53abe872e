import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { calendarAsked, calendarView } from '../../../functions/console/calendar-view.ts'
import { shippedLibrary } from '../../../surveys/library.ts'

const study = shippedLibrary().study('ketamine-infusion-registry')?.definition
if (!study) throw new Error('the study ships')
const NOW = Temporal.Instant.from('2026-03-01T15:00:00Z')

describe('what is asked of the calendar', () => {
  test.each([
    [{}],
    [{ zone: 'Mars/Base', enrolled: '2026-02-30T10:00', text: '25:00', 'treatment-1': 'x' }],
    [{ zone: '__proto__', enrolled: '9999-01-01T00:00', 'treatment-1': '0001-01-01T00:00' }],
  ])('what cannot be read is left out: %j', (query) => {
    expect(calendarAsked(query, study, NOW)).toEqual({
      timeZone: 'America/New_York',
      enrolledAt: '2026-03-01T10:00',
      treatments: [],
      textAt: null,
    })
  })
})

describe('the calendar of an invented participant', () => {
  const view = (query: Record<string, string>) => calendarView(study, calendarAsked(query, study, NOW), 'en')
  const { rows } = view({
    ...{
      zone: 'America/New_York',
      enrolled: '2026-02-20T21:30',
      'treatment-1': '2026-03-01T09:00',
      text: '18:00',
    },
  })
  const row = (title: string) => rows.find((one) => one.title === title)

  test('has every assignment, with what it counts from', () => {
    expect(rows.map(({ title }) => title)).toEqual([
      'Before treatment',
      'Week 1',
      'Week 4',
      'Week 12',
      'Week 24',
    ])
    expect(row('Week 1')).toMatchObject({
      opensAt: '2026-03-08T13:00:00.000Z',
      why: { anchor: 'treatment', occurrence: 1, offset: 'P7D', at: '09:00', isShifted: false },
    })
  })

  test('has its texts: at once for the one who is with us, else in the hour they like', () => {
    expect(row('Before treatment')?.texts[0]).toBe('2026-02-21T02:30:00.000Z')
    // The reminder of a text at half past nine in the evening waits for the morning.
    expect(row('Before treatment')?.texts[1]).toBe('2026-02-23T14:00:00.000Z')
    expect(row('Week 1')?.texts).toEqual(['2026-03-08T22:00:00.000Z', '2026-03-10T22:00:00.000Z'])
  })

  test('says where a clock change moved a time', () => {
    const early = structuredClone(study)
    for (const one of early.timepoints) one.at = '02:30'
    const { rows: shifted } = calendarView(
      early,
      {
        timeZone: 'America/New_York',
        enrolledAt: '2026-02-20T10:00',
        treatments: ['2026-03-01T09:00'],
        textAt: null,
      },
      'en',
    )
    expect(shifted.find(({ title }) => title === 'Week 1')).toMatchObject({
      opensAt: '2026-03-08T07:30:00.000Z',
      why: { isShifted: true },
    })
  })
})
