import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDynamo, type DynamoSettings } from '../../../functions/platform/aws/dynamodb-client.ts'

const settings: DynamoSettings = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
}
const GET = new GetItemCommand({ TableName: 'T', Key: { pk: { S: 'a' } }, ConsistentRead: true })
const PUT = new PutItemCommand({ TableName: 'T', Item: { pk: { S: 'a' } } })

type Reply = { readonly status: number; readonly body: unknown } | Error
type Request = {
  readonly protocol: string
  readonly hostname: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Answers as it is told, one reply a request, and keeps what was sent. */
function answer(client: DynamoDBClient, ...replies: Reply[]): Request[] {
  const sent: Request[] = []
  const handle = async (request: Request) => {
    sent.push({ ...request, headers: { ...request.headers } })
    const reply = replies.shift() ?? { status: 200, body: {} }
    if (reply instanceof Error) throw reply
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
    const body = new Blob([text]).stream()
    return { response: { statusCode: reply.status, headers: {}, body } }
  }
  Object.assign(client.config, { requestHandler: { handle, destroy() {} } })
  return sent
}

const parseBody = ({ body }: Request): unknown => JSON.parse(new TextDecoder().decode(body))
const lost = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe('the environment', () => {
  test.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    'without %s is refused at the first request, by the name of the variable alone',
    async (missing) => {
      for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
        vi.stubEnv(name, name === missing ? '' : 'something-private')
      const client = createDynamo()
      const sent = answer(client)
      await expect(client.send(GET)).rejects.toThrow(`environment: ${missing} is missing`)
      expect(sent).toEqual([])
    },
  )

  test('gives region, credentials, the function’s name, and the address where there is one', async () => {
    vi.stubEnv('AWS_REGION', 'us-west-2')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIA')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('AWS_SESSION_TOKEN', 'session')
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:8123')
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'send-invitation')
    const client = createDynamo()
    const sent = answer(client)
    await client.send(GET)
    const [request] = sent
    expect(request).toMatchObject({ protocol: 'http:', hostname: '127.0.0.1', port: 8123 })
    expect(request?.headers).toMatchObject({
      host: '127.0.0.1:8123',
      authorization: expect.stringMatching(/Credential=ASIA\/\d{8}\/us-west-2\/dynamodb\/aws4_request/),
      'x-amz-security-token': 'session',
      'user-agent': 'send-invitation',
    })
  })
})

describe('a reply that is an error', () => {
  const type = (name: string) => `com.amazonaws.dynamodb.v20120810#${name}`

  test('comes back as the SDK’s own class, with the item that stands', async () => {
    const client = createDynamo(() => settings)
    const Item = { pk: { S: 'a' } }
    answer(client, { status: 400, body: { __type: type('ConditionalCheckFailedException'), Item } })
    const error: unknown = await client.send(PUT).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConditionalCheckFailedException)
    expect(error).toMatchObject({ Item, $metadata: { httpStatusCode: 400, attempts: 1 } })
  })

  test('of a transaction gives the reasons, and how often it was sent', async () => {
    const client = createDynamo(() => settings)
    const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }]
    answer(client, lost(), {
      status: 400,
      body: { __type: type('TransactionCanceledException'), Message: 'no', CancellationReasons },
    })
    const error: unknown = await client
      .send(new TransactWriteItemsCommand({ TransactItems: [] }))
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TransactionCanceledException)
    expect(error).toMatchObject({ CancellationReasons, $metadata: { attempts: 2 } })
  })
})

describe('a request', () => {
  test('goes to the address of AWS in the region, signed for it', async () => {
    const client = createDynamo(() => settings)
    const sent = answer(client)
    await client.send(GET)
    const [request] = sent
    expect(request).toMatchObject({ protocol: 'https:', hostname: 'dynamodb.eu-central-1.amazonaws.com' })
    expect(request?.headers).toMatchObject({
      host: 'dynamodb.eu-central-1.amazonaws.com',
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      authorization: expect.stringContaining('/eu-central-1/dynamodb/aws4_request'),
    })
    expect(request && parseBody(request)).toEqual({
      TableName: 'T',
      Key: { pk: { S: 'a' } },
      ConsistentRead: true,
    })
  })

  test('that was cut off, throttled or answered by a gateway is sent again and signed anew', async () => {
    const client = createDynamo(() => settings)
    vi.useFakeTimers({ toFake: ['Date'], now: 0 })
    const sent = answer(
      client,
      ...[
        lost(),
        { status: 503, body: '<html>' },
        { status: 400, body: { __type: 'x#ThrottlingException' } },
      ],
      { status: 200, body: { Item: { pk: { S: 'a' } } } },
    )
    const { handle } = client.config.requestHandler
    client.config.requestHandler.handle = async (...args) => {
      vi.setSystemTime(Date.now() + 1_000)
      return await handle(...args)
    }
    try {
      expect((await client.send(GET)).Item).toEqual({ pk: { S: 'a' } })
    } finally {
      vi.useRealTimers()
    }
    expect(sent.map(({ headers }) => headers['x-amz-date'])).toEqual(
      ['00', '01', '02', '03'].map((second) => `19700101T0000${second}Z`),
    )
    expect(new Set(sent.map(({ headers }) => headers.authorization)).size).toBe(4)
  })

  test('of a transaction carries no token of the SDK: its own conditions make it unrepeatable', async () => {
    const client = createDynamo(() => settings)
    const put = { Put: { TableName: 'T', Item: { pk: { S: 'a' } }, ConditionExpression: 'x' } }
    const sent = answer(client)
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: [put], ReturnConsumedCapacity: 'TOTAL' }),
    )
    expect(sent.map(parseBody)).toEqual([{ TransactItems: [put], ReturnConsumedCapacity: 'TOTAL' }])
  })

  test('keeps its connection for the next one', async () => {
    let connections = 0
    const server = createServer((_, response) => response.end('{}')).on('connection', () => {
      connections += 1
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const client = createDynamo(() => ({ ...settings, endpoint: `http://127.0.0.1:${port}` }))
    try {
      for (let request = 0; request < 20; request += 1) await client.send(GET)
      expect(connections).toBe(1)
    } finally {
      client.destroy()
      server.close()
    }
  })
})
