import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { type Assessment, findState } from '../../../functions/records/assessment/assessment.ts'
import { DUE_SHARDS, deriveShard } from '../../../functions/records/due/due-shard.ts'
import { computeWindow } from '../../../functions/rules/schedule/window.ts'
import type { Timepoint } from '../../../surveys/study/definition.ts'

const NEW_YORK = 'America/New_York'
const parseTime = (iso: string) => Temporal.Instant.from(iso)

const timepoint: Timepoint = {
  id: 'week-1',
  title: { en: 'Week 1' },
  anchor: 'infusion-series',
  offset: 'P7D',
  opens: '-P1D',
  due: 'P2D',
  closes: 'P7D',
  at: '09:00',
  invite: 'in-texting-hours' as const,
  reminders: [],
  battery: ['peg@1.0.0'],
}

describe('the state at an instant', () => {
  const window = { opensAt: '2026-03-09T13:00:00.000Z', closesAt: '2026-03-16T13:00:00.000Z' }
  const state = (progress: Assessment['progress'], now: string) =>
    findState({ progress, ...window }, parseTime(now))

  test.each<[Assessment['progress'], string, string]>([
    ['untouched', '2026-03-09T12:59:59.999Z', 'scheduled'],
    ['untouched', '2026-03-09T13:00:00.000Z', 'open'],
    ['untouched', '2026-03-16T12:59:59.999Z', 'open'],
    ['untouched', '2026-03-16T13:00:00.000Z', 'missed'],
    ['started', '2026-03-09T12:59:59.999Z', 'scheduled'],
    ['started', '2026-03-09T13:00:00.000Z', 'started'],
    ['started', '2026-03-16T12:59:59.999Z', 'started'],
    ['started', '2026-03-16T12:59:59.999999999Z', 'started'],
    ['started', '2026-03-16T13:00:00.000Z', 'partly-answered'],
    ['completed', '2026-03-09T12:59:59.999Z', 'completed'],
    ['completed', '2026-03-16T13:00:00.000Z', 'completed'],
    ['cancelled', '2026-03-09T13:00:00.000Z', 'cancelled'],
    ['cancelled', '2026-03-16T13:00:00.000Z', 'cancelled'],
  ])('%s at %s is %s', (progress, now, expected) => expect(state(progress, now)).toBe(expected))
})

describe('the window', () => {
  test('counts calendar days on the participant’s wall: nine stays nine when the clocks go forward', () => {
    // Anchored on 2 March at 10:00 EST. The clocks go forward on the 8th, the day on which it opens.
    expect(computeWindow(timepoint, parseTime('2026-03-02T15:00:00Z'), NEW_YORK)).toEqual({
      opensAt: '2026-03-08T13:00:00.000Z',
      dueAt: '2026-03-11T13:00:00.000Z',
      // The 16th is over at midnight, EDT.
      closesAt: '2026-03-17T04:00:00.000Z',
    })
  })

  test('nine stays nine when they go back', () => {
    // 1 November; the day before is still EDT (UTC−4), the day itself EST (UTC−5) from two o'clock.
    expect(computeWindow(timepoint, parseTime('2026-10-25T15:00:00Z'), NEW_YORK)).toEqual({
      opensAt: '2026-10-31T13:00:00.000Z',
      dueAt: '2026-11-03T14:00:00.000Z',
      closesAt: '2026-11-09T05:00:00.000Z',
    })
  })

  test('counts from the local day, not from the day in London', () => {
    // 03:30 on the 3rd in London is still the evening of the 2nd in New York.
    expect(computeWindow(timepoint, parseTime('2026-03-03T03:30:00Z'), NEW_YORK).opensAt).toBe(
      '2026-03-08T13:00:00.000Z',
    )
    expect(computeWindow(timepoint, parseTime('2026-03-03T03:30:00Z'), 'Europe/London').opensAt).toBe(
      '2026-03-09T09:00:00.000Z',
    )
    // Midnight itself belongs to the new day.
    expect(computeWindow(timepoint, parseTime('2026-03-03T04:59:59.999Z'), NEW_YORK).opensAt).toBe(
      '2026-03-08T13:00:00.000Z',
    )
    expect(computeWindow(timepoint, parseTime('2026-03-03T05:00:00Z'), NEW_YORK).opensAt).toBe(
      '2026-03-09T13:00:00.000Z',
    )
  })

  test('a time that the spring change skips becomes the next that there is; one that is repeated is its first', () => {
    const early = { ...timepoint, offset: 'P0D', opens: 'P0D', at: '02:30' }
    expect(computeWindow(early, parseTime('2026-03-08T17:00:00Z'), NEW_YORK).opensAt).toBe(
      '2026-03-08T07:30:00.000Z',
    )
    const twice = { ...early, at: '01:30' }
    expect(computeWindow(twice, parseTime('2026-11-01T17:00:00Z'), NEW_YORK).opensAt).toBe(
      '2026-11-01T05:30:00.000Z',
    )
  })

  test('“anchor” opens at the very instant of the anchor', () => {
    const atOnce = { ...timepoint, offset: 'P0D', opens: 'anchor' as const }
    expect(computeWindow(atOnce, parseTime('2026-03-02T15:00:00.123Z'), NEW_YORK)).toEqual({
      opensAt: '2026-03-02T15:00:00.123Z',
      dueAt: '2026-03-04T14:00:00.000Z',
      closesAt: '2026-03-10T04:00:00.000Z',
    })
  })
})

test('the due index spreads participants evenly: none of 32 shards has twice its share of 16,000', () => {
  const sizes = new Map<number, number>()
  for (let number = 0; number < 16_000; number += 1) {
    const shard = deriveShard(`harbor-${String(number).padStart(8, '0')}`)
    sizes.set(shard, (sizes.get(shard) ?? 0) + 1)
  }
  expect([...sizes.keys()].sort((a, b) => a - b)).toEqual(
    Array.from({ length: DUE_SHARDS }, (_, shard) => shard),
  )
  for (const size of sizes.values()) expect(size).toBeLessThan(1000)
  expect(deriveShard('harbor-7k3f9m2p')).toBe(deriveShard('harbor-7k3f9m2p'))
})
