import { expect, test } from 'vitest'
import { DraftChanges } from '../../../web/console/draft-changes.tsx'
import type { DraftChange } from '../../../web/console/study-office-view.ts'
import { frame } from '../../support/console-views.ts'

/** The table of differences, in words. */
function renderWords(
  change: Omit<DraftChange, 'place'> & { place: Partial<DraftChange['place']> },
  locale = 'en',
) {
  const place = { section: 'timepoints' as const, on: [], target: change.path, ...change.place }
  return String(<DraftChanges frame={{ ...frame, locale }} changes={[{ ...change, place }]} />)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

const WEEK_4 = {
  id: 'week-4',
  title: { en: 'Week 4', es: 'Semana 4' },
  offset: 'P28D',
  closes: 'P14D',
  at: '09:00',
  invite: 'in-texting-hours',
  reminders: ['P5D', { after: 'P7D', to: ['not-opened'] }],
  battery: ['worst-pain-nrs@1.1.0', 'sleep-quality@1.1.0'],
}
const removed = { kind: 'removed' as const, path: '/timepoints/week-4', before: JSON.stringify(WEEK_4) }

test('a timepoint that is taken away is written out by its fields, and only durations have units', () => {
  const words = renderWords({ ...removed, place: {} })
  expect(words).not.toContain('week-4 days')
  expect(words).toContain(
    'ID: week-4; Title: English: Week 4; Spanish: Semana 4; Planned, after that: 28 days; Last day, from the planned day: 14 days; Time of day, participant’s time: 09:00; Invitation: in texting hours; Days after the invitation: 5 days, 7 days (not opened); Questionnaire: worst-pain-nrs@1.1.0, sleep-quality@1.1.0',
  )
})

test('it is written out in Spanish too', () => {
  expect(renderWords({ ...removed, place: {} }, 'es')).toContain('español: Semana 4')
})

test('entries of a list that changed as a whole stand one after the other', () => {
  const before = JSON.stringify([
    { definition: 'pain-relief-50', timepoint: 'week-4', estimand: 'all-treated' },
    { definition: 'pain-relief-30', timepoint: 'week-1', estimand: 'all-treated' },
  ])
  const words = renderWords({ kind: 'changed', path: '/endpoints/secondary', place: {}, before, after: '[]' })
  expect(words).toContain(
    'Definition: pain-relief-50; Timepoint: week-4; Estimand: all-treated · Definition: pain-relief-30; Timepoint: week-1; Estimand: all-treated',
  )
})

test('a field with a unit keeps it, and one without has none', () => {
  const field = { name: 'timepoints/due', kind: 'duration' as const, pointer: '/timepoints/0/due' }
  const words = renderWords({
    ...{ kind: 'changed', path: '/timepoints/week-4/due', before: 'P3D', after: 'P1W', place: { field } },
  })
  expect(words).toContain('3 days 1 weeks')
})
