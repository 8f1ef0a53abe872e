import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { replayErasures } from '../../../functions/workflows/erasure/replay-erasures.ts'
import { type Clinic, STUDY } from '../../support/clinic.ts'
import {
  decideErasure,
  EARLIER_NUMBER,
  enrolSomebody,
  FIRST,
  NAME,
  NUMBER,
  openErasingClinic,
  WORDS,
} from '../../support/erasing-clinic.ts'
import { findWords, scanTable } from '../../support/scan-table.ts'

const PERSONAL = [NAME, NUMBER, EARLIER_NUMBER, ...Object.values(WORDS)]

let clinic: Clinic
let participant: string

async function open(studyData: 'detach' | 'delete' = 'detach') {
  clinic = await openErasingClinic(studyData)
  participant = await enrolSomebody(clinic)
}
beforeEach(() => open())

const of = () => clinic.participantScope('harbor', participant)
const replay = () => replayErasures(clinic.deps, { study: STUDY, after: 0 })

/** Both tables as they were before; the audit table is not restored. */
async function backUp(): Promise<() => Promise<void>> {
  const { tables } = clinic
  const kept = await Promise.all(
    [tables.study, tables.contacts].map(async (table) => ({ table, items: await scanTable(tables, table) })),
  )
  return async () => {
    for (const { table, items } of kept) {
      for (const { pk, sk } of await scanTable(tables, table))
        await tables.dynamo.send(new DeleteItemCommand({ TableName: table, Key: { pk, sk } as never }))
      for (const Item of items)
        await tables.dynamo.send(new PutItemCommand({ TableName: table, Item: Item as never }))
    }
  }
}

async function eraseAndRestore(grade: string): Promise<void> {
  const restore = await backUp()
  await decideErasure(clinic, participant, grade)
  await clinic.tick()
  await restore()
}

describe('after a restore', () => {
  test.each(['detach', 'delete'] as const)(
    'what was erased (%s) is erased again, and nobody is texted again',
    async (studyData) => {
      await open(studyData)
      await eraseAndRestore('erase')
      expect((await findWords(clinic.tables, ...PERSONAL)).length).toBeGreaterThan(0)
      const sent = clinic.texts.length
      expect(await replay()).toEqual({ replayed: 1, next: null })
      expect(await findWords(clinic.tables, ...PERSONAL)).toEqual([])
      expect(clinic.texts).toHaveLength(sent)
      expect(await clinic.deps.erasures.find(of())).toMatchObject({ state: 'done', lastText: 'replayed' })
      if (studyData === 'delete') expect(await findWords(clinic.tables, participant)).toHaveLength(1)
    },
  )

  test('contact that was stopped is stopped again, and a participation ended', async () => {
    await eraseAndRestore('stop-data')
    expect((await clinic.deps.findContact(of()))?.smsConsent).toBe(true)
    await replay()
    expect(await clinic.deps.findContact(of())).toMatchObject({ smsConsent: false })
    expect((await clinic.deps.participants.find(of()))?.ended?.how).toBe('withdrawn')
  })

  test('what a participant decided since is left as it is', async () => {
    await decideErasure(clinic, participant, 'stop-data')
    await clinic.tick()
    clinic.advance('P1D')
    const path = `/api/studies/${STUDY}/participants/${participant}`
    await clinic.api(FIRST, 'DELETE', `${path}/disposition`)
    await clinic.api(FIRST, 'PATCH', `${path}/contact`, { smsConsent: true })
    await replay()
    expect((await clinic.deps.participants.find(of()))?.ended).toBeUndefined()
    expect(await clinic.deps.findContact(of())).toMatchObject({ smsConsent: true })
  })

  test('a request that came since waits for people still', async () => {
    await decideErasure(clinic, participant, 'stop-contact')
    await clinic.tick()
    clinic.advance('P1D')
    await clinic.receive(NUMBER, 'delete my data')
    await replay()
    expect(await clinic.deps.erasures.find(of())).toMatchObject({ state: 'requested', grade: 'erase' })
  })

  test('the replay may run again, and goes on where it had no time left', async () => {
    await eraseAndRestore('erase')
    const another = await enrolSomebody(clinic, '+12025550141', '+12025550142')
    await decideErasure(clinic, another, 'erase')
    await clinic.tick()
    let left = 1
    const first = await replayErasures(clinic.deps, { study: STUDY, after: 0 }, () => left-- > 0)
    expect(first).toMatchObject({ replayed: 1, next: expect.any(Number) })
    const rest = await replayErasures(clinic.deps, { study: STUDY, after: first.next ?? 0 })
    expect(rest).toEqual({ replayed: 1, next: null })
    expect(await replay()).toEqual({ replayed: 2, next: null })
    expect(await findWords(clinic.tables, ...PERSONAL)).toEqual([])
  })

  test('of a study that does not exist nothing is replayed', async () => {
    await expect(replayErasures(clinic.deps, { study: 'none', after: 0 })).rejects.toThrow()
  })
})
