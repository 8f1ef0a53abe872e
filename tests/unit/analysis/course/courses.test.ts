import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listCourses } from '../../../../functions/analysis/course/courses.ts'
import { onDay } from '../../../support/timelines.ts'

const on = (...days: readonly number[]) => ({ treatedAt: days.map(onDay), timeZone: 'UTC' })
const GAP = { gapDays: 60 }

describe('treatments make courses', () => {
  test('none without a treatment', () => {
    expect(listCourses(on(), GAP)).toEqual([])
  })

  test('one, however long it is, while no gap is longer than the study says', () => {
    expect(listCourses(on(0, 60, 120, 180), GAP)).toEqual([
      { number: 1, treatedAt: [0, 60, 120, 180].map(onDay), until: null },
    ])
  })

  test('another after a longer gap, and the one before lasts until it', () => {
    expect(listCourses(on(0, 2, 63, 64, 200), GAP)).toEqual([
      { number: 1, treatedAt: [onDay(0), onDay(2)], until: onDay(63) },
      { number: 2, treatedAt: [onDay(63), onDay(64)], until: onDay(200) },
      { number: 3, treatedAt: [onDay(200)], until: null },
    ])
  })

  test('counted in days of the clinic’s calendar, whatever the hour', () => {
    const late = {
      treatedAt: ['2026-01-06T03:00:00.000Z', '2026-03-07T14:00:00.000Z'],
      // January 5, evening, to March 7 in New York: 61 days; in UTC it is 60.
      timeZone: 'America/New_York',
    }
    expect(listCourses(late, GAP)).toHaveLength(2)
    expect(listCourses({ ...late, timeZone: 'UTC' }, GAP)).toHaveLength(1)
  })

  test('every treatment is in exactly one, in order, and a longer gap never makes more', () => {
    const days = fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 30 })
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 400 }), (drawn, gapDays) => {
        const treated = on(...drawn.sort((a, b) => a - b))
        const courses = listCourses(treated, { gapDays })
        expect(courses.flatMap(({ treatedAt }) => treatedAt)).toEqual(treated.treatedAt)
        expect(courses.map(({ number }) => number)).toEqual(courses.map((_, at) => at + 1))
        expect(listCourses(treated, { gapDays: gapDays + 1 }).length).toBeLessThanOrEqual(courses.length)
      }),
    )
  })
})
