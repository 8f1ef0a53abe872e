import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, expect, test } from 'vitest'
import { startDatabase } from '../../../infra/local/runtime/dynamodb.ts'
import { StateFile } from '../../../infra/local/runtime/state-file.ts'
import { openStreamRecords, type StreamRecord } from '../../../infra/local/runtime/stream-records.ts'
import { StreamSource, streamPositionSchema } from '../../../infra/local/runtime/stream-source.ts'
import { openStreamTrim } from '../../../infra/local/runtime/stream-trim.ts'
import { connect, createLocalTables, readStreamArn } from '../../../infra/local/runtime/tables.ts'

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/Study/stream/local'
const folder = mkdtempSync(join(tmpdir(), 'concord-stream-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Event = { readonly Records: readonly (StreamRecord & { readonly eventSourceARN: string })[] }
const number = ({ dynamodb }: StreamRecord) => Number(dynamodb.SequenceNumber)

/** A stream of so many records, and a function that notes what it is called with and fails as it is told. */
function open(count: number, fail: (numbers: number[]) => unknown = () => ({ batchItemFailures: [] })) {
  const records = Array.from({ length: count }, (_, at) => ({ dynamodb: { SequenceNumber: String(at + 1) } }))
  const calls: number[][] = []
  const position = new StateFile(undefined, (value) => streamPositionSchema.parse(value))
  const lines: string[] = []
  const source = new StreamSource(
    { EventSourceArn: ARN, BatchSize: 4 },
    {
      records: {
        listShards: async () => ['shard'],
        read: async (_, after = '0') => records.filter((record) => number(record) > Number(after)),
      },
      target: {
        invoke: async (event) => {
          const numbers = (event as Event).Records.map(number)
          calls.push(numbers)
          return fail(numbers)
        },
      },
      ...{ position, region: 'us-east-1' },
      log: new Writable({
        write(chunk, _, done) {
          lines.push(String(chunk))
          done()
        },
      }),
    },
  )
  return { source, calls, position, lines }
}

const failAt = (bad: number) => (numbers: number[]) => ({
  batchItemFailures: numbers.includes(bad) ? [{ itemIdentifier: String(bad) }] : [],
})

describe('a stream', () => {
  test('passes over a record that fails each time, with a line in the log, and loses none beside it', async () => {
    const { source, calls, lines, position } = open(6, failAt(3))
    await source.drain()
    expect(lines).toEqual(['record 3 of the stream was passed over\n'])
    expect(calls.filter((numbers) => !numbers.includes(3)).flat()).toEqual([4, 5, 6])
    expect(calls[0]).toEqual([1, 2, 3, 4])
    expect(calls.slice(1, 3)).toEqual([
      [3, 4],
      [3, 4],
    ])
    expect(position.read()).toEqual({ shard: '6' })
  })

  test('halves a batch that a function throws at, until the record is alone', async () => {
    const { source, calls, lines } = open(4, (numbers) => {
      if (numbers.includes(2)) throw new Error('no')
      return { batchItemFailures: [] }
    })
    await source.drain()
    expect(calls.filter((numbers) => !numbers.includes(2))).toEqual([[1], [3, 4]])
    expect(lines.at(-1)).toBe('record 2 of the stream was passed over\n')
  })

  test('fails whole where the reply is not understood', async () => {
    const { source, calls } = open(1, () => ({ failures: [] }))
    await source.drain()
    expect(calls).toEqual([[1], [1], [1]])
  })

  test('is handed over in batches, in its order, once', async () => {
    const { source, calls } = open(10)
    await source.drain()
    await source.drain()
    expect(calls).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10],
    ])
  })
})

test('the embedded database gives items before and after; a restart goes on where it was, although records are gone', async () => {
  const file = join(folder, 'dynamodb.sqlite')
  const table = {
    name: 'Study',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
  }
  const begin = async () => {
    const database = await startDatabase(file)
    const client = connect(database.endpoint, 'us-east-1')
    await createLocalTables(client, [table], new Set(['Study']))
    const trimmer = openStreamTrim(file)
    const events: Event[] = []
    const records = openStreamRecords(database.endpoint, await readStreamArn(client, 'Study'))
    const source = new StreamSource(
      { EventSourceArn: ARN, BatchSize: 100 },
      {
        ...{ records, region: 'us-east-1', log: process.stderr },
        target: { invoke: async (event) => void events.push(event as Event) },
        position: new StateFile(join(folder, 'position.json'), (value) => streamPositionSchema.parse(value)),
        trim: (sequence) => trimmer.trim('Study', sequence),
      },
    )
    const put = (n: number) =>
      client.send(new PutItemCommand({ TableName: 'Study', Item: { pk: { S: 'a' }, n: { N: String(n) } } }))
    const close = async () => {
      await source.stop()
      trimmer.close()
      client.destroy()
      await database.close()
    }
    return { client, source, records, events, put, close }
  }
  const first = await begin()
  for (let n = 1; n <= 5; n += 1) await first.put(n)
  await first.source.drain()
  const taken = first.events.flatMap(({ Records }) => Records)
  expect(
    taken.map(({ dynamodb }) => [dynamodb.SequenceNumber, dynamodb.OldImage, dynamodb.NewImage]),
  ).toEqual(
    [1, 2, 3, 4, 5].map((n) => [
      String(n),
      n === 1 ? undefined : { pk: { S: 'a' }, n: { N: String(n - 1) } },
      { pk: { S: 'a' }, n: { N: String(n) } },
    ]),
  )
  expect(taken[0]).toMatchObject({ eventSourceARN: ARN, awsRegion: 'us-east-1', eventName: 'INSERT' })
  const [shard = ''] = await first.records.listShards()
  expect((await first.records.read(shard, undefined)).map(number)).toEqual([5])
  await first.put(6)
  await first.close()

  const second = await begin()
  await second.client.send(new DeleteItemCommand({ TableName: 'Study', Key: { pk: { S: 'a' } } }))
  await second.source.drain()
  expect(second.events.flatMap(({ Records }) => Records.map(number))).toEqual([7])
  expect(second.events[0]?.Records[0]).toMatchObject({ eventName: 'REMOVE' })
  await second.close()
  expect(first.events.flatMap(({ Records }) => Records.map(number))).toEqual([1, 2, 3, 4, 5, 6])
})
