import {
  DynamoDBClient,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ConditionalWrite, toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { createAuditStore } from '../../../functions/records/audit/audit.store.ts'
import {
  type AuditEntry,
  buildChainEntry,
  FIRST_PREVIOUS,
  findFirstBrokenEntry,
} from '../../../functions/records/audit/audit.ts'
import type { AuditAction } from '../../../functions/records/audit/audit-actions.ts'

const AT = '2026-03-02T15:00:00.000Z'
const SCOPE = 'study#harbor-7k3f9m2p'
const event = (action: AuditAction) => ({ action, actor: { kind: 'system' as const }, about: { attempt: 1 } })

function buildChain(...actions: AuditAction[]): AuditEntry[] {
  const entries: AuditEntry[] = []
  for (const action of actions) entries.push(buildChainEntry(SCOPE, entries.at(-1), event(action), AT))
  return entries
}

describe('a chain', () => {
  const sound = buildChain('participant.enrolled', 'text.claimed', 'text.sent', 'response.started')
  const replaced = (at: number, change: (entry: AuditEntry) => AuditEntry) =>
    sound.map((entry, index) => (index === at ? change(entry) : entry))
  const resealed = (entry: AuditEntry, at: number) =>
    buildChainEntry(SCOPE, sound[at - 1], { ...event('response.submitted'), actor: entry.actor }, entry.at)

  test.each<[string, readonly AuditEntry[], number]>([
    ['an entry that was altered', replaced(1, (entry) => ({ ...entry, action: 'response.submitted' })), 2],
    ['a detail that was altered', replaced(2, (entry) => ({ ...entry, about: { attempt: 2 } })), 3],
    ['a time that was altered', replaced(0, (entry) => ({ ...entry, at: '2026-03-02T15:00:00.001Z' })), 1],
    ['an actor that was altered', replaced(3, (entry) => ({ ...entry, actor: { kind: 'operator' } })), 4],
    ['a hash that was altered', replaced(1, (entry) => ({ ...entry, hash: FIRST_PREVIOUS })), 2],
    ['an entry altered and sealed anew, at the one behind it', replaced(1, (entry) => resealed(entry, 1)), 3],
    ['the first entry removed', sound.slice(1), 1],
    ['an entry removed from the middle', sound.filter((_, at) => at !== 2), 3],
    ['two entries exchanged', [0, 2, 1, 3].flatMap((at) => sound[at] ?? []), 2],
    ['an entry put in twice', [0, 1, 1, 2, 3].flatMap((at) => sound[at] ?? []), 3],
    ['an entry of another chain', replaced(2, (entry) => ({ ...entry, scope: 'study#mesa-00000000' })), 3],
  ])('with %s is found', (_, entries, broken) => expect(findFirstBrokenEntry(entries)).toBe(broken))

  test('is sound from its first entry on, whatever the order of the members', () => {
    expect(findFirstBrokenEntry([])).toBeUndefined()
    expect(findFirstBrokenEntry(sound)).toBeUndefined()
    const turned = sound.map((entry) => Object.fromEntries(Object.entries(entry).reverse()))
    expect(findFirstBrokenEntry(turned as unknown as AuditEntry[])).toBeUndefined()
    expect(sound.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
    expect(sound[0]?.previous).toBe('0'.repeat(64))
    expect(sound[3]?.previous).toBe(sound[2]?.hash)
  })
})

describe('writing with an entry', () => {
  const dynamo = new DynamoDBClient({ region: 'us-east-1' })
  const mock = mockClient(dynamo)
  const store = createAuditStore({
    dynamo,
    table: 'Audit',
    clock: { now: () => Temporal.Instant.from(AT) },
  })
  const write: ConditionalWrite<string> = {
    condition: 'thing: must be new',
    write: { Put: { TableName: 'Study', Item: {} } },
  }
  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: 'cancelled',
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code })),
    })
  const MOVED = cancelled('None', 'ConditionalCheckFailed')
  const stored = (entry: AuditEntry) => toItem({ pk: entry.scope, sk: '', ...entry })
  const HEAD = { sequence: 4, hash: '4'.repeat(64) }
  const entriesWritten = () =>
    mock.commandCalls(TransactWriteItemsCommand).map(({ args }) => args[0].input.TransactItems?.at(-1)?.Put)

  // Without it a lost race waits for some milliseconds.
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
  afterEach(() => {
    vi.restoreAllMocks()
    mock.reset()
  })

  test('gives up with `busy` when the races do not end, after twelve attempts', async () => {
    mock.on(QueryCommand).resolves({ Items: [] })
    mock.on(TransactWriteItemsCommand).rejects(MOVED)
    await expect(store.write(SCOPE, event('text.claimed'), [write])).rejects.toMatchObject({
      problem: { code: 'busy' },
    })
    expect(entriesWritten()).toHaveLength(12)
  })

  test('a refused write is no race: it comes back at once, even when the chain moved as well', async () => {
    mock.on(QueryCommand).resolves({ Items: [] })
    mock.on(TransactWriteItemsCommand).rejects(cancelled('ConditionalCheckFailed', 'ConditionalCheckFailed'))
    expect(await store.write(SCOPE, event('text.claimed'), [write])).toMatchObject({
      kind: 'refused',
      condition: 'thing: must be new',
    })
    expect(entriesWritten()).toHaveLength(1)
  })

  test('throttling is thrown on, not tried for ever', async () => {
    const throttled = cancelled('ThrottlingError', 'None')
    mock.on(QueryCommand).resolves({ Items: [] })
    mock.on(TransactWriteItemsCommand).rejects(throttled)
    await expect(store.write(SCOPE, event('text.claimed'), [write])).rejects.toBe(throttled)
    expect(entriesWritten()).toHaveLength(1)
  })

  test('when the chain moved, it reads the new head and writes behind it', async () => {
    const [first, second] = buildChain('text.claimed', 'text.sent')
    if (!first || !second) throw new Error('no entries')
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: [] })
      .resolvesOnce({ Items: [stored(first)] })
      .resolves({ Items: [stored(second)] })
    mock.on(TransactWriteItemsCommand).rejectsOnce(MOVED).rejectsOnce(MOVED).resolves({})
    expect(await store.write(SCOPE, event('text.claimed'), [write])).toEqual({ kind: 'written' })
    expect(entriesWritten().map((put) => put?.Item?.sk)).toEqual([
      { S: '0000000001' },
      { S: '0000000002' },
      { S: '0000000003' },
    ])
    expect(entriesWritten().at(-1)).toMatchObject({
      TableName: 'Audit',
      Item: { pk: { S: SCOPE }, sequence: { N: '3' }, previous: { S: second.hash }, at: { S: AT } },
      ConditionExpression: 'attribute_not_exists(pk)',
    })
  })

  test('behind a head that was read reads nothing, tries once, and writes the head that it makes', async () => {
    mock.on(TransactWriteItemsCommand).resolves({})
    const made: object[] = []
    const extended = await store.extend({ scope: SCOPE, head: HEAD }, event('text.claimed'), (head) => {
      made.push(head)
      return [write]
    })
    expect(extended).toEqual({ kind: 'written' })
    expect(mock.calls()).toHaveLength(1)
    const entry = buildChainEntry(SCOPE, HEAD, event('text.claimed'), AT)
    expect(made).toMatchObject([{ sequence: 5, hash: entry.hash }])
    expect(entriesWritten()).toEqual([
      {
        TableName: 'Audit',
        Item: {
          ...toItem({ pk: SCOPE, sk: '0000000005', ...entry }),
          // By which this call knows its own entry after a lost reply.
          writer: { S: expect.stringMatching(/^[\w-]{12}$/) },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    ])
    expect(entry.previous).toBe(HEAD.hash)
  })

  test('behind a head that was read goes on behind the newest entry where the head alone is older, and says by how many', async () => {
    const [known, lost] = [HEAD, buildChainEntry(SCOPE, HEAD, event('text.claimed'), AT)]
    mock.on(QueryCommand).resolves({ Items: [toItem({ pk: SCOPE, ...lost })] })
    mock.on(TransactWriteItemsCommand).rejectsOnce(MOVED).resolves({})
    const heads: object[] = []
    const extended = await store.extend({ scope: SCOPE, head: known }, event('text.claimed'), (head) => {
      heads.push(head)
      return [write]
    })
    expect(extended).toEqual({ kind: 'written' })
    expect(heads).toMatchObject([
      { sequence: 5 },
      { sequence: 6, previous: lost.hash, about: { unknown: 1 } },
    ])
  })

  test('behind a head that was read says so when the chain moves again, and tries no third time', async () => {
    const lost = buildChainEntry(SCOPE, HEAD, event('text.claimed'), AT)
    mock.on(QueryCommand).resolves({ Items: [toItem({ pk: SCOPE, ...lost })] })
    mock.on(TransactWriteItemsCommand).rejects(MOVED)
    const chain = { scope: SCOPE, head: HEAD }
    expect(await store.extend(chain, event('text.claimed'), () => [write])).toEqual({ kind: 'stale' })
    expect(mock.commandCalls(TransactWriteItemsCommand)).toHaveLength(2)
  })

  test('behind a head that was read says so where the chain is not ahead of it after all', async () => {
    mock.on(QueryCommand).resolves({ Items: [] })
    mock.on(TransactWriteItemsCommand).rejects(MOVED)
    const chain = { scope: SCOPE, head: HEAD }
    expect(await store.extend(chain, event('text.claimed'), () => [write])).toEqual({ kind: 'stale' })
    expect(mock.commandCalls(TransactWriteItemsCommand)).toHaveLength(1)
  })

  test('behind a head that was read tells a refused write from a lost race', async () => {
    const chain = { scope: SCOPE, head: HEAD }
    mock.on(TransactWriteItemsCommand).rejects(cancelled('ConditionalCheckFailed', 'ConditionalCheckFailed'))
    expect(await store.extend(chain, event('text.claimed'), () => [write])).toMatchObject({
      ...{ kind: 'refused', condition: 'thing: must be new' },
    })
    const throttled = cancelled('ThrottlingError', 'None')
    mock.on(TransactWriteItemsCommand).rejects(throttled)
    await expect(store.extend(chain, event('text.claimed'), () => [write])).rejects.toBe(throttled)
  })

  test('reads the head consistently: the newest entry alone', async () => {
    mock.on(QueryCommand).resolves({ Items: [] })
    mock.on(TransactWriteItemsCommand).resolves({})
    await store.write(SCOPE, event('text.claimed'), [])
    expect(mock.commandCalls(QueryCommand).map(({ args }) => args[0].input)).toEqual([
      {
        TableName: 'Audit',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: SCOPE } },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      },
    ])
  })
})

describe('a chain that stands on the entry that made it', () => {
  const [root] = buildChain('participant.enrolled')
  if (!root) throw new Error('no entry')
  const own = 'study#harbor-7k3f9m2p#baseline'
  const first = buildChainEntry(own, { sequence: 0, hash: root.hash }, event('response.started'), AT)
  const second = buildChainEntry(own, first, event('response.submitted'), AT)

  test('begins with its own first entry, behind that one', () => {
    expect(first).toMatchObject({ scope: own, sequence: 1, previous: root.hash })
    expect(second).toMatchObject({ scope: own, sequence: 2, previous: first.hash })
    expect(findFirstBrokenEntry([first, second], root.hash)).toBeUndefined()
    expect(findFirstBrokenEntry([], root.hash)).toBeUndefined()
  })

  test('is broken from the start on any other, and on none', () => {
    expect(findFirstBrokenEntry([first, second])).toBe(1)
    expect(findFirstBrokenEntry([first, second], first.hash)).toBe(1)
    expect(findFirstBrokenEntry([second], root.hash)).toBe(1)
  })
})
