import { createTables, type TestTables } from './tables.ts'

export type CrashingTables = TestTables & {
  /** How many commands reached the tables since `live` was called. */
  readonly commands: () => number
  /** From now on everything works, and counting starts anew. */
  live(): void
  /** The process dies at its nth command (from 0) from now: before the command, or after it, when its reply is lost. */
  crashDuringStep(step: number, when: 'before' | 'after'): void
}

/** Tables over whose client a process can be killed between any two of its commands: from then on nothing gets through until it lives again. */
export async function createCrashingTables(): Promise<CrashingTables> {
  const tables = await createTables()
  let count = 0
  let death: { step: number; when: 'before' | 'after' } | undefined
  let dead = false
  const dynamo = new Proxy(tables.dynamo, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name)
      return async (command: Parameters<typeof target.send>[0]) => {
        const step = count++
        if (death && step === death.step && death.when === 'before') dead = true
        if (dead) throw new Error('killed')
        const reply = await target.send(command)
        if (death && step === death.step) {
          dead = true
          throw new Error('killed')
        }
        return reply
      }
    },
  })
  return {
    ...tables,
    dynamo,
    commands: () => count,
    live() {
      count = 0
      dead = false
      death = undefined
    },
    crashDuringStep(step, when) {
      count = 0
      dead = false
      death = { step, when }
    },
  }
}
