import { expect, test } from 'vitest'
import { createPacer } from '../../../functions/platform/core/pacer.ts'

function openPacer(milliseconds: number) {
  const time = { now: 1_000 }
  const waits: number[] = []
  const pace = createPacer(milliseconds, {
    now: () => time.now,
    wait: async (pause) => void waits.push(pause),
  })
  return { time, waits, pace }
}

test('the first turn is at once, and those that are asked for together come one pause apart', async () => {
  const { waits, pace } = openPacer(250)
  await Promise.all([pace(), pace(), pace(), pace()])
  expect(waits).toEqual([250, 500, 750])
})

test('a turn that is asked for later waits only for what is left of the pause', async () => {
  const { time, waits, pace } = openPacer(250)
  await pace()
  time.now += 100
  await pace()
  time.now += 1_000
  await pace()
  expect(waits).toEqual([150])
})
