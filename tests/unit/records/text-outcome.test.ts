import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, test } from 'vitest'
import { toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { buildVerifiedAssessmentScope } from '../../../functions/platform/core/scope.ts'
import {
  recordDeliveryFailure,
  recordTextFailure,
  TEXT_CLAIMED,
  TEXT_UNDELIVERED,
} from '../../../functions/records/assessment/text-attempts.store.ts'
import { createTextPlanStore } from '../../../functions/records/assessment/text-plan.store.ts'
import {
  buildStoredTextPlanAfterClaim,
  type StoredTextPlan,
} from '../../../functions/records/assessment/text-plan.ts'
import { deriveShard } from '../../../functions/records/due/due-shard.ts'

const FIRST = '2026-03-02T15:00:00.000Z'
const NEXT = '2026-03-04T15:00:00.000Z'
const LATER = '2026-03-06T15:00:00.000Z'
const participant = 'harbor-7k3f9m2p'
const scope = buildVerifiedAssessmentScope({
  ...{ study: 'study', site: 'harbor', participant, timepoint: 'baseline' },
})
const KEY = { pk: { S: 'SITE#study#harbor' }, sk: { S: `ASSESSMENT#${participant}#baseline#TEXTS` } }
const SHARD = { S: `DUE#${deriveShard(participant)}` }
/** Hashes are kept as 256 bits in 43 letters of base64url. */
const HEAD = { sequence: 8, hash: '5'.repeat(64) }
const STORED_HEAD = { S: `8 ${`${'V'.repeat(42)}U`}` }

/** One text has gone out, another was put off, and the first reminder is due. */
const plan: StoredTextPlan = {
  ...{ firstTextAt: FIRST, texts: 1, textsBefore: 0, nextText: 1, nextTextAt: NEXT, lastTextAt: FIRST },
  attempts: [{ text: 'invitation', state: 'sent', claimedAt: FIRST, sentAt: FIRST, messageId: 'm-1' }],
  unsent: [{ at: FIRST, place: 0, outcome: 'deferred', reason: 'outside-texting-hours' }],
  head: { sequence: 7, hash: 'f'.repeat(64) },
}
const UNMOVED = 'texts = :texts AND nextText = :place AND nextTextAt = :due'
const AS_READ = { ':texts': { N: '1' }, ':place': { N: '1' }, ':due': { S: NEXT } }

/** The plan's item with such a first attempt. */
function buildItem(attempt: object) {
  const first = { text: 'invitation', claimedAt: FIRST, ...attempt }
  return toItem({ texts: 1, nextText: 1, attempts: [first], head: `0 ${'A'.repeat(43)}` })
}

const dynamo = new DynamoDBClient({ region: 'us-east-1' })
const mock = mockClient(dynamo)
const store = createTextPlanStore({ dynamo, table: 'Study' })
beforeEach(() => void mock.reset())

const refusal = new ConditionalCheckFailedException({ message: 'no', $metadata: {} })
const readUpdates = () => mock.commandCalls(UpdateItemCommand).map(({ args }) => args[0].input)

describe('what becomes of a text', () => {
  test('is not recorded twice: a delivery that is known already is told apart', async () => {
    mock.on(UpdateItemCommand).rejects(refusal)
    mock.on(GetItemCommand).resolves({ Item: buildItem({ state: 'delivered', deliveredAt: NEXT }) })
    expect(await store.recordDelivery(scope, 1, 'm-1', LATER)).toBe(false)
    mock.on(GetItemCommand).resolves({})
    expect(await store.recordDelivery(scope, 1, 'm-1', LATER)).toBe(false)
  })

  test('is recorded though the reply was lost: the second try meets its own first one', async () => {
    mock.on(UpdateItemCommand).rejects(refusal)
    mock.on(GetItemCommand).resolves({ Item: buildItem({ state: 'delivered', deliveredAt: LATER }) })
    expect(await store.recordDelivery(scope, 1, 'm-1', LATER)).toBe(true)
  })

  test('a plan of what is cancelled ends only as long as it is: it may have come back', async () => {
    mock.on(TransactWriteItemsCommand).resolves({})
    expect(await store.endPlan(scope, plan, 'cancelled')).toBe(true)
    const [, check] = mock.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? []
    expect(check?.ConditionCheck).toEqual({
      ...{ TableName: 'Study', ConditionExpression: 'progress = :cancelled' },
      Key: { pk: KEY.pk, sk: { S: KEY.sk.S.replace('#TEXTS', '') } },
      ExpressionAttributeValues: { ':cancelled': { S: 'cancelled' } },
    })
  })

  test('is left as it is where the text is no longer claimed, and a plan where it has moved', async () => {
    mock.on(UpdateItemCommand).rejects(refusal)
    await expect(store.recordSent(scope, 1, LATER, 'm-1')).resolves.toBeUndefined()
    await expect(store.endPlan(scope, plan, 'completed')).resolves.toBe(false)
  })

  test.each([
    ['throttling', new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} })],
    ['a lost reply', new Error('socket hang up')],
  ])('throws %s on: it is not known whether it is recorded', async (_, error) => {
    mock.on(UpdateItemCommand).rejects(error)
    await expect(store.recordSent(scope, 1, LATER, 'm-1')).rejects.toBe(error)
    await expect(store.recordDelivery(scope, 1, 'm-1', LATER)).rejects.toBe(error)
    await expect(store.endPlan(scope, plan, 'completed')).rejects.toBe(error)
  })

  test('sent: one plain write to its attempt, only while it is claimed', async () => {
    mock.on(UpdateItemCommand).resolves({})
    await store.recordSent(scope, 2, LATER, 'm-2')
    expect(readUpdates()).toEqual([
      {
        TableName: 'Study',
        Key: KEY,
        UpdateExpression:
          'SET attempts[1].#state = :v0, attempts[1].sentAt = :v1, attempts[1].messageId = :v2',
        ConditionExpression: 'attempts[1].#state = :claimed',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ...{ ':v0': { S: 'sent' }, ':v1': { S: LATER }, ':v2': { S: 'm-2' } },
          ':claimed': { S: 'claimed' },
        },
      },
    ])
  })

  test('delivered: whatever was known of it, unless it was delivered, and only where there is such an attempt', async () => {
    mock.on(UpdateItemCommand).resolves({})
    expect(await store.recordDelivery(scope, 1, 'm-1', LATER)).toBe(true)
    expect(readUpdates()).toEqual([
      {
        TableName: 'Study',
        Key: KEY,
        UpdateExpression:
          'SET attempts[0].#state = :v0, attempts[0].deliveredAt = :v1, attempts[0].messageId = :v2',
        ConditionExpression: 'attribute_exists(attempts[0]) AND attempts[0].#state <> :delivered',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ...{ ':v0': { S: 'delivered' }, ':v1': { S: LATER }, ':v2': { S: 'm-1' } },
          ':delivered': { S: 'delivered' },
        },
      },
    ])
  })

  test.each<[string, StoredTextPlan, string, object]>([
    ['as it was read', plan, UNMOVED, AS_READ],
    [
      'that has no next text',
      { ...plan, nextTextAt: undefined },
      'texts = :texts AND nextText = :place AND attribute_not_exists(nextTextAt)',
      { ':texts': { N: '1' }, ':place': { N: '1' } },
    ],
  ])('a plan %s ends by leaving the index of what is due', async (_, read, condition, values) => {
    mock.on(UpdateItemCommand).resolves({})
    expect(await store.endPlan(scope, read, 'completed')).toBe(true)
    expect(readUpdates()).toEqual([
      {
        ...{ TableName: 'Study', Key: KEY, UpdateExpression: 'REMOVE nextTextAt, duePk, dueSk' },
        ...{ ConditionExpression: condition, ExpressionAttributeValues: values },
      },
    ])
  })

  test('not delivered: only of one that is not known to be, and behind the chain as it was read', () => {
    const failed = { messageId: 'm-1', failure: 'BLOCKED' }
    expect(recordDeliveryFailure('Study', scope, plan, 1, failed, HEAD)).toEqual({
      condition: TEXT_UNDELIVERED,
      write: {
        Update: {
          TableName: 'Study',
          Key: KEY,
          UpdateExpression:
            'SET attempts[0].#state = :v0, attempts[0].failure = :v1, attempts[0].messageId = :v2, head = :v3',
          ConditionExpression: 'attempts[0].#state IN (:claimed, :sent) AND head = :head',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ...{ ':v0': { S: 'undelivered' }, ':v1': { S: 'BLOCKED' }, ':v2': { S: 'm-1' } },
            ...{ ':v3': STORED_HEAD, ':head': { S: `7 ${'_'.repeat(42)}8` } },
            ...{ ':claimed': { S: 'claimed' }, ':sent': { S: 'sent' } },
          },
        },
      },
    })
  })
})

describe('a text that did not go out', () => {
  const claimed = buildStoredTextPlanAfterClaim(
    plan,
    { text: 'reminder', claimedAt: NEXT },
    { nextText: 2, nextTextAt: LATER },
    HEAD,
  )
  const head = { sequence: 9, hash: 'a'.repeat(64) }
  const storedHead = { S: `9 ${`${'q'.repeat(42)}o`}` }
  const failed = { ':v0': { S: 'failed' }, ':v1': { S: 'THROTTLED' } }

  test('is recorded in the plan as the claim left it', () => {
    expect(claimed).toEqual({
      ...plan,
      ...{ texts: 2, nextText: 2, nextTextAt: LATER, lastTextAt: NEXT, head: HEAD },
      attempts: [...plan.attempts, { text: 'reminder', state: 'claimed', claimedAt: NEXT }],
    })
    expect(plan.attempts).toHaveLength(1)
  })

  test('for good: only its attempt changes, while it is claimed and nothing stands behind the claim', () => {
    const change = { attempt: 2, failure: 'THROTTLED', again: undefined }
    expect(recordTextFailure('Study', scope, claimed, change, head)).toEqual({
      condition: TEXT_CLAIMED,
      write: {
        Update: {
          TableName: 'Study',
          Key: KEY,
          UpdateExpression: 'SET attempts[1].#state = :v0, attempts[1].failure = :v1, head = :v2',
          ConditionExpression: 'attempts[1].#state = :claimed AND head = :head',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ...{ ...failed, ':v2': storedHead },
            ...{ ':claimed': { S: 'claimed' }, ':head': STORED_HEAD },
          },
        },
      },
    })
  })

  test('to be tried again: the plan goes back as well, and only from where the claim left it', () => {
    const again = { from: claimed, nextText: 1, nextTextAt: NEXT, lastTextAt: FIRST }
    const change = { attempt: 2, failure: 'THROTTLED', again }
    expect(recordTextFailure('Study', scope, claimed, change, head).write.Update).toEqual({
      TableName: 'Study',
      Key: KEY,
      UpdateExpression:
        'SET attempts[1].#state = :v0, attempts[1].failure = :v1, nextText = :v2, lastTextAt = :v3, head = :v4, nextTextAt = :v5, duePk = :v6, dueSk = :v7',
      ConditionExpression: `attempts[1].#state = :claimed AND head = :head AND ${UNMOVED}`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ...{ ...failed, ':v2': { N: '1' }, ':v3': { S: FIRST }, ':v4': storedHead },
        ...{ ':v5': { S: NEXT }, ':v6': SHARD, ':v7': { S: NEXT } },
        ...{ ':claimed': { S: 'claimed' }, ':head': STORED_HEAD },
        ...{ ':texts': { N: '2' }, ':place': { N: '2' }, ':due': { S: LATER } },
      },
    })
  })
})
