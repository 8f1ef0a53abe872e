import { describe, expect, it } from 'vitest'
import { SimulatedClock } from '../../../infra/local/runtime/clock.ts'
import { Stepper } from '../../../infra/local/runtime/stepping.ts'

const START = Date.UTC(2026, 0, 1)
const formatMinute = (minutes: number): string => new Date(START + minutes * 60_000).toISOString()

/** A schedule function with a plan of due times, each of which is enqueued once it has come. */
function planned(minutes: number[]) {
  const clock = new SimulatedClock({ kind: 'standing', at: new Date(START) })
  const calls: string[] = []
  const rest = [...minutes]
  const stepper = new Stepper(clock, {
    async invokeSchedules() {
      calls.push(new Date(clock.now()).toISOString())
      let enqueued = 0
      while (rest[0] !== undefined && START + rest[0] * 60_000 <= clock.now()) {
        rest.shift()
        enqueued++
      }
      return [{ enqueued, nextDueAt: rest[0] === undefined ? null : formatMinute(rest[0]) }]
    },
    async drainQueues() {
      calls.push('drained')
    },
  })
  return { clock, stepper, stops: () => calls.filter((call) => call !== 'drained'), calls }
}

describe('advancing the clock', () => {
  it('stops at each minute at which something is due, and no other', async () => {
    const { stepper, stops } = planned([10, 90])
    await stepper.advanceTo(START + 200 * 60_000)
    expect(new Set(stops())).toEqual(
      new Set([formatMinute(0), formatMinute(10), formatMinute(90), formatMinute(200)]),
    )
  })

  it('never passes the target', async () => {
    const { stepper, clock } = planned([10, 90])
    expect(await stepper.advanceTo(START + 30 * 60_000)).toBe(START + 30 * 60_000)
    expect(clock.now()).toBe(START + 30 * 60_000)
    expect(stepper.nextDueAt).toBe(START + 90 * 60_000)
  })

  it('drains the queues after each call, and calls again while anything was enqueued', async () => {
    const { stepper, calls } = planned([0, 0])
    await stepper.tick()
    expect(calls).toEqual([formatMinute(0), 'drained', formatMinute(0), 'drained'])
  })

  it('runs one thing at a time', async () => {
    let running = 0
    let most = 0
    const clock = new SimulatedClock({ kind: 'standing', at: new Date(START) })
    const stepper = new Stepper(clock, {
      async invokeSchedules() {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running--
        return []
      },
      drainQueues: async () => {},
    })
    await Promise.all([stepper.tick(), stepper.advanceTo(START + 1), stepper.tick()])
    expect(most).toBe(1)
  })

  it('gets past a due time that stays in the past', async () => {
    const clock = new SimulatedClock({ kind: 'standing', at: new Date(START) })
    let calls = 0
    const stepper = new Stepper(clock, {
      async invokeSchedules() {
        calls++
        return [{ enqueued: 0, nextDueAt: formatMinute(-5) }]
      },
      drainQueues: async () => {},
    })
    await stepper.advanceTo(START + 3 * 60_000)
    expect(calls).toBe(4)
  })

  it('goes on after a run that failed', async () => {
    const clock = new SimulatedClock({ kind: 'standing', at: new Date(START) })
    let calls = 0
    const stepper = new Stepper(clock, {
      async invokeSchedules() {
        if (++calls === 1) throw new Error('first')
        return []
      },
      drainQueues: async () => {},
    })
    await expect(stepper.tick()).rejects.toThrow('first')
    await expect(stepper.tick()).resolves.toBeUndefined()
  })
})

describe('the simulated clock', () => {
  it('never goes back', () => {
    const clock = new SimulatedClock({ kind: 'standing', at: new Date(START) })
    clock.advanceTo(START - 1)
    expect(clock.now()).toBe(START)
  })

  it('runs on from where it was set', () => {
    const clock = new SimulatedClock({ kind: 'running', offsetMs: 0 })
    clock.advanceTo(Date.now() + 5000)
    expect(clock.offsetMs).toBeGreaterThan(4900)
    expect(clock.now()).toBeGreaterThanOrEqual(Date.now() + 4900)
  })
})
