import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, expect, test } from 'vitest'
import {
  findDataTables,
  scanAuditEntries,
  scanHeads,
} from '../../../functions/records/audit/audit-scan.store.ts'

const mock = mockClient(DynamoDBClient)
const dynamo = new DynamoDBClient({ region: 'us-east-1' })
beforeEach(() => void mock.reset())
afterAll(() => mock.restore())

const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } })

test('every page is read, and between two pages a scan waits for what the one before cost', async () => {
  const after = key('study', '0000000001')
  mock
    .on(ScanCommand, { ExclusiveStartKey: undefined })
    .resolves({ Items: [after], LastEvaluatedKey: after, ConsumedCapacity: { CapacityUnits: 128 } })
    .on(ScanCommand, { ExclusiveStartKey: after })
    .resolves({ Items: [key('study', '0000000002')], ConsumedCapacity: { CapacityUnits: 128 } })
  const waits: number[] = []
  const scan = {
    ...{ dynamo, table: 'Audit', unitsPerSecond: 64 },
    wait: async (milliseconds: number) => void waits.push(milliseconds),
  }
  const positions: string[] = []
  for await (const { position } of scanAuditEntries(scan)) positions.push(position)
  expect(positions).toEqual(['0000000001', '0000000002'])
  expect(waits).toHaveLength(1)
  // 128 units at 64 a second are two seconds, less what the request itself took.
  expect(waits[0]).toBeGreaterThan(1_000)
  expect(waits[0]).toBeLessThanOrEqual(2_000)
})

test('of the Study table keys and heads alone leave DynamoDB', async () => {
  mock.on(ScanCommand).resolves({
    Items: [
      { ...key('SITE#study#harbor', 'ASSESSMENT#harbor-7k3f9m2p#baseline#TEXTS'), head: { S: '1 AAAA' } },
      key('SITE#study#harbor', 'PARTICIPANT#harbor-7k3f9m2p'),
    ],
  })
  const heads = []
  for await (const head of scanHeads({ dynamo, table: 'Study', unitsPerSecond: 500 })) heads.push(head)
  expect(heads).toEqual([
    {
      kind: 'head',
      chain: 'study#harbor-7k3f9m2p#baseline#TEXTS',
      head: { sequence: 1, hash: '000000' },
    },
  ])
  expect(mock.commandCalls(ScanCommand)[0]?.args[0].input.ProjectionExpression).toBe('pk, sk, head')
})

test('the tables of a stage are found by their names, and no other stage’s', async () => {
  mock.on(ListTablesCommand).resolves({
    TableNames: [
      'ConcordData-AuditTable12345678-A',
      'ConcordData-StudyTable12345678-A',
      // Beside it, while one is restored.
      'ConcordData-StudyTable12345678-A-at-20260705T120000000Z',
      'ConcordData-ContactsTable12345678-A',
      'ConcordData-LibraryTable12345678-A',
      'ConcordData-staging-AuditTable12345678-B',
      'ConcordData-staging-StudyTable12345678-B',
      'ConcordData-staging-ContactsTable12345678-B',
      'ConcordData-staging-LibraryTable12345678-B',
    ],
  })
  expect(await findDataTables(dynamo, 'ConcordData')).toEqual({
    audit: 'ConcordData-AuditTable12345678-A',
    study: 'ConcordData-StudyTable12345678-A',
    contacts: 'ConcordData-ContactsTable12345678-A',
    library: 'ConcordData-LibraryTable12345678-A',
  })
  expect((await findDataTables(dynamo, 'ConcordData-staging')).audit).toBe(
    'ConcordData-staging-AuditTable12345678-B',
  )
  await expect(findDataTables(dynamo, 'ConcordData-other')).rejects.toThrow('0 Audit tables')
})
