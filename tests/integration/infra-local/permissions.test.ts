import { describe, expect, test } from 'vitest'
import { formatDenial, OPERATOR, Permissions, readCaller } from '../../../infra/local/runtime/permissions.ts'
import {
  listDynamoAccess,
  listMailAccess,
  listQueueAccess,
  listTextAccess,
} from '../../../infra/local/runtime/requested-access.ts'

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/Study'
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/study'
const place = { region: 'us-east-1', accountId: '000000000000', tableKeys: new Map([['Study', KEY]]) }
const via = (service: string) => ({
  StringEquals: { 'kms:ViaService': `${service}.us-east-1.amazonaws.com` },
})
const allow = (Action: string[], Resource: string[], Condition?: ReturnType<typeof via>) => ({
  ...{ Effect: 'Allow' as const, Action, Resource },
  ...(Condition && { Condition }),
})
const decide = (statements: ReturnType<typeof allow>[], operation: string, body: unknown) =>
  new Permissions(new Map([['Sender', statements]])).findDenial(
    'Sender',
    listDynamoAccess(operation, body, place),
  )?.action

const openKey = allow(['kms:Decrypt'], [KEY], via('dynamodb'))

describe('a request to DynamoDB', () => {
  test('is refused without a grant, with one of another action, and with one of another table', () => {
    const put = { TableName: 'Study', Item: {} }
    expect(decide([openKey], 'PutItem', put)).toBe('dynamodb:PutItem')
    expect(decide([openKey, allow(['dynamodb:GetItem'], [TABLE])], 'PutItem', put)).toBe('dynamodb:PutItem')
    expect(decide([openKey, allow(['dynamodb:PutItem'], [`${TABLE}2`])], 'PutItem', put)).toBe(
      'dynamodb:PutItem',
    )
  })

  test('is refused without the table’s key, or with a key that opens for another service', () => {
    const read = allow(['dynamodb:GetItem'], [TABLE])
    const get = { TableName: 'Study', Key: {} }
    expect(decide([read], 'GetItem', get)).toBe('kms:Decrypt')
    expect(decide([read, allow(['kms:Decrypt'], [KEY], via('s3'))], 'GetItem', get)).toBe('kms:Decrypt')
    expect(decide([read, openKey], 'GetItem', get)).toBeUndefined()
  })

  test('on an index is not allowed by a grant on the table', () => {
    const query = { TableName: 'Study', IndexName: 'due' }
    const onTable = allow(['dynamodb:Query'], [TABLE])
    const onIndex = allow(['dynamodb:Query'], [`${TABLE}/index/due`])
    expect(decide([onTable, openKey], 'Query', query)).toBe('dynamodb:Query')
    expect(decide([onIndex, openKey], 'Query', query)).toBeUndefined()
  })

  test('in a transaction needs the action of each part', () => {
    const body = {
      TransactItems: [
        { Put: { TableName: 'Study' } },
        { Update: { TableName: 'Study' } },
        { ConditionCheck: { TableName: 'Study' } },
        { Delete: { TableName: 'Study' } },
      ],
    }
    const actions = ['PutItem', 'UpdateItem', 'ConditionCheckItem', 'DeleteItem'].map(
      (name) => `dynamodb:${name}`,
    )
    expect(decide([allow(actions, [TABLE]), openKey], 'TransactWriteItems', body)).toBeUndefined()
    for (const action of actions) {
      const others = actions.filter((each) => each !== action)
      expect(decide([allow(others, [TABLE]), openKey], 'TransactWriteItems', body)).toBe(action)
    }
  })
})

describe('what a request needs', () => {
  test('of a queue is the right to send, also for a batch', () => {
    const QueueUrl = 'http://127.0.0.1:1/000000000000/Urgent.fifo'
    expect(listQueueAccess('SendMessageBatch', { QueueUrl }, place)).toEqual([
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:Urgent.fifo' },
    ])
  })

  test('of the carrier is a right to the numbers and one to the configuration set', () => {
    const pool = 'arn:aws:sms-voice:us-east-1:000000000000:pool/Pool'
    const body = { OriginationIdentity: pool, ConfigurationSetName: 'Set' }
    expect(listTextAccess('SendTextMessage', body, place).map(({ resource }) => resource)).toEqual([
      ...[pool, 'arn:aws:sms-voice:us-east-1:000000000000:configuration-set/Set'],
    ])
  })

  test('of mail says from whom', () => {
    expect(listMailAccess({ FromEmailAddress: 'a@example.org' }, place)).toMatchObject([
      { context: { 'ses:FromAddress': 'a@example.org' } },
    ])
  })
})

test('nobody without a signature, and no unknown function, may do anything; the operator may', () => {
  const permissions = new Permissions(new Map([['Sender', [allow(['*'], ['*'])]]]))
  const access = [{ action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:Urgent' }]
  expect(permissions.findDenial(readCaller(undefined), access)).toBeDefined()
  expect(permissions.findDenial('Other', access)).toBeDefined()
  expect(permissions.findDenial('Sender', access)).toBeUndefined()
  expect(permissions.findDenial(OPERATOR, access)).toBeUndefined()
  expect(permissions.denials.map(formatDenial)).toEqual([
    'User: nobody is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:Urgent',
    'User: Other is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:Urgent',
  ])
})
