import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readServiceSettings } from '../../../functions/platform/aws/environment-credentials.ts'
import {
  createJsonService,
  findAddress,
  type JsonService,
} from '../../../functions/platform/aws/json-service.ts'
import { readSecret } from '../../../functions/platform/aws/secret.ts'

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' }

type Call = { readonly headers: IncomingMessage['headers']; readonly body: string }

let server: Server
let endpoint: string
let service: JsonService
let connections: number
let calls: Call[]
let answer: RequestListener

beforeEach(async () => {
  connections = 0
  calls = []
  answer = (_, response) => void response.end('{}')
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    calls.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
    answer(request, response)
  }).on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  service = createJsonService('dynamodb', '1.0', { region: 'eu-central-1', credentials, endpoint })
})
afterEach(() => {
  service.destroy()
  server.close()
  server.closeAllConnections()
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

describe('a request', () => {
  test('is a signed POST of the operation, with the function’s name', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'send-invitation')
    const named = createJsonService('dynamodb', '1.0', { region: 'eu-central-1', credentials, endpoint })
    await named.post('DynamoDB_20120810.GetItem', '{"a":"é"}')
    named.destroy()
    expect(calls).toEqual([
      {
        body: '{"a":"é"}',
        headers: expect.objectContaining({
          host: new URL(endpoint).host,
          'content-type': 'application/x-amz-json-1.0',
          'content-length': '10',
          'user-agent': 'send-invitation',
          'x-amz-target': 'DynamoDB_20120810.GetItem',
          authorization: expect.stringMatching(
            /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-central-1\/dynamodb\/aws4_request, /,
          ),
        }),
      },
    ])
  })

  test('keeps its connection for the next one', async () => {
    for (let request = 0; request < 20; request += 1) await service.post('T', '{}')
    expect(connections).toBe(1)
  })

  test.each([
    ['eu-central-1', undefined, 'https://dynamodb.eu-central-1.amazonaws.com/'],
    ['cn-north-1', undefined, 'https://dynamodb.cn-north-1.amazonaws.com.cn/'],
    ['eu-central-1', 'http://127.0.0.1:8123', 'http://127.0.0.1:8123/'],
  ])('goes to the address of AWS in %s, unless there is another: %s', (region, given, address) => {
    const settings = { region, credentials, ...(given !== undefined && { endpoint: given }) }
    expect(findAddress('dynamodb', settings).href).toBe(address)
  })
})

describe('what comes back', () => {
  test('is the status, the id of the request and the text, in whatever parts', async () => {
    answer = (_, response) => {
      response.writeHead(400, { 'x-amzn-requestid': 'R1' })
      const text = Buffer.from('{"said":"é"}')
      response.write(text.subarray(0, 10))
      setTimeout(() => response.end(text.subarray(10)), 5)
    }
    expect(await service.post('T', '{}')).toEqual({ status: 400, requestId: 'R1', body: '{"said":"é"}' })
  })

  test('nothing within two seconds is a time-out', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    answer = () => void vi.advanceTimersByTime(2_000)
    await expect(service.post('T', '{}')).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  test.each<[string, RequestListener]>([
    ['before the reply', (_, response) => void response.destroy()],
    [
      'in the middle of the reply',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{', () => response.destroy())
      },
    ],
  ])('a connection that was cut %s is an error with its code', async (_, cut) => {
    answer = cut
    await expect(service.post('T', '{}')).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('the environment', () => {
  const NAMES = ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']

  test.each(NAMES)('without %s is refused by the name of the variable alone', (missing) => {
    for (const name of NAMES) vi.stubEnv(name, name === missing ? '' : 'something-private')
    expect(() => readServiceSettings('DYNAMODB')).toThrow(`environment: ${missing} is missing`)
  })

  test('gives region, credentials and the address of the service where there is one', () => {
    for (const name of NAMES) vi.stubEnv(name, name)
    vi.stubEnv('AWS_SESSION_TOKEN', 'session')
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:8123')
    const [region, accessKeyId, secretAccessKey] = NAMES
    const given = { region, credentials: { accessKeyId, secretAccessKey, sessionToken: 'session' } }
    expect(readServiceSettings('DYNAMODB')).toEqual({ ...given, endpoint: 'http://127.0.0.1:8123' })
    expect(readServiceSettings('SECRETS_MANAGER')).toEqual(given)
  })
})

describe('a secret', () => {
  beforeEach(() => {
    for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, name)
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', endpoint)
  })

  test.each([
    ['is refused', 400, '{"__type":"AccessDeniedException","SecretString":"private"}'],
    ['is cut short', 200, '{"SecretString":"private'],
    ['has no text', 200, '{"SecretString":"","Name":"private"}'],
  ])('that %s is an error that says nothing of it', async (_, status, body) => {
    answer = (__, response) => void response.writeHead(status).end(body)
    const error: unknown = await readSecret('arn').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).not.toContain('private')
  })

  test('is read by its name, and again where the connection was lost', async () => {
    answer = (_, response) => {
      if (calls.length === 1) response.destroy()
      else response.end('{"SecretString":"private"}')
    }
    expect(await readSecret('arn')).toBe('private')
    expect(calls.map(({ headers, body }) => [headers['x-amz-target'], JSON.parse(body)])).toEqual(
      Array(2).fill(['secretsmanager.GetSecretValue', { SecretId: 'arn' }]),
    )
  })
})
