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

  test.each(['before', 'after'] as const)(
    'killed %s any of its commands, an erasure is finished by the next run, with one last text at most',
    async (when) => {
      expect(steps).toBeGreaterThan(40)
      for (let step = 0; step < steps; step += 1) {
        const participant = await confirmed(step + (when === 'after' ? 500 : 0))
        const numbers = numbersOf(step + (when === 'after' ? 500 : 0))
        const before = clinic.texts.length
        tables.crashDuringStep(step, when)
        await clinic.tick().catch(() => undefined)
        tables.live()
        clinic.advance('PT1M')
        await clinic.tick()
        const scope = clinic.participantScope('harbor', participant)
        expect(await clinic.deps.erasures.find(scope), `${when} ${step}`).toMatchObject({ state: 'done' })
        expect(await findWords(tables, ...numbers, NAME, ...Object.values(WORDS)), `${when} ${step}`).toEqual(
          [],
        )
        const texts = clinic.texts.slice(before).filter(({ to }) => to === numbers[0])
        expect(texts.length, `${when} ${step}`).toBeLessThanOrEqual(1)
      }
      const ledger = await clinic.audit.listChain(`${STUDY}#ERASURES`)
      const done = ledger.filter(({ action }) => action === 'erasure.done')
      expect(new Set(done.map(({ about }) => about?.participant)).size).toBe(done.length)
    },
  )
})
