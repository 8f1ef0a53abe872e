import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createTables } from '../../support/tables.ts'
import { connectTo } from '../../support/test-tables.ts'

/* A table that is throttled for longer than a request may wait: whoever asked is told to come again, and nothing is lost. */

let clinic: Clinic
let participant: string
let link: string
/** How many of the next requests are throttled. */
let throttled = 0
const database = createServer(forward)

beforeAll(() => new Promise<void>((resolve) => void database.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => void database.close(resolve)))

beforeEach(async () => {
  throttled = 0
  const { port } = database.address() as AddressInfo
  const tables = await createTables()
  clinic = await openClinic(undefined, { ...tables, dynamo: connectTo(`http://127.0.0.1:${port}`) })
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
})

/** Stands before the embedded DynamoDB. */
async function forward(request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const body = await buffer(request)
  const operation = String(request.headers['x-amz-target'])
  if (throttled > 0) {
    throttled -= 1
    const text = JSON.stringify(describeThrottling(operation.endsWith('TransactWriteItems')))
    reply.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(text)
    return
  }
  const { authorization = '', 'x-amz-date': date = '' } = request.headers
  const forwarded = await fetch(inject('dynamodbEndpoint'), {
    ...{ method: 'POST', body },
    headers: {
      ...{ authorization, 'x-amz-date': String(date), 'x-amz-target': operation },
      'content-type': 'application/x-amz-json-1.0',
    },
  })
  reply.writeHead(forwarded.status, { 'content-type': 'application/x-amz-json-1.0' })
  reply.end(Buffer.from(await forwarded.arrayBuffer()))
}

/** As DynamoDB says it of a single request, and of a transaction. */
function describeThrottling(isTransaction: boolean) {
  const name = isTransaction ? 'TransactionCanceledException' : 'ProvisionedThroughputExceededException'
  return {
    ...{ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'throttled' },
    ...(isTransaction && { CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'None' }] }),
  }
}

const enrolment = { site: 'harbor', phone: '+12025550177', locale: 'en', smsConsent: true }
const enrol = () =>
  clinic.api('coordinator-harbor', 'POST', `/api/studies/${STUDY}/participants`, enrolment, {
    'idempotency-key': 'first-visit',
  })

describe('for a moment: nobody notices', () => {
  test.each<[string, () => Promise<Response> | Response, number]>([
    ['an answer', () => clinic.postJson(`${link}/1`, { answer: '7' }), 200],
    ['a submission', () => clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS }), 200],
    ['a page', () => clinic.page(`${link}/1`), 200],
    ['an enrolment', enrol, 201],
  ])('%s', async (_, ask, status) => {
    throttled = 3
    expect((await ask()).status).toBe(status)
    expect(throttled).toBe(0)
  })
})

test('for long: 503 with Retry-After, and the same request succeeds later', { timeout: 20_000 }, async () => {
  const requests: readonly (readonly [() => Promise<Response> | Response, number])[] = [
    [() => clinic.page(`${link}/1`), 200],
    [() => clinic.postJson(`${link}/1`, { answer: '7' }), 200],
    [() => clinic.postForm(`${link}/2`, { answer: '7' }), 303],
    [() => clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS }), 200],
    [enrol, 201],
  ]
  throttled = Infinity
  for (const refused of await Promise.all(requests.map(([ask]) => ask())))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  throttled = 0
  expect((await clinic.readSurvey(participant))?.response).toBeUndefined()
  for (const [ask, status] of requests) expect((await ask()).status).toBe(status)
})
