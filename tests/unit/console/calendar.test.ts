import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { buildCalendarView, parseCalendarQuery } from '../../../functions/console/study/calendar-view.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { CalendarPage } from '../../../web/console/index.ts'

const LIBRARY = openShippedLibrary()
const study = LIBRARY.findStudy('ketamine-infusion-registry')?.definition
if (!study) throw new Error('the study ships')
const NOW = Temporal.Instant.from('2026-03-01T15:00:00Z')

describe('what is asked of the calendar', () => {
  test.each([
    [{}],
    [{ zone: '' }],
    [{ zone: 'Mars/Base', enrolled: '2026-02-30T10:00', text: '25:00', 'treatment-1': 'x' }],
    [{ zone: '__proto__', enrolled: '9999-01-01T00:00', 'treatment-1': '0001-01-01T00:00' }],
  ])('what cannot be read is left out: %j', (query: Record<string, string>) => {
    expect(parseCalendarQuery(query, study, NOW)).toEqual({
      timeZone: 'America/New_York',
      enrolledAt: '2026-03-01T10:00',
      treatments: [],
      textAt: null,
      unknownZone: query.zone || null,
    })
  })
})

test('a treatment has its title in the language of the page, a questionnaire its title with its ID', () => {
  const treatments = [{ kind: 'ketamine-infusion', title: { en: 'Infusion', es: 'Infusión' } }]
  const build = (locale: string) =>
    buildCalendarView({ ...study, treatments }, LIBRARY, parseCalendarQuery({}, study, NOW), locale)
  expect([build('en').treatmentTitle, build('es').treatmentTitle]).toEqual(['Infusion', 'Infusión'])
  expect(build('en').rows[0]?.questionnaires).toContain('PHQ-9: depression (phq-9)')
  expect(build('es').rows[0]?.questionnaires).toContain('Peor dolor, de 0 a 10 (worst-pain-nrs)')
})

describe('the page says', () => {
  const page = (query: Record<string, string>, of = study) => {
    const frame = {
      ...{ locale: 'en', address: '/', study: { id: of.id, title: of.title } },
      member: { name: 'Ana', role: 'coordinator' as const, blinded: false, administers: false },
    }
    const view = buildCalendarView(of, LIBRARY, parseCalendarQuery(query, of, NOW), 'en')
    return String(CalendarPage({ frame, view }))
      .replaceAll(/<style>.*?<\/style>/gs, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
  }
  const treated = { enrolled: '2025-12-06T10:00', 'treatment-1': '2025-12-01T09:00' }

  test('that a time zone is unknown, and which one it shows instead', () => {
    expect(page({ zone: 'Nowhere/Land' })).toContain('Unknown time zone. The calendar shows America/New_York')
    expect(page({ zone: 'America/Denver' })).not.toContain('Unknown time zone')
  })

  test('that an hour at which nobody is texted does not count, and why a window has no text', () => {
    expect(page({ text: '21:30' })).toContain(
      'This time is ignored. The study sends texts from 09:00 until 20:00',
    )
    expect(page({ text: '18:30' })).not.toContain('This time is ignored')
    const nightly = structuredClone(study)
    for (const one of nightly.timepoints)
      Object.assign(one, { at: '20:30', opens: 'P0D', due: 'PT6H', closes: 'PT12H', reminders: [] })
    expect(page(treated, nightly)).toContain('None: the window has no texting hours (09:00 to 20:00)')
  })

  test('how much waits for a treatment', () => {
    expect(page({})).toContain(
      '4 timepoints are counted from a treatment. Enter the treatment date to see them.',
    )
    expect(page(treated)).not.toContain('counted from a treatment')
  })

  test('where in the window each date lies, and no hour for what opens at once', () => {
    expect(page(treated)).toContain('Opens 2 days before, due 3 days after, closes 14 days after')
    expect(page({})).toContain('Opens right away, due 3 days after, closes 14 days after')
  })

  test('on which day a window closes, that it stays open until that day is over, and a time where there is one', () => {
    // Week 12 of 1 December 2025: planned 23 February, closes 21 days after.
    expect(page(treated)).toMatch(/Mar 16, 2026 (?!, \d)/)
    expect(page(treated)).toContain('Closes at the end of its last day, participant’s local time')
    const timed = structuredClone(study)
    for (const one of timed.timepoints) Object.assign(one, { closingTime: '17:30' })
    expect(page(treated, timed)).toContain('Mar 16, 2026, 5:30')
    expect(page(treated, timed)).toContain('Closes at 17:30 on its last day, participant’s local time')
  })

  test('that the first treatment closes the baseline, and where it cannot open any more', () => {
    expect(page({ ...treated, 'treatment-1': '2025-12-08T09:00' })).toContain(
      'Closes when the first treatment is given',
    )
    expect(page({ ...treated, 'treatment-1': '2025-12-21T09:00' })).not.toContain(
      'Closes when the first treatment is given',
    )
    expect(page(treated)).toContain('it would open after the first treatment')
  })

  test('what an answer late in the window does to what comes after it', () => {
    // Week 4 opens on January 3; the baseline can be answered until the treatment of December 8.
    const often = structuredClone(study)
    for (const rule of often.spacing) rule.days = 28
    const soon = { ...treated, 'treatment-1': '2025-12-08T09:00' }
    expect(page(soon, often)).toContain(
      'Without PHQ-9: depression (phq-9) if “Before treatment” is completed after Dec 6, 2025, 9:00 AM',
    )
    expect(page(soon)).not.toContain('Without PHQ-9: depression (phq-9) if')
  })

  test('what an assessment is asked without in its own row, and not among what is left out', () => {
    const often = structuredClone(study)
    for (const rule of often.spacing) rule.days = 40
    const words = page({ ...treated, 'treatment-1': '2025-12-08T09:00' }, often)
    expect(words).toContain('Without PHQ-9: depression (phq-9): asked too recently')
    expect(words).not.toContain('Not scheduled')
    expect(words).not.toContain('phq-9@')
  })
})

describe('the calendar of an invented participant', () => {
  const view = (query: Record<string, string>) =>
    buildCalendarView(study, LIBRARY, parseCalendarQuery(query, study, NOW), 'en')
  const { rows } = view({
    ...{
      zone: 'America/New_York',
      enrolled: '2026-02-20T21:30',
      'treatment-1': '2026-03-01T09:00',
      text: '18:00',
    },
  })
  const row = (title: string) => rows.find((one) => one.title === title)

  test('has every assessment, with what it counts from', () => {
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
    const { rows: shifted } = buildCalendarView(
      early,
      LIBRARY,
      {
        timeZone: 'America/New_York',
        enrolledAt: '2026-02-20T10:00',
        treatments: ['2026-03-01T09:00'],
        textAt: null,
        unknownZone: null,
      },
      'en',
    )
    expect(shifted.find(({ title }) => title === 'Week 1')).toMatchObject({
      opensAt: '2026-03-08T07:30:00.000Z',
      why: { isShifted: true },
    })
  })
})
