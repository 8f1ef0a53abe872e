import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, test } from 'vitest'
import { toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { buildVerifiedAssessmentScope } from '../../../functions/platform/core/scope.ts'
import { createResponseStore, submitResponse } from '../../../functions/records/response/response.store.ts'
import type { QuestionnaireResponse } from '../../../functions/records/response/response.ts'

const AT = '2026-03-02T15:00:00.000Z'
const names = { study: 'study', site: 'harbor', participant: 'harbor-7k3f9m2p', timepoint: 'baseline' }
const scope = buildVerifiedAssessmentScope(names)
const draft: QuestionnaireResponse = {
  ...names,
  state: 'draft',
  answers: { 'peg/pain': '7' },
  revision: 3,
  definitions: {},
  answeredBy: 'self',
  mode: 'web',
  claimed: {},
  startedAt: AT,
  savedAt: AT,
}

const dynamo = new DynamoDBClient({ region: 'us-east-1' })
const mock = mockClient(dynamo)
const store = createResponseStore({ dynamo, table: 'Study' })
beforeEach(() => void mock.reset())

const refusal = (existing?: object) =>
  new ConditionalCheckFailedException({
    message: 'no',
    $metadata: {},
    ...(existing && { Item: toItem(existing) }),
  })

describe('saving an answer', () => {
  test('into no response is told apart from into a submitted one', async () => {
    mock.on(UpdateItemCommand).rejects(refusal())
    expect(await store.saveAnswer(scope, 'peg/pain', '7', AT, 'self/web')).toEqual({ kind: 'absent' })
    mock.on(UpdateItemCommand).rejects(refusal({ ...draft, state: 'submitted' }))
    expect(await store.saveAnswer(scope, 'peg/pain', '7', AT, 'self/web')).toEqual({ kind: 'submitted' })
  })

  test.each([
    ['throttling', new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} })],
    ['a lost reply', new Error('socket hang up')],
  ])('throws %s on: it is not known whether it is saved', async (_, error) => {
    mock.on(UpdateItemCommand).rejects(error)
    await expect(store.saveAnswer(scope, 'peg/pain', '7', AT, 'self/web')).rejects.toBe(error)
  })

  test.each([
    ['an answer', '7', { S: '7' }],
    ['a question that is skipped', null, { NULL: true }],
  ])('is one conditional write: %s', async (_, code, stored) => {
    mock.on(UpdateItemCommand).resolves({})
    expect(await store.saveAnswer(scope, 'peg/pain', code, AT, 'self/web')).toEqual({ kind: 'saved' })
    expect(mock.calls()).toHaveLength(1)
    expect(mock.commandCalls(UpdateItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'Study',
      Key: { pk: { S: 'SITE#study#harbor' }, sk: { S: 'RESPONSE#harbor-7k3f9m2p#baseline' } },
      UpdateExpression:
        'SET answers.#key = :code, revision = revision + :one, savedAt = :at ADD provenances :way',
      ConditionExpression: '#state = :draft',
      ExpressionAttributeNames: { '#key': 'peg/pain', '#state': 'state' },
      ExpressionAttributeValues: {
        ':code': stored,
        ':one': { N: '1' },
        ':at': { S: AT },
        ':draft': { S: 'draft' },
        ':way': { SS: ['self/web'] },
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
  })
})

describe('submitting', () => {
  const put = (read: QuestionnaireResponse | undefined) =>
    submitResponse('Study', scope, read, draft).write.Put

  test('replaces a draft of just the revision that was read', () => {
    expect(put(draft)).toMatchObject({
      ConditionExpression: '#state = :draft AND revision = :revision',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':draft': { S: 'draft' }, ':revision': { N: '3' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
  })

  test('without a draft must be the first', () => {
    expect(put(undefined)).toMatchObject({ ConditionExpression: 'attribute_not_exists(pk)' })
    expect(put(undefined)).not.toHaveProperty('ExpressionAttributeValues')
  })
})
