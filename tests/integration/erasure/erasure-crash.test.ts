import { beforeAll, describe, expect, test } from 'vitest'
import { type Clinic, STUDY } from '../../support/clinic.ts'
import { type CrashingTables, createCrashingTables } from '../../support/crashing-tables.ts'
import { decideErasure, enrolSomebody, NAME, openErasingClinic, WORDS } from '../../support/erasing-clinic.ts'
import { findWords } from '../../support/scan-table.ts'

/** Each has numbers of their own, so that one who is erased is not found by another’s. */
const numbersOf = (step: number) => [`+1202555${4000 + step}`, `+1202555${6000 + step}`] as const

describe.each(['detach', 'delete'] as const)('where the protocol says %s', (studyData) => {
  let tables: CrashingTables
  let clinic: Clinic
  let steps: number

  beforeAll(async () => {
    tables = await createCrashingTables()
    clinic = await openErasingClinic(studyData, tables)
    await confirmed(999)
    tables.live()
    await clinic.tick()
    steps = tables.commands()
  })

  async function confirmed(step: number): Promise<string> {
    tables.live()
    const participant = await enrolSomebody(clinic, ...numbersOf(step))
    await decideErasure(clinic, participant, 'erase')
    return participant
  }

  test('killed after any of its commands, an erasure is finished by the next run, with one last text at most', async () => {
    expect(steps).toBeGreaterThan(40)
    for (let step = 0; step < steps; step += 1) {
      const participant = await confirmed(step)
      const before = clinic.texts.length
      tables.crashDuringStep(step, 'after')
      await clinic.tick().catch(() => undefined)
      tables.live()
      clinic.advance('PT1M')
      await clinic.tick()
      const scope = clinic.participantScope('harbor', participant)
      expect(await clinic.deps.erasures.find(scope), `after ${step}`).toMatchObject({ state: 'done' })
      const texts = clinic.texts.slice(before).filter(({ to }) => to === numbersOf(step)[0])
      expect(texts.length, `after ${step}`).toBeLessThanOrEqual(1)
    }
    const numbers = Array.from({ length: steps }, (_, step) => numbersOf(step))
    expect(await findWords(tables, ...numbers.flat(), NAME, ...Object.values(WORDS))).toEqual([])
    const ledger = await clinic.audit.listChain(`${STUDY}#ERASURES`)
    const done = ledger
      .filter(({ action }) => action === 'erasure.done')
      .map(({ about }) => about?.participant)
    expect(done).toHaveLength(steps + 1)
    expect(new Set(done).size).toBe(steps + 1)
  }, 180_000)
})
