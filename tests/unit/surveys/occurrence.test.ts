import { describe, expect, test } from 'vitest'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatOccurrenceKey, isOccurrence } from '../../../surveys/study/occurrence.ts'

const study = {
  anchors: [
    { id: 'series', kind: 'treatment', treatment: 'infusion', occurrence: 1 },
    { id: 'each-infusion', kind: 'treatment', treatment: 'infusion', occurrence: 'each' },
  ],
  timepoints: [
    { id: 'week-1', anchor: 'series' },
    { id: 'weekly', anchor: 'series', repeat: { every: 'P7D', times: 3 } },
    { id: 'day-after', anchor: 'each-infusion' },
    { id: 'daily-after', anchor: 'each-infusion', repeat: { every: 'P1D', times: 3 } },
  ],
} as unknown as StudyDefinition

describe('what assessments can be called', () => {
  test.each([
    'none-such',
    'week-1.1',
    'week-1.0',
    'weekly',
    'weekly.0',
    'weekly.02',
    'weekly.1.1',
    'day-after',
    'daily-after.2',
    'daily-after.2.0',
  ])('never %s', (name) => {
    expect(isOccurrence(study, name)).toBe(false)
  })

  test('whatever a plan calls them', () => {
    const [once, weekly, after, daily] = study.timepoints
    if (!once || !weekly || !after || !daily) throw new Error('four timepoints')
    for (const name of [
      formatOccurrenceKey(once, null, 0),
      formatOccurrenceKey(weekly, null, 2),
      formatOccurrenceKey(after, 4, 0),
      formatOccurrenceKey(daily, 4, 2),
    ])
      expect(isOccurrence(study, name), name).toBe(true)
  })
})
