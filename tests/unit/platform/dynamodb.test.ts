import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  requireExistingItem,
  toItem,
  writeTransaction,
} from '../../../functions/platform/aws/dynamodb.ts'

const dynamo = new DynamoDBClient({ region: 'us-east-1' })
const mock = mockClient(dynamo)
const schema = z.object({ name: z.string() })

beforeEach(() => void mock.reset())

const put = (name: string): ConditionalWrite<string> => ({
  condition: `${name}: must be new`,
  write: {
    Put: { TableName: 'T', Item: { pk: { S: name } }, ConditionExpression: 'attribute_not_exists(pk)' },
  },
})
const cancelled = (...CancellationReasons: { Code: string; Item?: Record<string, { S: string }> }[]) =>
  new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons })

describe('writeTransaction', () => {
  test('a condition that did not hold comes back as its condition, with the item that stands', async () => {
    const Item = { pk: { S: 'b' } }
    mock
      .on(TransactWriteItemsCommand)
      .rejects(cancelled({ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item }, { Code: 'None' }))
    expect(await writeTransaction(dynamo, [put('a'), put('b'), put('c')])).toEqual({
      kind: 'refused',
      condition: 'b: must be new',
      existing: Item,
    })
  })

  test('of several the first counts, and it counts before a conflict', async () => {
    mock
      .on(TransactWriteItemsCommand)
      .rejects(
        cancelled(
          { Code: 'TransactionConflict' },
          { Code: 'ConditionalCheckFailed' },
          { Code: 'ConditionalCheckFailed' },
        ),
      )
    expect(await writeTransaction(dynamo, [put('a'), put('b'), put('c')])).toEqual({
      kind: 'refused',
      condition: 'b: must be new',
      existing: undefined,
    })
  })

  test.each([
    ['another transaction on the same item', cancelled({ Code: 'None' }, { Code: 'TransactionConflict' })],
    ['throttling inside the transaction', cancelled({ Code: 'ThrottlingError' }, { Code: 'None' })],
    ['a cancellation without reasons', cancelled()],
    [
      'throttling of the whole request',
      new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} }),
    ],
    ['a lost connection', new Error('socket hang up')],
  ])('%s is thrown on', async (_, error) => {
    mock.on(TransactWriteItemsCommand).rejects(error)
    await expect(writeTransaction(dynamo, [put('a'), put('b')])).rejects.toBe(error)
  })

  test('sends every write in one command', async () => {
    mock.on(TransactWriteItemsCommand).resolves({})
    const writes = [put('a'), put('b')]
    expect(await writeTransaction(dynamo, writes)).toEqual({ kind: 'written' })
    expect(mock.calls()).toHaveLength(1)
    expect(mock.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input).toEqual({
      TransactItems: writes.map(({ write }) => write),
    })
  })
})

describe('a transaction that was sent again and then refused', () => {
  const proof = { ...put('entry'), provesTransaction: true }
  const refuse = (attempts: number) =>
    Object.assign(cancelled({ Code: 'ConditionalCheckFailed' }, { Code: 'ConditionalCheckFailed' }), {
      $metadata: { attempts },
    })
  const written = () =>
    mock.commandCalls(TransactWriteItemsCommand).at(-1)?.args[0].input.TransactItems?.at(-1)?.Put?.Item
  const run = () => writeTransaction(dynamo, [put('a'), proof])

  test('is refused where the proof is absent, or of another writer', async () => {
    mock.on(TransactWriteItemsCommand).rejects(refuse(2))
    mock.on(GetItemCommand).resolves({})
    expect(await run()).toMatchObject({ kind: 'refused', condition: 'a: must be new' })
    const others = written()
    expect(others).toMatchObject({ pk: { S: 'entry' } })
    mock.on(GetItemCommand).resolves({ Item: others ?? {} })
    expect(await run()).toMatchObject({ kind: 'refused', condition: 'a: must be new' })
  })

  test('is refused where no write is a proof, and where it was sent once, without a read', async () => {
    mock.on(TransactWriteItemsCommand).rejectsOnce(refuse(2)).rejects(refuse(1))
    expect(await writeTransaction(dynamo, [put('a'), put('b')])).toMatchObject({ kind: 'refused' })
    expect(await run()).toMatchObject({ kind: 'refused' })
    expect(mock.commandCalls(GetItemCommand)).toHaveLength(0)
  })

  test('was written where the proof is its own: the reply of the first try was lost', async () => {
    mock.on(TransactWriteItemsCommand).rejects(refuse(2))
    mock.on(GetItemCommand).callsFake(() => ({ Item: written() }))
    expect(await run()).toEqual({ kind: 'written' })
    expect(mock.commandCalls(GetItemCommand).map(({ args }) => args[0].input)).toEqual([
      { TableName: 'T', Key: { pk: { S: 'entry' } }, ConsistentRead: true },
    ])
  })
})

describe('requireExistingItem', () => {
  test('gives the item of a failed condition, none when there was none, and throws every other error on', () => {
    const refusal = (Item?: Record<string, { S: string }>) =>
      new ConditionalCheckFailedException({ message: 'no', $metadata: {}, ...(Item && { Item }) })
    expect(requireExistingItem(refusal({ pk: { S: 'a' } }))).toEqual({ pk: { S: 'a' } })
    expect(requireExistingItem(refusal())).toBeUndefined()
    const other = new Error('other')
    expect(() => requireExistingItem(other)).toThrow(other)
  })
})

describe('readAll', () => {
  test('reads page by page, in order, until no key is left', async () => {
    const key = { pk: { S: 'P' }, sk: { S: 'A#2' } }
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: [toItem({ name: 'one' }), toItem({ name: 'two' })], LastEvaluatedKey: key })
      .resolvesOnce({ Items: [], LastEvaluatedKey: key })
      .resolvesOnce({ Items: [toItem({ name: 'three' })] })
    expect(await readAll(dynamo, 'T', buildPrefixRange('P', 'A#'), schema)).toEqual([
      { name: 'one' },
      { name: 'two' },
      { name: 'three' },
    ])
    const query = {
      TableName: 'T',
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: 'P' }, ':from': { S: 'A#' }, ':to': { S: 'A#\uffff' } },
      ConsistentRead: true,
    }
    expect(mock.commandCalls(QueryCommand).map(({ args }) => args[0].input)).toEqual([
      query,
      { ...query, ExclusiveStartKey: key },
      { ...query, ExclusiveStartKey: key },
    ])
  })

  test('throws for an item that its schema does not know, and for a page that cannot be read', async () => {
    mock.on(QueryCommand).resolves({ Items: [toItem({ name: 7 })] })
    await expect(readAll(dynamo, 'T', buildPrefixRange('P', 'A#'), schema)).rejects.toThrow(z.core.$ZodError)
    mock.on(QueryCommand).rejects(new Error('unreachable'))
    await expect(readAll(dynamo, 'T', buildPrefixRange('P', 'A#'), schema)).rejects.toThrow('unreachable')
  })
})

describe('getItem', () => {
  test('is undefined where there is none, and reads consistently unless told otherwise', async () => {
    mock
      .on(GetItemCommand)
      .resolvesOnce({})
      .resolvesOnce({ Item: toItem({ name: 'one', pk: 'P' }) })
    expect(await getItem(dynamo, 'T', { pk: 'P', sk: 'S' }, schema)).toBeUndefined()
    expect(await getItem(dynamo, 'T', { pk: 'P', sk: 'S' }, schema, 'eventual')).toEqual({ name: 'one' })
    expect(mock.commandCalls(GetItemCommand).map(({ args }) => args[0].input)).toEqual(
      [true, false].map((ConsistentRead) => ({
        TableName: 'T',
        Key: { pk: { S: 'P' }, sk: { S: 'S' } },
        ConsistentRead,
      })),
    )
  })
})
