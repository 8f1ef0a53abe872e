import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, test } from 'vitest'
import { buildVerifiedAssessmentScope } from '../../../functions/platform/core/scope.ts'
import {
  type AnswerToSave,
  createSurveyStore,
  SURVEY_UNCHANGED,
  saveAuditedAnswer,
  submitSurveyItem,
} from '../../../functions/records/assessment/survey.store.ts'
import type { OpenedSurvey } from '../../../functions/records/assessment/survey.ts'

const AT = '2026-03-02T15:00:00.000Z'
/** Hashes, and as an item keeps them: 256 bits in 43 letters of base64url. */
const NEXT = { hash: '5'.repeat(64), stored: `${'V'.repeat(42)}U` }
const ANSWERS = { hash: 'a'.repeat(64), stored: `${'q'.repeat(42)}o` }
const DEFINITIONS = { hash: 'f'.repeat(64), stored: `${'_'.repeat(42)}8` }
const names = { study: 'study', site: 'harbor', participant: 'harbor-7k3f9m2p', timepoint: 'baseline' }
const scope = buildVerifiedAssessmentScope(names)
const KEY = { pk: { S: 'SITE#study#harbor' }, sk: { S: 'ASSESSMENT#harbor-7k3f9m2p#baseline' } }
const WINDOW = { opensAt: '2026-03-02T00:00:00.000Z', closesAt: '2026-03-09T00:00:00.000Z' }

const untouched: OpenedSurvey = {
  assessment: { ...WINDOW, locale: 'en', battery: ['peg@1.0.0'], progress: 'untouched' },
  ...{ response: undefined, revision: 3, raised: [], linkGeneration: 0 },
  head: { sequence: 0, hash: '0'.repeat(64) },
}
const begun: OpenedSurvey = {
  ...untouched,
  assessment: { ...untouched.assessment, progress: 'started', startedAt: AT },
  response: { answers: { 'peg/pain': '7' }, provenances: new Set(['self/web']) },
}
const answer: AnswerToSave = { key: 'peg/pain', code: '7', at: AT, mode: 'self/web' }

const CONDITION =
  'revision = :read AND progress IN (:untouched, :started) AND opensAt <= :now AND closesAt > :now AND attribute_not_exists(linkGeneration)'
const AS_READ = {
  ':read': { N: '3' },
  ':untouched': { S: 'untouched' },
  ':started': { S: 'started' },
  ':now': { S: AT },
}

const dynamo = new DynamoDBClient({ region: 'us-east-1' })
const mock = mockClient(dynamo)
const store = createSurveyStore({ dynamo, table: 'Study' })
beforeEach(() => void mock.reset())

const refusal = new ConditionalCheckFailedException({ message: 'no', $metadata: {} })
const readUpdates = () => mock.commandCalls(UpdateItemCommand).map(({ args }) => args[0].input)

/** What is sent for an answer, with each value where the expression names it. */
async function save(read: OpenedSurvey, change: Partial<AnswerToSave> = {}) {
  mock.on(UpdateItemCommand).resolves({})
  expect(await store.saveAnswer(scope, read, { ...answer, ...change })).toBe(true)
  expect(mock.calls()).toHaveLength(1)
  return readUpdates()[0]
}

describe('an answer', () => {
  test('to a survey that is not as it was read, or not open, is not saved', async () => {
    mock.on(UpdateItemCommand).rejects(refusal)
    expect(await store.saveAnswer(scope, begun, answer)).toBe(false)
  })

  test.each([
    ['throttling', new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} })],
    ['a lost reply', new Error('socket hang up')],
  ])('throws %s on: it is not known whether it is saved', async (_, error) => {
    mock.on(UpdateItemCommand).rejects(error)
    await expect(store.saveAnswer(scope, begun, answer)).rejects.toBe(error)
  })

  test('that is the first begins the response', async () => {
    expect(await save(untouched, { definitionsHash: DEFINITIONS.hash })).toEqual({
      TableName: 'Study',
      Key: KEY,
      UpdateExpression:
        'SET answers = :s0, progress = :s1, startedAt = :s2, definitionsHash = :s3, savedAt = :s4, claimed = :s5, revision = :s6 ADD provenances :a0',
      ConditionExpression: CONDITION,
      ExpressionAttributeValues: {
        ':s0': { M: { 'peg/pain': { S: '7' } } },
        ':s1': { S: 'started' },
        ':s2': { S: AT },
        ':s3': { S: DEFINITIONS.stored },
        ':s4': { S: AT },
        ':s5': { M: {} },
        ':s6': { N: '4' },
        ':a0': { SS: ['self/web'] },
        ...AS_READ,
      },
    })
  })

  test('that is the first and came late keeps the phone’s own time', async () => {
    const claimedAt = '2026-03-02T09:00:00.000Z'
    const { ExpressionAttributeValues: values } = (await save(untouched, { claimedAt })) ?? {}
    expect(values?.[':s5']).toEqual({ M: { 'peg/pain': { S: claimedAt } } })
  })

  test.each([
    ['an answer', '7', { S: '7' }],
    ['a question that is skipped', null, { NULL: true }],
  ])('that comes later is one conditional write of itself alone: %s', async (_, code, stored) => {
    expect(await save(begun, { code })).toEqual({
      TableName: 'Study',
      Key: KEY,
      UpdateExpression: 'SET answers.#key = :s0, savedAt = :s1, revision = :s2',
      ConditionExpression: CONDITION,
      ExpressionAttributeNames: { '#key': 'peg/pain' },
      ExpressionAttributeValues: { ':s0': stored, ':s1': { S: AT }, ':s2': { N: '4' }, ...AS_READ },
    })
  })

  test('that comes later and late keeps the phone’s own time beside it', async () => {
    const claimedAt = '2026-03-02T09:00:00.000Z'
    expect(await save(begun, { claimedAt })).toMatchObject({
      UpdateExpression: 'SET answers.#key = :s0, savedAt = :s1, claimed.#key = :s2, revision = :s3',
      ExpressionAttributeNames: { '#key': 'peg/pain' },
      ExpressionAttributeValues: { ':s2': { S: claimedAt } },
    })
  })

  test('given in a new way adds that to those before', async () => {
    expect(await save(begun, { mode: 'proxy/phone' })).toMatchObject({
      UpdateExpression: 'SET answers.#key = :s0, savedAt = :s1, revision = :s2 ADD provenances :a0',
      ExpressionAttributeValues: { ':a0': { SS: ['proxy/phone'] } },
    })
  })

  test('by a link of a later generation is of that very generation', async () => {
    const update = await save({ ...begun, linkGeneration: 2 })
    expect(update?.ConditionExpression).toBe(
      CONDITION.replace('attribute_not_exists(linkGeneration)', 'linkGeneration = :generation'),
    )
    expect(update?.ExpressionAttributeValues).toMatchObject({ ...AS_READ, ':generation': { N: '2' } })
  })
})

describe('an answer that is audited', () => {
  const head = { sequence: 5, hash: NEXT.hash }
  const build = (read: OpenedSurvey, raises: readonly string[]) =>
    saveAuditedAnswer('Study', scope, read, answer, { head, raises })

  test('keeps the head of the chain with it, under the same condition', () => {
    expect(build(begun, [])).toEqual({
      condition: SURVEY_UNCHANGED,
      write: {
        Update: {
          TableName: 'Study',
          Key: KEY,
          UpdateExpression: 'SET answers.#key = :s0, savedAt = :s1, head = :s2, revision = :s3',
          ConditionExpression: CONDITION,
          ExpressionAttributeNames: { '#key': 'peg/pain' },
          ExpressionAttributeValues: {
            ':s0': { S: '7' },
            ':s1': { S: AT },
            ':s2': { L: [{ N: '5' }, { S: NEXT.stored }] },
            ':s3': { N: '4' },
            ...AS_READ,
          },
        },
      },
    })
  })

  test('keeps the alerts that it raises behind those before', () => {
    const { Update } = build({ ...begun, raised: ['baseline~phq-9~self-harm'] }, ['baseline~~severe']).write
    expect(Update?.UpdateExpression).toBe(
      'SET answers.#key = :s0, savedAt = :s1, head = :s2, raised = :s3, revision = :s4',
    )
    expect(Update?.ExpressionAttributeValues?.[':s3']).toEqual({
      L: [{ S: 'baseline~phq-9~self-harm' }, { S: 'baseline~~severe' }],
    })
  })
})

describe('a submission', () => {
  const submission = {
    answers: { 'peg/pain': '7', 'peg/activity': null },
    ...{ answersHash: ANSWERS.hash, definitionsHash: DEFINITIONS.hash, at: AT },
    provenances: new Set(['self/web', 'self/text']),
  }
  const audited = { head: { sequence: 6, hash: NEXT.hash }, raises: [] }
  const values = {
    ':s0': { S: 'completed' },
    ':s1': { S: AT },
    ':s2': { S: AT },
    ':s3': { M: { 'peg/pain': { S: '7' }, 'peg/activity': { NULL: true } } },
    ':s4': { S: ANSWERS.stored },
    ':s5': { S: DEFINITIONS.stored },
  }

  test('of a survey that was begun replaces its answers, and leaves when it was begun', () => {
    expect(submitSurveyItem('Study', scope, begun, submission, audited)).toEqual({
      condition: SURVEY_UNCHANGED,
      write: {
        Update: {
          TableName: 'Study',
          Key: KEY,
          UpdateExpression:
            'SET progress = :s0, completedAt = :s1, savedAt = :s2, answers = :s3, answersHash = :s4, definitionsHash = :s5, provenances = :s6, head = :s7, revision = :s8',
          ConditionExpression: CONDITION,
          ExpressionAttributeValues: {
            ...values,
            ':s6': { SS: ['self/web', 'self/text'] },
            ':s7': { L: [{ N: '6' }, { S: NEXT.stored }] },
            ':s8': { N: '4' },
            ...AS_READ,
          },
        },
      },
    })
  })

  test('of one that nobody had begun begins it as well', () => {
    const { Update } = submitSurveyItem('Study', scope, untouched, submission, audited).write
    expect(Update?.UpdateExpression).toBe(
      'SET progress = :s0, completedAt = :s1, savedAt = :s2, answers = :s3, answersHash = :s4, definitionsHash = :s5, startedAt = :s6, provenances = :s7, head = :s8, revision = :s9',
    )
    expect(Update?.ConditionExpression).toBe(CONDITION)
    expect(Update?.ExpressionAttributeValues).toMatchObject({ ...values, ':s6': { S: AT } })
  })
})

describe('pressing Start', () => {
  test('is one plain write, the first time, that no answer has to know of', async () => {
    mock.on(UpdateItemCommand).resolves({})
    await store.recordOpening(scope, AT)
    expect(readUpdates()).toEqual([
      {
        TableName: 'Study',
        Key: KEY,
        UpdateExpression: 'SET openedAt = :at',
        ConditionExpression: 'progress = :untouched AND attribute_not_exists(openedAt)',
        ExpressionAttributeValues: { ':at': { S: AT }, ':untouched': { S: 'untouched' } },
      },
    ])
  })

  test('a second time changes nothing, and is no error', async () => {
    mock.on(UpdateItemCommand).rejects(refusal)
    await expect(store.recordOpening(scope, AT)).resolves.toBeUndefined()
  })

  test('throws on what is not known', async () => {
    const error = new Error('socket hang up')
    mock.on(UpdateItemCommand).rejects(error)
    await expect(store.recordOpening(scope, AT)).rejects.toBe(error)
  })
})
