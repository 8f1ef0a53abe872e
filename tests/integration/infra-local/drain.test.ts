import { describe, expect, test } from 'vitest'
import { createDrain } from '../../../infra/local/runtime/drain.ts'

describe('rounds of work', () => {
  test('never run beside each other, and a call while one runs has a round of its own behind it', async () => {
    let [running, most, rounds] = [0, 0, 0]
    const drain = createDrain(async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      rounds += 1
      running -= 1
    })
    const first = drain.run()
    const others = [drain.run(), drain.run()]
    expect(drain.isRunning).toBe(true)
    await Promise.all([first, ...others])
    expect([most, rounds, drain.isRunning]).toEqual([1, 2, false])
  })

  test('go on after one that failed', async () => {
    let rounds = 0
    const drain = createDrain(async () => {
      rounds += 1
      if (rounds === 1) throw new Error('the first one failed')
    })
    await expect(drain.run()).rejects.toThrow('the first one failed')
    await drain.run()
    expect(rounds).toBe(2)
  })
})
