import {
  BatchWriteItemCommand,
  DeleteResourcePolicyCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  PolicyNotFoundException,
  PutResourcePolicyCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { copyTableBack } from '../../../functions/records/restore/table-copy.store.ts'
import {
  closeTable,
  findTableClosing,
  isTableClosed,
  openTable,
} from '../../../functions/records/restore/table-door.store.ts'
import { applyTableSettings, beginRestore } from '../../../functions/records/restore/table-settings.store.ts'

const mock = mockClient(DynamoDBClient)
const dynamo = new DynamoDBClient({})
const ARN = 'arn:aws:dynamodb:us-east-1:111122223333:table/Study'
const OPERATOR = 'arn:aws:iam::111122223333:role/operator'
const NO_POLICY = new PolicyNotFoundException({ message: 'none', $metadata: {} })
const close = () => closeTable(dynamo, 'Study', { operator: OPERATOR, at: '2026-07-05T12:00:00.000Z' })
const FOREIGN = JSON.stringify({ Statement: [{ Sid: 'Theirs', Effect: 'Allow' }] })

beforeEach(() => {
  mock.reset()
  mock.on(DescribeTableCommand).resolves({ Table: { TableArn: ARN } })
})
afterAll(() => mock.restore())

/** The policy that a closing writes. */
async function readClosing(): Promise<string> {
  mock.on(GetResourcePolicyCommand).rejects(NO_POLICY)
  mock.on(PutResourcePolicyCommand).resolves({})
  await close()
  return mock.commandCalls(PutResourcePolicyCommand)[0]?.args[0].input.Policy ?? ''
}

describe('the door of a table', () => {
  test('that somebody else has put up is neither closed nor opened', async () => {
    mock.on(GetResourcePolicyCommand).resolves({ Policy: FOREIGN, RevisionId: 'r' })
    await expect(close()).rejects.toThrow(/resource policy of its own/)
    await expect(openTable(dynamo, 'Study')).rejects.toThrow(/resource policy of its own/)
    expect(await isTableClosed(dynamo, 'Study')).toBe(false)
    expect(mock.commandCalls(PutResourcePolicyCommand)).toEqual([])
    expect(mock.commandCalls(DeleteResourcePolicyCommand)).toEqual([])
  })

  test('refuses items of table and indexes to everybody but the operator, and no setting to anybody', async () => {
    const [statement] = JSON.parse(await readClosing()).Statement
    expect(statement).toMatchObject({
      ...{ Effect: 'Deny', Principal: '*', Resource: [ARN, `${ARN}/index/*`] },
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': OPERATOR } },
    })
    expect(statement.Action).toEqual(
      expect.arrayContaining(
        ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map(
          (one) => `dynamodb:${one}`,
        ),
      ),
    )
    expect(JSON.stringify(statement.Action)).not.toMatch(/Policy|Table|Backup|\*/)
  })

  test('is closed by that, since when it says, and opened by its own revision', async () => {
    const Policy = await readClosing()
    mock.on(GetResourcePolicyCommand).resolves({ Policy, RevisionId: 'r-7' })
    mock.on(DeleteResourcePolicyCommand).resolves({})
    expect(await isTableClosed(dynamo, 'Study')).toBe(true)
    expect(await findTableClosing(dynamo, 'Study')).toBe('2026-07-05T12:00:00.000Z')
    await openTable(dynamo, 'Study')
    expect(mock.commandCalls(DeleteResourcePolicyCommand)[0]?.args[0].input).toEqual({
      ...{ ResourceArn: ARN, ExpectedRevisionId: 'r-7' },
    })
    // Closed again it stays closed since the first time.
    mock.resetHistory()
    await close()
    expect(mock.commandCalls(PutResourcePolicyCommand)).toEqual([])
  })

  test('that is open is not closed', async () => {
    mock.on(GetResourcePolicyCommand).rejects(NO_POLICY)
    expect(await isTableClosed(dynamo, 'Study')).toBe(false)
    await openTable(dynamo, 'Study')
    expect(mock.commandCalls(DeleteResourcePolicyCommand)).toEqual([])
  })
})

test('a restore goes into a table beside it, under the same key and without indexes', async () => {
  mock.on(DescribeTableCommand).resolves({ Table: { SSEDescription: { KMSMasterKeyArn: 'key' } } })
  mock.on(RestoreTableToPointInTimeCommand).resolves({})
  expect(await beginRestore(dynamo, 'Study', '2026-07-05T12:00:00.000Z')).toBe('Study-at-20260705T120000000Z')
  expect(mock.commandCalls(RestoreTableToPointInTimeCommand)[0]?.args[0].input).toMatchObject({
    ...{ SourceTableName: 'Study', GlobalSecondaryIndexOverride: [] },
    ...{ RestoreDateTime: new Date('2026-07-05T12:00:00.000Z') },
    SSESpecificationOverride: { KMSMasterKeyId: 'key' },
  })
})

describe('settings', () => {
  test('that are off are turned on, and named', async () => {
    mock.on(DescribeContinuousBackupsCommand).resolves({})
    mock.on(DescribeTimeToLiveCommand).resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } })
    for (const command of [UpdateContinuousBackupsCommand, UpdateTableCommand, UpdateTimeToLiveCommand])
      mock.on(command as typeof UpdateTableCommand).resolves({})
    expect(await applyTableSettings(dynamo, 'Study', 'expiresAt')).toEqual([
      'Study: point-in-time recovery',
      'Study: deletion protection',
      'Study: expiry by expiresAt',
    ])
    expect(mock.commandCalls(UpdateTableCommand)[0]?.args[0].input.DeletionProtectionEnabled).toBe(true)
  })

  test('that are on are left alone', async () => {
    mock.on(DescribeTableCommand).resolves({ Table: { TableArn: ARN, DeletionProtectionEnabled: true } })
    mock.on(DescribeTimeToLiveCommand).resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED' } })
    mock.on(DescribeContinuousBackupsCommand).resolves({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
      },
    })
    expect(await applyTableSettings(dynamo, 'Study', 'expiresAt')).toEqual([])
    expect(mock.commandCalls(UpdateTableCommand)).toEqual([])
  })

  test('recovery that somebody shortened is for 35 days again', async () => {
    mock.on(DescribeTableCommand).resolves({ Table: { DeletionProtectionEnabled: true } })
    mock.on(DescribeContinuousBackupsCommand).resolves({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 1 },
      },
    })
    mock.on(UpdateContinuousBackupsCommand).resolves({})
    expect(await applyTableSettings(dynamo, 'Contacts')).toEqual(['Contacts: point-in-time recovery'])
    expect(mock.commandCalls(UpdateContinuousBackupsCommand)[0]?.args[0].input).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
    })
  })
})

describe('a table is copied back', () => {
  const item = (sk: string, rest: object = {}) => ({ pk: { S: 'p' }, sk: { S: sk }, ...rest })

  test('by what differs alone: sets and attributes have no order', async () => {
    mock.on(ScanCommand, { TableName: 'to' }).resolves({
      Items: [
        item('same', { set: { SS: ['a', 'b'] }, n: { N: '1' } }),
        item('later'),
        item('changed', { n: { N: '2' } }),
      ],
    })
    mock.on(ScanCommand, { TableName: 'from' }).resolves({
      Items: [
        { n: { N: '1' }, ...item('same', { set: { SS: ['b', 'a'] } }) },
        item('changed', { n: { N: '1' } }),
        item('gone'),
      ],
    })
    mock.on(BatchWriteItemCommand).resolves({})
    expect(await copyTableBack(dynamo, { from: 'from', to: 'to' })).toEqual({ put: 2, deleted: 1, same: 1 })
    expect(mock.commandCalls(BatchWriteItemCommand)[0]?.args[0].input.RequestItems).toEqual({
      to: [
        { PutRequest: { Item: item('changed', { n: { N: '1' } }) } },
        { PutRequest: { Item: item('gone') } },
        { DeleteRequest: { Key: item('later') } },
      ],
    })
  })

  test('what DynamoDB has not taken is sent again, after a pause', async () => {
    mock.on(ScanCommand, { TableName: 'to' }).resolves({ Items: [] })
    mock.on(ScanCommand, { TableName: 'from' }).resolves({ Items: [item('a'), item('b')] })
    const left = { to: [{ PutRequest: { Item: item('b') } }] }
    mock.on(BatchWriteItemCommand).resolvesOnce({ UnprocessedItems: left }).resolves({})
    const pauses: number[] = []
    await copyTableBack(dynamo, { from: 'from', to: 'to' }, async (ms) => void pauses.push(ms))
    expect(pauses).toEqual([100])
    expect(mock.commandCalls(BatchWriteItemCommand)[1]?.args[0].input.RequestItems).toEqual(left)
  })
})
