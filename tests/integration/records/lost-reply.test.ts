import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import * as z from 'zod'
import { type ConditionalWrite, getItem, toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { createAuditStore } from '../../../functions/records/audit/audit.store.ts'
import { findFirstBrokenEntry } from '../../../functions/records/audit/audit.ts'
import { createRandom } from '../../../infra/local/demo/random.ts'
import { connectTo, createTestTables, type TestTables } from '../../support/test-tables.ts'

const SCOPE = 'study#harbor-7k3f9m2p'
const EVENT = { action: 'text.claimed', actor: { kind: 'system' } } as const
const counterSchema = z.object({ count: z.number() })
const KEY = { pk: 'COUNTER', sk: 'COUNTER' }

type Fate = 'arrives' | 'request lost' | 'reply lost'

/** A client whose connection breaks as it is told: before the request is made, or after it was carried out. */
function breakConnection(
  tables: TestTables,
  decide: (operation: string) => Fate | Promise<Fate>,
): TestTables {
  const dynamo = connectTo(inject('dynamodbEndpoint'), (service) => ({
    ...service,
    async post(target, body) {
      const fate = await decide(target.split('.').at(-1) ?? '')
      if (fate !== 'request lost') {
        const reply = await service.post(target, body)
        if (fate === 'arrives') return reply
      }
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    },
  }))
  return { ...tables, dynamo }
}

const createAudit = ({ dynamo, audit }: TestTables) =>
  createAuditStore({
    dynamo,
    table: audit,
    clock: { now: () => Temporal.Instant.from('2026-03-02T15:00:00Z') },
  })

/** Counts one up from what was read: refused when somebody else counted since. */
function countUp(table: string, from: number): ConditionalWrite<'unchanged'> {
  return {
    condition: 'unchanged',
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...KEY, count: from + 1 }),
        ConditionExpression: 'attribute_not_exists(pk) OR #count = :from',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: toItem({ ':from': from }),
      },
    },
  }
}

describe('a write with its audit entry over a connection that breaks', () => {
  let tables: TestTables
  beforeEach(async () => {
    tables = await createTestTables(inject('dynamodbEndpoint'))
  })
  afterEach(async () => await tables.drop())

  const readCount = async () => (await getItem(tables.dynamo, tables.study, KEY, counterSchema))?.count ?? 0

  /** Lets the nth transaction and those before it go as told; everything else arrives. */
  const breakTransactions = (...fates: Fate[]) =>
    breakConnection(tables, (operation) =>
      operation === 'TransactWriteItems' ? (fates.shift() ?? 'arrives') : 'arrives',
    )

  test.each<[string, Fate[]]>([
    ['the reply is lost', ['reply lost']],
    ['the request is lost', ['request lost']],
    ['the request is lost, then the reply', ['request lost', 'reply lost']],
    ['the reply is lost, then the next request', ['reply lost', 'request lost']],
    ['two replies are lost', ['reply lost', 'reply lost']],
  ])('is written once and said to be, where %s', async (_, fates) => {
    const audit = createAudit(breakTransactions(...fates))
    expect(await audit.write(SCOPE, EVENT, [countUp(tables.study, 0)])).toEqual({ kind: 'written' })
    expect(await readCount()).toBe(1)
    expect(await audit.listChain(SCOPE)).toHaveLength(1)
  })

  test('is refused where somebody else wrote first, though its own request was sent twice', async () => {
    await createAudit(tables).write(SCOPE, EVENT, [countUp(tables.study, 0)])
    const audit = createAudit(breakTransactions('request lost'))
    expect(await audit.write(SCOPE, EVENT, [countUp(tables.study, 0)])).toMatchObject({
      kind: 'refused',
      condition: 'unchanged',
    })
    expect(await audit.listChain(SCOPE)).toHaveLength(1)
  })

  test('does not take the same event, recorded by another writer at the same moment, for its own', async () => {
    let hasMet = false
    const audit = createAudit(
      breakConnection(tables, async (operation) => {
        if (operation !== 'TransactWriteItems' || hasMet) return 'arrives'
        hasMet = true
        await createAudit(tables).write(SCOPE, EVENT, [countUp(tables.study, 0)])
        return 'request lost'
      }),
    )
    expect(await audit.write(SCOPE, EVENT, [countUp(tables.study, 0)])).toMatchObject({ kind: 'refused' })
    expect(await audit.listChain(SCOPE)).toHaveLength(1)
  })

  test('is as many entries as were said to be written, where thirty writers lose every third reply', async () => {
    const random = createRandom('lost replies')
    const broken = breakConnection(tables, (operation) => {
      if (operation !== 'TransactWriteItems') return 'arrives'
      const drawn = random.drawUniform()
      return drawn < 0.33 ? 'reply lost' : drawn < 0.5 ? 'request lost' : 'arrives'
    })
    const audit = createAudit(broken)
    const results = await Promise.all(
      Array.from({ length: 30 }, async () => {
        for (;;) {
          const result = await audit.write(SCOPE, EVENT, [countUp(tables.study, await readCount())])
          if (result.kind === 'written') return result
        }
      }),
    )
    expect(results).toHaveLength(30)
    const chain = await audit.listChain(SCOPE)
    expect([await readCount(), chain.length, findFirstBrokenEntry(chain)]).toEqual([30, 30, undefined])
  })
})
