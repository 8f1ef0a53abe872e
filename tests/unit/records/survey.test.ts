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
  saveAuditedAnswer,
  submitSurveyItem,
} from '../../../functions/records/assessment/survey.store.ts'
import type { OpenedSurvey } from '../../../functions/records/assessment/survey.ts'
import { SURVEY_UNCHANGED } from '../../../functions/records/assessment/survey-update.ts'
import { deriveShard } from '../../../functions/records/due/due-shard.ts'
import { readSets } from '../../support/update-expression.ts'

const AT = '2026-03-02T15:00:00.000Z'
/** The same as an item keeps it: `date -u -d 2026-03-02T15:00:00Z +%s`, in milliseconds. */
const AT_STORED = { N: '1772463600000' }
/** A second after it: see answer-pace.ts. */
const PACE_STORED = { N: String(Date.parse(AT) + 1_000) }
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
const answer: AnswerToSave = {
  key: 'peg/pain',
  code: '7',
  at: AT,
  pace: Date.parse(AT) + 1_000,
  mode: 'self/web',
}

const CONDITION =
  'revision = :read AND progress IN (:untouched, :started) AND opensAt <= :now AND closesAt > :now AND attribute_not_exists(linkGeneration)'
const AS_READ = {
  ':read': { N: '3' },
  ':untouched': { S: 'untouched' },
  ':started': { S: 'started' },
  ':now': AT_STORED,
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
    const update = await save(untouched, { definitionsHash: DEFINITIONS.hash })
    expect(update).toMatchObject({ TableName: 'Study', Key: KEY, ConditionExpression: CONDITION })
    expect(update?.ExpressionAttributeValues).toMatchObject(AS_READ)
    expect(readSets(update ?? {})).toEqual({
      ...{ answers: { S: '{"peg/pain":"7"}' }, progress: { S: 'started' }, startedAt: AT_STORED },
      ...{ definitionsHash: { S: DEFINITIONS.stored }, savedAt: AT_STORED, claimed: { M: {} } },
      pace: PACE_STORED,
      ...{ provenances: { S: 'self/web' }, revision: { N: '4' } },
      // It is closed at the end of its window if nobody sends it.
      ...{ duePk: { S: `DUE#${deriveShard(scope.participant)}` }, dueSk: { S: WINDOW.closesAt } },
    })
  })

  test('that is the first and came late keeps the phone’s own time', async () => {
    const claimedAt = '2026-03-02T09:00:00.000Z'
    expect(readSets((await save(untouched, { claimedAt })) ?? {}).claimed).toEqual({
      M: { 'peg/pain': { S: claimedAt } },
    })
  })

  test.each([
    ['an answer', '8', '{"peg/pain":"8"}'],
    ['a question that is skipped', null, '{"peg/pain":null}'],
  ])('that comes later is one conditional write of all answers: %s', async (_, code, stored) => {
    const update = await save(begun, { code })
    expect(update).toMatchObject({ TableName: 'Study', Key: KEY, ConditionExpression: CONDITION })
    expect(update?.ExpressionAttributeNames).toBeUndefined()
    expect(readSets(update ?? {})).toEqual({
      ...{ answers: { S: stored }, savedAt: AT_STORED, revision: { N: '4' } },
      pace: PACE_STORED,
    })
  })

  test('to another question leaves those before as they are', async () => {
    const { answers } = readSets((await save(begun, { key: 'peg/activity', code: '2' })) ?? {})
    expect(JSON.parse(answers?.S ?? '')).toEqual({ 'peg/pain': '7', 'peg/activity': '2' })
  })

  test('that comes later and late keeps the phone’s own time beside it', async () => {
    const claimedAt = '2026-03-02T09:00:00.000Z'
    const update = await save(begun, { claimedAt })
    expect(update?.ExpressionAttributeNames).toEqual({ '#key': 'peg/pain' })
    expect(readSets(update ?? {})).toMatchObject({ 'claimed.#key': { S: claimedAt } })
  })

  test('given in a new way adds that to those before', async () => {
    expect(readSets((await save(begun, { mode: 'proxy/phone' })) ?? {}).provenances).toEqual({
      S: 'self/web proxy/phone',
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
    const { condition, write } = build(begun, [])
    expect(condition).toBe(SURVEY_UNCHANGED)
    expect(write.Update).toMatchObject({ TableName: 'Study', Key: KEY, ConditionExpression: CONDITION })
    expect(write.Update?.ExpressionAttributeValues).toMatchObject(AS_READ)
    expect(readSets(write.Update ?? {})).toEqual({
      ...{ answers: { S: '{"peg/pain":"7"}' }, savedAt: AT_STORED, revision: { N: '4' } },
      pace: PACE_STORED,
      head: { S: `5 ${NEXT.stored}` },
    })
  })

  test('keeps the alerts that it raises behind those before', () => {
    const { Update } = build({ ...begun, raised: ['baseline~phq-9~self-harm'] }, ['baseline~~severe']).write
    expect(readSets(Update ?? {}).raised).toEqual({
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
  const sets = {
    ...{ progress: { S: 'completed' }, completedAt: AT_STORED, savedAt: AT_STORED },
    ...{ answers: { S: '{"peg/pain":"7","peg/activity":null}' }, provenances: { S: 'self/web self/text' } },
    ...{ answersHash: { S: ANSWERS.stored }, definitionsHash: { S: DEFINITIONS.stored } },
    ...{ head: { S: `6 ${NEXT.stored}` }, revision: { N: '4' } },
  }

  test('of a survey that was begun replaces its answers, and leaves when it was begun', () => {
    const { condition, write } = submitSurveyItem('Study', scope, begun, submission, audited)
    expect(condition).toBe(SURVEY_UNCHANGED)
    expect(write.Update).toMatchObject({ TableName: 'Study', Key: KEY, ConditionExpression: CONDITION })
    expect(write.Update?.ExpressionAttributeValues).toMatchObject(AS_READ)
    expect(readSets(write.Update ?? {})).toEqual(sets)
  })

  test('of one that nobody had begun begins it as well', () => {
    const { Update } = submitSurveyItem('Study', scope, untouched, submission, audited).write
    expect(Update?.ConditionExpression).toBe(CONDITION)
    expect(readSets(Update ?? {})).toEqual({ ...sets, startedAt: AT_STORED })
  })
})

describe('pressing Start', () => {
  test('is one plain write, the first time, that no answer has to know of', async () => {
    mock.on(UpdateItemCommand).resolves({})
    expect(await store.recordOpening({ ...untouched, scope }, AT)).toBe(true)
    expect(readUpdates()).toEqual([
      {
        TableName: 'Study',
        Key: KEY,
        UpdateExpression: 'SET openedAt = :now',
        ConditionExpression:
          'progress = :untouched AND attribute_not_exists(openedAt) AND opensAt <= :now AND closesAt > :now AND attribute_not_exists(linkGeneration)',
        ExpressionAttributeValues: { ':now': AT_STORED, ':untouched': { S: 'untouched' } },
      },
    ])
  })

  test('a second time changes nothing, and is no error', async () => {
    mock.on(UpdateItemCommand).rejects(refusal)
    await expect(store.recordOpening({ ...untouched, scope }, AT)).resolves.toBe(false)
  })

  test('throws on what is not known', async () => {
    const error = new Error('socket hang up')
    mock.on(UpdateItemCommand).rejects(error)
    await expect(store.recordOpening({ ...untouched, scope }, AT)).rejects.toBe(error)
  })
})
