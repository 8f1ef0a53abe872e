import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import {
  DescribeOptedOutNumbersCommand,
  PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { runRestoreCommand } from '../../../functions/cli/run-restore-command.ts'
import { takeRestoreStep } from '../../../functions/cli/wire-restore.command.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { scanTable } from '../../support/scan-table.ts'
import { wirePublishing } from '../../support/seeding.ts'
import { connectTo, createTestTables } from '../../support/test-tables.ts'

/*
 * The command as an operator types it. What the embedded DynamoDB does not have stands in front of it, as AWS does it: resource
 * policies, and a restore into a new table.
 */

const OPERATOR = 'arn:aws:iam::111122223333:role/operator'
const NUMBER = '+12025550123'
const NOW = Date.now()
const AT = new Date(NOW).toISOString()
const carrier = mockClient(PinpointSMSVoiceV2Client)
const front = createServer(answer)
const policies = new Map<string, string>()
/** Of tables that were restored, by name: what they were restored from and to. */
const origins = new Map<string, { readonly table: string; readonly at: number }>()
/** Settings that were turned on. */
const changed: string[] = []

let clinic: Clinic
let participant: string
let stage: string
let dynamo: DynamoDBClient

beforeAll(() => new Promise<void>((resolve) => void front.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  carrier.restore()
  return new Promise((resolve) => void front.close(resolve))
})

beforeEach(async () => {
  policies.clear()
  origins.clear()
  changed.splice(0)
  carrier.reset()
  carrier.on(DescribeOptedOutNumbersCommand).resolves({ OptedOutNumbers: [] })
  const endpoint = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'test' }
  dynamo = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })
  const tables = await createTestTables(inject('dynamodbEndpoint'), connectTo(endpoint), (construct, run) => {
    stage = run
    return `ConcordData-${run}-${construct}Table1`
  })
  await seedLibrary(wirePublishing(tables).deps, shippedDefinitions)
  clinic = await openClinic(new Date(NOW - 60_000).toISOString(), tables)
  participant = await clinic.enrol('harbor', NUMBER)
})

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await runRestoreCommand([...args, '--stage', stage], {
    take: (step, place) =>
      takeRestoreStep(step, {
        ...{ ...place, dynamo, out: (line) => void out.push(line) },
      }),
    err: (line) => void err.push(line),
  })
  return { exitCode, out, err: err.join('\n') }
}

const callRun = ([study = '', contacts = '']: readonly string[], at = AT) =>
  run(
    ...['run', '--at', at, '--opt-out-list', 'list'],
    ...['--study-copy', study, '--contacts-copy', contacts],
  )
const getParticipant = () =>
  clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/participants/${participant}`)

describe('is refused', () => {
  test('while the service takes traffic, and changes nothing', async () => {
    const { out: copies } = await run('begin', '--at', AT)
    clinic.advance('PT2M')
    await clinic.receive(NUMBER, 'STOP')
    const refused = await callRun(copies)
    expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining('takes traffic') })
    expect((await clinic.deps.findPhone(NUMBER)).stoppedAt).toBeDefined()
    expect(changed).toEqual([])
  })

  test('to open before anything was restored', async () => {
    await run('close', '--operator', OPERATOR)
    expect(await run('open')).toMatchObject({ exitCode: 1, err: expect.stringContaining('--abandon') })
    expect(policies.size).toBe(2)
    expect(await run('open', '--abandon')).toMatchObject({ exitCode: 0 })
    expect(policies.size).toBe(0)
  })

  test('to open one table of two whose run is not done: either door counts', async () => {
    for (const left of ['Study', 'Contacts']) {
      await run('close', '--operator', OPERATOR)
      for (const arn of policies.keys()) if (!arn.includes(`${left}Table1`)) policies.delete(arn)
      expect(policies.size, left).toBe(1)
      expect(await run('open'), left).toMatchObject({ exitCode: 1 })
      expect(policies.size, left).toBe(1)
    }
  })

  test('of copies that AWS calls another table’s, or another instant’s', async () => {
    const { out: copies } = await run('begin', '--at', AT)
    await run('close', '--operator', OPERATOR)
    expect(await callRun([...copies].reverse())).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('is a copy of'),
    })
    const other = new Date(NOW - 3_600_000).toISOString()
    expect(await callRun(copies, other)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining(
        `was restored to ${new Date(Math.floor(NOW / 1000) * 1000).toISOString()}`,
      ),
    })
    expect(changed).toEqual([])
  })

  test('to open what a run has left half done, abandoned or not, until one of that order is done', async () => {
    const { out: copies } = await run('begin', '--at', AT)
    await run('close', '--operator', OPERATOR)
    expect(await callRun(copies)).toMatchObject({ exitCode: 0 })
    // Begun again, and the carrier does not answer: the first says nothing of what this one leaves.
    carrier.on(DescribeOptedOutNumbersCommand).rejects(new Error('carrier'))
    expect(await callRun(copies)).toMatchObject({ exitCode: 1 })
    for (const flags of [[], ['--abandon']])
      expect(await run('open', ...flags)).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('has not finished'),
      })
    expect(policies.size).toBe(2)
    carrier.on(DescribeOptedOutNumbersCommand).resolves({ OptedOutNumbers: [] })
    expect(await callRun(copies)).toMatchObject({ exitCode: 0 })
    expect(await run('open')).toMatchObject({ exitCode: 0 })
    expect(policies.size).toBe(0)
  })

  test('of a stage that is not there', async () => {
    stage = 'elsewhere'
    expect(await run('close', '--operator', OPERATOR)).toMatchObject({ exitCode: 1 })
  })
})

test('begin, close, run, open: the service is shut out, the STOP stands, and it goes on', async () => {
  const { out: copies } = await run('begin', '--at', AT)
  expect(copies).toHaveLength(2)
  clinic.advance('PT2M')
  await clinic.receive(NUMBER, 'STOP')
  expect(await run('close', '--operator', OPERATOR)).toMatchObject({ exitCode: 0 })
  expect((await getParticipant()).status).toBe(500)
  const done = await callRun(copies)
  expect(done).toMatchObject({ exitCode: 0, err: '' })
  expect(done.out).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/StudyTable1: \d+ items put, \d+ deleted/),
      expect.stringContaining('point-in-time recovery'),
      'opt-outs done again: 1 of the audit trail, 0 of the carrier’s list',
      expect.stringMatching(/^texts held back: 1, /),
    ]),
  )
  expect((await getParticipant()).status).toBe(500)
  expect(await run('open')).toMatchObject({ exitCode: 0 })
  expect((await getParticipant()).status).toBe(200)
  expect((await clinic.deps.findPhone(NUMBER)).stoppedAt).toBeDefined()
  await clinic.tick()
  expect(clinic.texts.filter(({ body }) => body.includes('/s/'))).toEqual([])
})

/** Stands before the embedded DynamoDB. */
async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const body = await buffer(request)
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
  const asked = JSON.parse(body.toString())
  const send = (value: object, status = 200) =>
    reply.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(value))
  const own = await answerItself(operation, asked)
  if (own) return void send(own, '__type' in own ? 400 : 200)
  const isOperator = request.headers.authorization?.includes('Credential=operator/')
  const isClosed = [...policies.keys()].some((arn) => body.toString().includes(String(arn.split('/')[1])))
  if (isClosed && !isOperator && operation !== 'CreateTable')
    return void send({ __type: 'com.amazon.coral.service#AccessDeniedException', Message: 'closed' }, 400)
  const { authorization = '', 'x-amz-date': date = '', 'x-amz-target': target = '' } = request.headers
  const headers = { authorization, 'x-amz-date': String(date), 'x-amz-target': String(target) }
  const forwarded = await fetch(inject('dynamodbEndpoint'), {
    ...{ method: 'POST', body },
    headers: { ...headers, 'content-type': 'application/x-amz-json-1.0' },
  })
  const found = Buffer.from(await forwarded.arrayBuffer())
  const origin = operation === 'DescribeTable' ? origins.get(asked.TableName) : undefined
  if (origin && forwarded.ok) return void send(addSummary(JSON.parse(found.toString()), origin))
  reply.writeHead(forwarded.status, { 'content-type': 'application/x-amz-json-1.0' }).end(found)
}

function addSummary({ Table }: { Table: object }, { table, at }: { table: string; at: number }): object {
  const RestoreSummary = { SourceTableArn: table, RestoreDateTime: at, RestoreInProgress: false }
  return { Table: { ...Table, RestoreSummary } }
}

async function answerItself(operation: string, asked: Record<string, string>): Promise<object | undefined> {
  const { ResourceArn: arn, Policy, TableName, SourceTableName: from, TargetTableName: to } = asked
  switch (operation) {
    case 'PutResourcePolicy':
      policies.set(arn ?? '', Policy ?? '')
      return { RevisionId: '1' }
    case 'GetResourcePolicy':
      return policies.has(arn ?? '')
        ? { Policy: policies.get(arn ?? ''), RevisionId: '1' }
        : { __type: 'com.amazonaws.dynamodb.v20120810#PolicyNotFoundException', message: 'none' }
    case 'DeleteResourcePolicy':
      policies.delete(arn ?? '')
      return {}
    case 'DescribeContinuousBackups':
      return { ContinuousBackupsDescription: { ContinuousBackupsStatus: 'DISABLED' } }
    case 'UpdateContinuousBackups':
    case 'UpdateTable':
    case 'UpdateTimeToLive':
      changed.push(`${operation} ${TableName}`)
      return {}
    case 'RestoreTableToPointInTime':
      await copyTable(String(from), String(to))
      // In whole seconds, as AWS counts them.
      origins.set(String(to), {
        table: await findArn(String(from)),
        at: Math.floor(Number(asked.RestoreDateTime)),
      })
      return {}
    default:
      return undefined
  }
}

async function findArn(table: string): Promise<string> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }))
  return String(Table?.TableArn)
}

/** A restore to this very moment. */
async function copyTable(from: string, to: string): Promise<void> {
  const items = await scanTable(clinic.tables, from)
  await dynamo.send(
    new CreateTableCommand({
      ...{ TableName: to, BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    }),
  )
  for (const Item of items) await dynamo.send(new PutItemCommand({ TableName: to, Item: Item as never }))
}
