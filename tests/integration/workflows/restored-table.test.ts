import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { findFirstBrokenEntry } from '../../../functions/records/audit/audit.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { submitReviewed } from '../../support/open-page.ts'
import { scanTable } from '../../support/scan-table.ts'

/*
 * The Study table alone was restored: its records are older than their audit chains, which hold entries that the records do
 * not know. Whatever is done with such a record goes on behind the newest entry, and says how many it did not know.
 */

const GIVEN = '2026-03-10T15:00:00.000Z'

let clinic: Clinic
let participant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
})

const send = async (position: number, answer: string, claimedAt?: string) =>
  (await clinic.postJson(`${link}/${position}`, { answer, ...(claimedAt && { claimedAt }) })).status
const readAnswers = async () => (await clinic.readSurvey(participant))?.response?.answers
const readChain = () => clinic.readAudit(participant)

/** The Study table as it is now; the others go on. */
async function backUpStudy(): Promise<() => Promise<void>> {
  const { dynamo, study } = { ...clinic.tables }
  const items = await scanTable(clinic.tables, study)
  return async () => {
    for (const { pk, sk } of await scanTable(clinic.tables, study))
      await dynamo.send(new DeleteItemCommand({ TableName: study, Key: { pk, sk } as never }))
    for (const Item of items) await dynamo.send(new PutItemCommand({ TableName: study, Item: Item as never }))
  }
}

/** Answers the first question, keeps the table, raises an alert with another answer, and loses that by a restore. */
async function loseAnAnswer(): Promise<void> {
  expect(await send(1, '7')).toBe(200)
  const restore = await backUpStudy()
  expect(await send(15, '1')).toBe(200)
  await restore()
  expect(await readAnswers()).toEqual({ 'peg/pain': '7' })
}

describe('a record that is older than its chain', () => {
  beforeEach(loseAnAnswer)

  test('takes the answer that was lost once more, with its alert', async () => {
    expect(await send(15, '1')).toBe(200)
    expect(await readAnswers()).toEqual({ 'peg/pain': '7', 'phq-9/self-harm': '1' })
    expect(
      await clinic.deps.alerts.listByParticipant(clinic.participantScope('harbor', participant)),
    ).toHaveLength(1)
    // `readAudit` refuses a chain that is broken.
    expect((await readChain()).filter(({ about }) => about?.unknown !== undefined)).toMatchObject([
      { about: { unknown: 1 } },
    ])
  })

  test('is submitted, once', async () => {
    expect((await submitReviewed(clinic, link)).status).toBe(200)
    const submitted = (await readChain()).filter(({ action }) => action === 'response.submitted')
    expect(submitted).toMatchObject([{ about: { unknown: 1 } }])
  })

  test('is closed unsubmitted, once, and what is due does not come again', async () => {
    clinic.advance('P20D')
    expect(await clinic.tick()).toContain('closed')
    expect(await clinic.tick()).toEqual([])
    const closed = (await readChain()).filter(({ action }) => action === 'response.closed-unsubmitted')
    expect(closed).toMatchObject([{ about: { unknown: 1 } }])
  })

  test('keeps late answers, and takes them in', async () => {
    clinic.advance('P20D')
    expect(await send(2, '5', GIVEN)).toBe(200)
    const path = `/api/studies/${STUDY}/participants/${participant}/assessments/baseline/late-answers`
    const reply = await clinic.api('coordinator-harbor', 'POST', path, { decision: 'taken-in' })
    expect(await reply.json()).toMatchObject({ decided: 1 })
    expect(await readAnswers()).toEqual({ 'peg/pain': '7', 'peg/enjoyment': '5' })
    const entries = await readChain()
    // Only the first of the two was behind: the record knows the chain again.
    expect(entries.filter(({ about }) => about?.unknown !== undefined)).toMatchObject([
      { action: 'answer.received-late' },
    ])
  })

  test('goes on where two write at once', async () => {
    expect(await Promise.all([send(15, '1'), send(15, '2'), send(2, '5')])).toEqual([200, 200, 200])
    expect(findFirstBrokenEntry(await clinic.audit.listChain(`${STUDY}#${participant}`))).toBeUndefined()
    expect((await readChain()).length).toBeGreaterThan(3)
  })
})

test('a text plan that is older than its chain sends its text once more, and then no more', async () => {
  const restore = await backUpStudy()
  clinic.advance('P2D')
  await clinic.tick()
  const sent = clinic.texts.length
  expect(sent).toBe(2)
  await restore()
  await clinic.tick()
  expect(clinic.texts).toHaveLength(sent + 1)
  await clinic.tick()
  expect(clinic.texts).toHaveLength(sent + 1)
  expect((await readChain()).find(({ about }) => about?.unknown !== undefined)?.action).toBe('text.claimed')
})
