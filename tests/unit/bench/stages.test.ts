import { expect, test } from 'vitest'
import { readPhone } from '../../../functions/platform/core/phone-number.ts'
import { formatPhone, MAX_PARTICIPANTS } from '../../bench/participants.ts'
import { computeMedians, findMedian, PER_ROUND, type Stage, type Stages } from '../../bench/stages.ts'

const buildRound = (perSecond: number, functions: number, database: number | null): Stages => {
  const stage: Stage = {
    ...{ perSecond, p50: 1000 / perSecond, p95: 2, p99: 3 },
    cpuSecondsPer1000: { functions, database },
  }
  return { c1: stage, c16: stage, c64: stage }
}

test('the median of each figure is taken by itself', () => {
  const medians = computeMedians([buildRound(100, 3, 1), buildRound(300, 1, 2), buildRound(200, 2, 3)])
  expect(medians.c16).toEqual({
    ...{ perSecond: 200, p50: 5, p95: 2, p99: 3 },
    cpuSecondsPer1000: { functions: 2, database: 2 },
  })
})

test('a database that does not say its time has none', () => {
  expect(computeMedians([buildRound(100, 3, null)]).c64.cpuSecondsPer1000.database).toBeNull()
})

test('nothing has no median', () => {
  expect(() => findMedian([])).toThrow('nothing was measured')
  expect(findMedian([3, 1, 2])).toBe(2)
})

test('everyone of a round has a number of their own, of the country, which belongs to nobody', async () => {
  expect(MAX_PARTICIPANTS).toBeGreaterThanOrEqual(PER_ROUND)
  const phones = Array.from({ length: PER_ROUND }, (_, index) => formatPhone(index))
  expect(new Set(phones).size).toBe(PER_ROUND)
  expect(phones.filter((phone) => !/^\+1\d{3}55501(?!99)\d\d$/.test(phone))).toEqual([])
  const read = await Promise.all(phones.map((phone) => readPhone(phone, ['US'])))
  expect(read.filter((one) => !('phone' in one))).toEqual([])
  expect(() => formatPhone(99 * 63)).toThrow(RangeError)
})
