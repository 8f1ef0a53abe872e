import {
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { BASELINE_ANSWERS, type Clinic, openClinic } from '../../support/clinic.ts'
import { answerOnPage, type OpenPage, openPage, readReview, submitReviewed } from '../../support/open-page.ts'
import { createTables } from '../../support/tables.ts'

/*
 * What each step of a survey costs, in requests to the database: the hot path's promise. A request more is a round trip more
 * for somebody who waits.
 */

type Command = { readonly name: string; readonly input: object }

let clinic: Clinic
let participant: string
let link: string
let commands: Command[] = []

beforeEach(async () => {
  const tables = await createTables()
  const { dynamo } = tables
  const counted = new Proxy(dynamo, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name)
      return (command: { readonly input: object; readonly constructor: { readonly name: string } }) => {
        commands.push({ name: command.constructor.name, input: command.input })
        return (target.send as (sent: unknown) => Promise<unknown>)(command)
      }
    },
  })
  clinic = await openClinic(undefined, { ...tables, dynamo: counted })
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
  commands = []
})

const take = (): string[] => {
  const names = commands.map(({ name }) => name)
  commands = []
  return names
}

async function answer(page: OpenPage, position: number, code: string): Promise<void> {
  expect((await answerOnPage(clinic, page, position, code)).status).toBe(200)
}

describe('requests to the database', () => {
  test('a forged link asks nothing', async () => {
    await clinic.page(`/s/${'A'.repeat(22)}`)
    expect(take()).toEqual([])
  })

  test('opening is one read', async () => {
    await clinic.page(link)
    expect(take()).toEqual([GetItemCommand.name])
  })

  test('each answer is one conditional write, the first one too, and reads nothing', async () => {
    const page = await openPage(clinic, link)
    take()
    for (const [position, code] of [
      [1, '7'],
      [2, '6'],
      [3, '7'],
      [2, '5'],
      [7, '1'],
    ] as const) {
      await answer(page, position, code)
      expect(take()).toEqual([UpdateItemCommand.name])
    }
    expect((await clinic.readSurvey(participant))?.response?.answers).toEqual({
      ...{ 'peg/pain': '7', 'peg/enjoyment': '5', 'peg/activity': '7', 'phq-9/interest': '1' },
    })
  })

  test('an answer that sets off a rule is one transaction with its alert', async () => {
    const page = await openPage(clinic, link)
    await answer(page, 1, '7')
    take()
    await answer(page, 15, '1')
    expect(take()).toEqual([TransactWriteItemsCommand.name])
  })

  test('a submission is two reads at once and one transaction', async () => {
    const page = await openPage(clinic, link)
    for (const [place, code] of Object.values(BASELINE_ANSWERS).entries()) await answer(page, place + 1, code)
    const { revision } = await readReview(clinic, link)
    take()
    expect((await clinic.postJson(`${link}/submit`, { revision: Number(revision) })).status).toBe(200)
    expect(take()).toEqual([QueryCommand.name, QueryCommand.name, TransactWriteItemsCommand.name])
  })

  test('a whole survey by screens is twenty', async () => {
    const page = await openPage(clinic, link)
    for (const [place, code] of Object.values(BASELINE_ANSWERS).entries()) await answer(page, place + 1, code)
    const answered = take()
    // The page counts its own answers: it needs no review from the server to know which revision it shows.
    const { revision } = await readReview(clinic, link)
    take()
    await clinic.postJson(`${link}/submit`, { revision: Number(revision) })
    // Opening, fifteen answers, the scores before at the one that completes a watched scale, two reads and a transaction.
    expect([...answered, ...take()]).toHaveLength(1 + 15 + 1 + 3)
  })

  test('a page without its state reads once for an answer', async () => {
    await openPage(clinic, link)
    take()
    expect((await clinic.postForm(`${link}/1`, { answer: '7' })).status).toBe(303)
    expect(take()).toEqual([GetItemCommand.name, UpdateItemCommand.name])
    expect((await clinic.postForm(`${link}/2`, { answer: '7' })).status).toBe(303)
    expect(take()).toEqual([GetItemCommand.name, UpdateItemCommand.name])
  })
})

test('a survey with all its answers, and its scores, are below the kilobyte that one write unit pays for', async () => {
  const page = await openPage(clinic, link)
  for (const [place, code] of Object.values(BASELINE_ANSWERS).entries()) await answer(page, place + 1, code)
  const measure = async (prefix: string) =>
    (await clinic.tables.everything(clinic.tables.study))
      .filter(({ sk }) => String(sk).startsWith(prefix))
      .map(measureItem)
  const [survey] = await measure(`ASSESSMENT#${participant}#baseline`)
  expect(survey).toBeGreaterThan(500)
  expect(survey).toBeLessThan(1024)
  await submitReviewed(clinic, link)
  for (const size of await measure('ASSESSMENT#')) expect(size).toBeLessThan(1024)
  for (const size of await measure(`PARTICIPANT#${participant}#SCORES#`)) expect(size).toBeLessThan(1024)
})

/** Bytes of an item as DynamoDB counts them: names and UTF-8 values, one and a byte for each element of what holds others. */
function measureItem(item: Record<string, unknown>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + name.length + measureValue(value), 0)
}

function measureValue(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1
  if (value === null || typeof value === 'boolean') return 1
  if (value instanceof Set) return [...value].reduce<number>((sum, one) => sum + measureValue(one), 0)
  const inner = Array.isArray(value)
    ? value.map((one) => ['', one] as const)
    : Object.entries(value as object)
  return inner.reduce((sum, [name, one]) => sum + name.length + measureValue(one) + 1, 3)
}
