import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProblemError } from '../../../functions/platform/core/problem-error.ts'
import { createRequestLimit } from '../../../functions/platform/core/request-limit.ts'
import { limitPeople } from '../../../functions/platform/http/limit-people.ts'

const BURST = 10
const PER_SECOND = 2

function createTimedLimit() {
  const time = { ms: 1_772_463_600_000 }
  const clock = { now: () => ({ epochMilliseconds: time.ms }) }
  return { time, limit: createRequestLimit({ clock, burst: BURST, perSecond: PER_SECOND }) }
}

describe('a request limit', () => {
  test('refuses what exceeds the burst, with the time after which the next one is taken', () => {
    const { time, limit } = createTimedLimit()
    for (let n = 0; n < BURST; n += 1) expect(limit.take('a')).toBe(0)
    expect(limit.take('a')).toBe(1)
    expect(limit.take('b')).toBe(0)
    time.ms += 1_000
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 1])
  })

  test('takes no more of one caller than the burst and what is refilled, however the requests come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 }), (gaps) => {
        const { time, limit } = createTimedLimit()
        const began = time.ms
        let taken = 0
        for (const gap of gaps) {
          time.ms += gap
          if (limit.take('a') === 0) taken += 1
          expect(taken).toBeLessThanOrEqual(BURST + ((time.ms - began) * PER_SECOND) / 1000)
        }
      }),
    )
  })

  test('takes the request that comes when it said', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 20, maxLength: 60 }), (gaps) => {
        const { time, limit } = createTimedLimit()
        for (const gap of gaps) {
          time.ms += gap
          const wait = limit.take('a')
          if (wait === 0) continue
          time.ms += wait * 1000
          expect(limit.take('a')).toBe(0)
        }
      }),
    )
  })

  test('is not filled by a clock that is set back', () => {
    const { time, limit } = createTimedLimit()
    for (let n = 0; n < BURST; n += 1) limit.take('a')
    time.ms -= 3_600_000
    expect(limit.take('a')).toBe(1)
  })

  test('holds for those who ask while ten thousand others do', () => {
    const { limit } = createTimedLimit()
    for (let n = 0; n < BURST; n += 1) {
      limit.take('a')
      for (let other = 0; other < 900; other += 1) limit.take(`${n}-${other}`)
    }
    expect(limit.take('a')).toBe(1)
  })
})

describe('people who ask too often', () => {
  const { limit } = createTimedLimit()
  const tokens = limitPeople(
    {
      async verify(token) {
        if (token === 'forged') throw new ProblemError({ code: 'x', status: 401, title: '', detail: '' })
        return { sub: token ?? '' }
      },
    },
    limit,
  )

  test('are refused with 429 and the time to wait, each alone', async () => {
    for (let n = 0; n < BURST; n += 1) await tokens.verify('ehr')
    await expect(tokens.verify('ehr')).rejects.toMatchObject({ problem: { status: 429 }, retryAfter: 1 })
    expect(await tokens.verify('coordinator')).toEqual({ sub: 'coordinator' })
  })

  test('are not those whom a forged token names', async () => {
    for (let n = 0; n < 3 * BURST; n += 1)
      await expect(tokens.verify('forged')).rejects.toMatchObject({ problem: { status: 401 } })
  })
})
