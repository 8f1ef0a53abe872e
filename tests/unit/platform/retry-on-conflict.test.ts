import { expect, test } from 'vitest'
import { CONFLICT, retryOnConflict } from '../../../functions/platform/core/retry-on-conflict.ts'

const conflictsThen = (times: number) => {
  let made = 0
  const attempt = async () => (made++ < times ? CONFLICT : `written at attempt ${made}`)
  return { attempt, made: () => made }
}

test('gives up as busy after six conflicts, and makes no seventh attempt', async () => {
  const { attempt, made } = conflictsThen(100)
  await expect(retryOnConflict(attempt)).rejects.toMatchObject({ problem: { code: 'busy', status: 503 } })
  expect(made()).toBe(6)
})

test('an error of an attempt is not tried again', async () => {
  let made = 0
  const failing = async () => {
    made += 1
    throw new TypeError('no network')
  }
  await expect(retryOnConflict(failing)).rejects.toThrow(TypeError)
  expect(made).toBe(1)
})

test('the sixth attempt may succeed', async () => {
  expect(await retryOnConflict(conflictsThen(5).attempt)).toBe('written at attempt 6')
})

test('pauses before each further attempt, and not before the first', async () => {
  const paused: number[] = []
  const pause = async (attempt: number) => void paused.push(attempt)
  await retryOnConflict(conflictsThen(3).attempt, { pause })
  expect(paused).toEqual([0, 1, 2])
  paused.length = 0
  await retryOnConflict(conflictsThen(0).attempt, { pause })
  expect(paused).toEqual([])
})
