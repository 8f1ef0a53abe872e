import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DynamoGate, startDynamoGate } from '../../../infra/local/runtime/dynamodb-gate.ts'
import { type ListeningServer, listen } from '../../../infra/local/runtime/listen.ts'
import { Permissions } from '../../../infra/local/runtime/permissions.ts'

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/Study'
const reached: string[] = []
let database: ListeningServer
let gate: DynamoGate

beforeAll(async () => {
  const server = createServer((request, response) => {
    reached.push(String(request.headers['x-amz-target']))
    response.writeHead(200, { 'x-amz-crc32': '1' }).end('{"Item":{}}')
  })
  database = await listen(server, 0)
  const allowed = [{ Effect: 'Allow' as const, Action: ['dynamodb:GetItem'], Resource: [TABLE] }]
  const permissions = new Permissions(new Map([['Reader', allowed]]))
  const place = { region: 'us-east-1', accountId: '000000000000', tableKeys: new Map<string, string>() }
  gate = await startDynamoGate(database.endpoint, () => ({ permissions, place }))
})
afterAll(async () => {
  await gate.close()
  await database.close()
})

const post = (operation: string, body: string, caller = 'Reader') =>
  fetch(gate.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${caller}/20260101/us-east-1/dynamodb/aws4_request`,
    },
    body,
  })

test.each([
  ['PutItem', 'Reader'],
  ['GetItem', 'Other'],
])('%s by %s is refused in the words of AWS, and does not reach the database', async (operation, caller) => {
  const reply = await post(operation, '{"TableName":"Study"}', caller)
  expect(reply.status).toBe(400)
  expect(await reply.json()).toEqual({
    __type: 'com.amazon.coral.service#AccessDeniedException',
    Message: `User: ${caller} is not authorized to perform: dynamodb:${operation} on resource: ${TABLE}`,
  })
  expect(reached).toEqual([])
})

test('a request that cannot be read is refused, and the gate goes on', async () => {
  expect((await post('GetItem', '{')).status).toBe(400)
  expect((await post('ListTables', '{}')).status).toBe(400)
  expect(reached).toEqual([])
})

test('an allowed request is answered by the database, headers and all', async () => {
  const reply = await post('GetItem', '{"TableName":"Study"}')
  expect([reply.status, reply.headers.get('x-amz-crc32'), await reply.text()]).toEqual([
    200,
    '1',
    '{"Item":{}}',
  ])
  expect(reached).toEqual(['DynamoDB_20120810.GetItem'])
})
