import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, test } from 'vitest'
import { toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { buildVerifiedAssessmentScope } from '../../../functions/platform/core/scope.ts'
import { createSurveyStore } from '../../../functions/records/assessment/survey.store.ts'

const AT = '2026-03-02T15:00:00.000Z'
/** Hashes, and as an item keeps them: 256 bits in 43 letters of base64url. */
const ROOT = { hash: '0'.repeat(64), stored: 'A'.repeat(43) }
const NEXT = { hash: '5'.repeat(64), stored: `${'V'.repeat(42)}U` }
const ANSWERS = { hash: 'a'.repeat(64), stored: `${'q'.repeat(42)}o` }
const DEFINITIONS = { hash: 'f'.repeat(64), stored: `${'_'.repeat(42)}8` }

const names = { study: 'study', site: 'harbor', participant: 'harbor-7k3f9m2p', timepoint: 'baseline' }
const scope = buildVerifiedAssessmentScope(names)
const KEY = { pk: { S: 'SITE#study#harbor' }, sk: { S: 'ASSESSMENT#harbor-7k3f9m2p#baseline' } }
const WINDOW = { opensAt: '2026-03-02T00:00:00.000Z', closesAt: '2026-03-09T00:00:00.000Z' }

const dynamo = new DynamoDBClient({ region: 'us-east-1' })
const mock = mockClient(dynamo)
const store = createSurveyStore({ dynamo, table: 'Study' })
beforeEach(() => void mock.reset())

describe('a survey that is read', () => {
  const assessment = {
    ...{ studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC', battery: ['peg@1.0.0'], ...WINDOW },
    ...{ anchoredAt: WINDOW.opensAt, dueAt: '2026-03-05T00:00:00.000Z' },
  }
  // Instants in milliseconds, by `date -u -d … +%s`.
  const item = {
    ...{ studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC', battery: 'peg@1.0.0', pk: 'x', sk: 'y' },
    ...{ anchoredAt: 1772409600000, opensAt: 1772409600000, dueAt: 1772668800000 },
    ...{ closesAt: 1773014400000, progress: 'untouched', revision: 3, head: `0 ${ROOT.stored}` },
  }
  const read = async (change: object) => {
    mock.on(GetItemCommand).resolves({ Item: toItem({ ...item, ...change }) })
    return store.find(scope)
  }

  test('is one consistent read of its key', async () => {
    mock.on(GetItemCommand).resolves({})
    expect(await store.find(scope)).toBeUndefined()
    expect(mock.commandCalls(GetItemCommand).map(({ args }) => args[0].input)).toEqual([
      { TableName: 'Study', Key: KEY, ConsistentRead: true },
    ])
  })

  test('has no response before the first answer', async () => {
    expect(await read({})).toEqual({
      assessment: { ...names, ...assessment, progress: 'untouched' },
      ...{ response: undefined, revision: 3, raised: [], head: { sequence: 0, hash: ROOT.hash } },
      linkGeneration: 0,
    })
  })

  test('has a draft from then on, and a submitted response after the submission', async () => {
    const given = {
      ...{
        progress: 'started',
        startedAt: 1772463600000,
        savedAt: 1772463600000,
        definitionsHash: DEFINITIONS.stored,
        claimed: {},
      },
      ...{ answers: '{"peg/pain":"7"}', provenances: 'self/web' },
    }
    const response = {
      ...{
        ...names,
        battery: ['peg@1.0.0'],
        answers: { 'peg/pain': '7' },
        definitionsHash: DEFINITIONS.hash,
        claimed: {},
      },
      ...{ provenances: new Set(['self/web']), startedAt: AT, savedAt: AT },
    }
    expect((await read(given))?.response).toEqual({
      ...{ ...response, state: 'draft', closesAt: WINDOW.closesAt },
    })
    const done = {
      ...given,
      progress: 'completed',
      completedAt: 1772463600000,
      answersHash: ANSWERS.stored,
      raised: ['x'],
    }
    expect(await read({ ...done, head: `6 ${NEXT.stored}`, linkGeneration: 2 })).toMatchObject({
      response: { ...response, state: 'submitted', submittedAt: AT, answersHash: ANSWERS.hash },
      ...{ raised: ['x'], head: { sequence: 6, hash: NEXT.hash }, linkGeneration: 2 },
    })
  })
})
