import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDynamo } from '../../../functions/platform/aws/dynamodb-client.ts'
import type { ServiceSettings } from '../../../functions/platform/aws/json-service.ts'

const settings: ServiceSettings = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
}
const GET = new GetItemCommand({ TableName: 'T', Key: { pk: { S: 'a' } }, ConsistentRead: true })
const PUT = new PutItemCommand({ TableName: 'T', Item: { pk: { S: 'a' } } })

type Reply = { readonly status: number; readonly body: unknown } | Error
type Sent = { readonly target: string; readonly body: unknown }

/** A client whose service answers as it is told, one reply a request, and what was sent to it. */
function connectTo(...replies: Reply[]): { readonly client: DynamoDBClient; readonly sent: readonly Sent[] } {
  const sent: Sent[] = []
  const client = createDynamo(
    () => settings,
    () => ({
      async post(target, body) {
        sent.push({ target, body: JSON.parse(body) })
        const reply = replies.shift() ?? { status: 200, body: {} }
        if (reply instanceof Error) throw reply
        const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
        return { status: reply.status, requestId: 'R', body: text }
      },
      destroy() {},
    }),
  )
  return { client, sent }
}

const lost = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
afterEach(() => void vi.restoreAllMocks())

test('nothing of the environment is read before the first request', async () => {
  const client = createDynamo(() => {
    throw new Error('environment: AWS_REGION is missing')
  })
  await expect(client.send(GET)).rejects.toThrow('environment: AWS_REGION is missing')
})

describe('a reply that is an error', () => {
  const type = (name: string) => `com.amazonaws.dynamodb.v20120810#${name}`

  test('comes back as the SDK’s own class, with the item that stands', async () => {
    const Item = { pk: { S: 'a' } }
    const { client } = connectTo({
      status: 400,
      body: { __type: type('ConditionalCheckFailedException'), Item },
    })
    const error: unknown = await client.send(PUT).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConditionalCheckFailedException)
    expect(error).toMatchObject({ Item, $metadata: { httpStatusCode: 400, requestId: 'R', attempts: 1 } })
  })

  test('of a transaction gives the reasons, and how often it was sent', async () => {
    const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }]
    const { client } = connectTo(lost(), {
      status: 400,
      body: { __type: type('TransactionCanceledException'), Message: 'no', CancellationReasons },
    })
    const error: unknown = await client
      .send(new TransactWriteItemsCommand({ TransactItems: [] }))
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TransactionCanceledException)
    expect(error).toMatchObject({ message: 'no', CancellationReasons, $metadata: { attempts: 2 } })
  })

  test.each([
    ['that nobody looks for has its name', { __type: type('ValidationException') }, 'ValidationException'],
    ['that is no JSON says nothing', '<html>', 'UnknownError'],
    ['that is no object says nothing', '[]', 'UnknownError'],
  ])('%s', async (_, body, name) => {
    const { client, sent } = connectTo({ status: 400, body })
    const error: unknown = await client.send(GET).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DynamoDBServiceException)
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
    expect(sent).toHaveLength(1)
  })
})

describe('a request', () => {
  test('is the operation with what the command says, as it stands', async () => {
    const Item = { pk: { S: 'a' }, of: { M: { n: { N: '1.50' } } } }
    const { client, sent } = connectTo({ status: 200, body: { Item } })
    expect((await client.send(GET)).Item).toEqual(Item)
    expect(sent).toEqual([{ target: 'DynamoDB_20120810.GetItem', body: GET.input }])
  })

  test('that was cut off, throttled or answered by a gateway is sent again', async () => {
    const { client, sent } = connectTo(
      ...[
        lost(),
        { status: 503, body: '<html>' },
        { status: 400, body: { __type: 'x#ThrottlingException' } },
      ],
      { status: 200, body: { Item: { pk: { S: 'a' } } } },
    )
    expect((await client.send(GET)).Item).toEqual({ pk: { S: 'a' } })
    expect(sent).toHaveLength(4)
  })

  test('of a transaction carries no token of the SDK: its own conditions make it unrepeatable', async () => {
    const put = { Put: { TableName: 'T', Item: { pk: { S: 'a' } }, ConditionExpression: 'x' } }
    const { client, sent } = connectTo()
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: [put], ReturnConsumedCapacity: 'TOTAL' }),
    )
    expect(sent.map(({ body }) => body)).toEqual([{ TransactItems: [put], ReturnConsumedCapacity: 'TOTAL' }])
  })
})
