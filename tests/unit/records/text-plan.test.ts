import { describe, expect, test } from 'vitest'
import { buildVerifiedAssessmentScope } from '../../../functions/platform/core/scope.ts'
import { putTextPlan, TEXT_PLAN_NEW } from '../../../functions/records/assessment/assessment-changes.store.ts'
import { claimText, skipText } from '../../../functions/records/assessment/text-attempts.store.ts'
import { moveTextPlan, TEXT_PLAN_UNCHANGED } from '../../../functions/records/assessment/text-plan.store.ts'
import type { StoredTextPlan } from '../../../functions/records/assessment/text-plan.ts'
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

describe('a text plan', () => {
  test('is new, without a text, and its chain stands on the entry that made it', () => {
    const fresh = { firstTextAt: FIRST, texts: 0, textsBefore: 0, nextText: 0, nextTextAt: FIRST }
    expect(putTextPlan('Study', scope, fresh, '0'.repeat(64))).toEqual({
      condition: TEXT_PLAN_NEW,
      write: {
        Put: {
          TableName: 'Study',
          Item: {
            ...KEY,
            ...{ firstTextAt: { S: FIRST }, texts: { N: '0' }, textsBefore: { N: '0' } },
            ...{ nextText: { N: '0' }, nextTextAt: { S: FIRST }, duePk: SHARD, dueSk: { S: FIRST } },
            ...{ attempts: { L: [] }, unsent: { L: [] }, head: { S: `0 ${'A'.repeat(43)}` } },
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    })
  })

  test('is moved only while no text was claimed since it was read', () => {
    const to = { firstTextAt: NEXT, texts: 1, textsBefore: 1, nextText: 0, nextTextAt: NEXT }
    expect(moveTextPlan('Study', scope, plan, to)).toEqual({
      condition: TEXT_PLAN_UNCHANGED,
      write: {
        Update: {
          TableName: 'Study',
          Key: KEY,
          UpdateExpression:
            'SET firstTextAt = :v0, texts = :v1, textsBefore = :v2, nextText = :v3, nextTextAt = :v4, duePk = :v5, dueSk = :v6',
          ConditionExpression: 'texts = :texts AND nextText = :place',
          ExpressionAttributeValues: {
            ...{ ':v0': { S: NEXT }, ':v1': { N: '1' }, ':v2': { N: '1' }, ':v3': { N: '0' } },
            ...{ ':v4': { S: NEXT }, ':v5': SHARD, ':v6': { S: NEXT } },
            ...{ ':texts': { N: '1' }, ':place': { N: '1' } },
          },
        },
      },
    })
  })

  test('that is moved to where no text is left leaves the index', () => {
    const to = { firstTextAt: FIRST, texts: 1, textsBefore: 0, nextText: 1, nextTextAt: undefined }
    expect(moveTextPlan('Study', scope, plan, to).write.Update?.UpdateExpression).toBe(
      'SET firstTextAt = :v0, texts = :v1, textsBefore = :v2, nextText = :v3 REMOVE nextTextAt, duePk, dueSk',
    )
  })
})

describe('a text is claimed', () => {
  const claim = { text: 'reminder', claimedAt: NEXT } as const

  test('of the plan as it was read: it counts, is an attempt of its own, and the plan moves on', () => {
    expect(claimText('Study', scope, plan, claim, { nextText: 2, nextTextAt: LATER }, HEAD)).toEqual({
      condition: TEXT_PLAN_UNCHANGED,
      write: {
        Update: {
          TableName: 'Study',
          Key: KEY,
          UpdateExpression:
            'SET texts = :v0, nextText = :v1, lastTextAt = :v2, head = :v3, attempts[1] = :v4, nextTextAt = :v5, duePk = :v6, dueSk = :v7',
          ConditionExpression: UNMOVED,
          ExpressionAttributeValues: {
            ...{ ':v0': { N: '2' }, ':v1': { N: '2' }, ':v2': { S: NEXT }, ':v3': STORED_HEAD },
            ':v4': { M: { text: { S: 'reminder' }, state: { S: 'claimed' }, claimedAt: { S: NEXT } } },
            ...{ ':v5': { S: LATER }, ':v6': SHARD, ':v7': { S: LATER } },
            ...AS_READ,
          },
        },
      },
    })
  })

  test('as the last one: the plan leaves the index', () => {
    const { Update } = claimText(
      'Study',
      scope,
      plan,
      claim,
      { nextText: 2, nextTextAt: undefined },
      HEAD,
    ).write
    expect(Update?.UpdateExpression).toBe(
      'SET texts = :v0, nextText = :v1, lastTextAt = :v2, head = :v3, attempts[1] = :v4 REMOVE nextTextAt, duePk, dueSk',
    )
    expect(Update?.ConditionExpression).toBe(UNMOVED)
  })
})

test('a text that is not sent is kept with its reason, of the plan as it was read', () => {
  const unsent = { at: NEXT, place: 1, outcome: 'not-sent', reason: 'stopped' } as const
  expect(skipText('Study', scope, plan, unsent, { nextText: 2, nextTextAt: LATER }, HEAD)).toEqual({
    condition: TEXT_PLAN_UNCHANGED,
    write: {
      Update: {
        TableName: 'Study',
        Key: KEY,
        UpdateExpression:
          'SET nextText = :v0, head = :v1, unsent[1] = :v2, nextTextAt = :v3, duePk = :v4, dueSk = :v5',
        ConditionExpression: UNMOVED,
        ExpressionAttributeValues: {
          ...{ ':v0': { N: '2' }, ':v1': STORED_HEAD },
          ':v2': {
            M: {
              ...{ at: { S: NEXT }, place: { N: '1' } },
              ...{ outcome: { S: 'not-sent' }, reason: { S: 'stopped' } },
            },
          },
          ...{ ':v3': { S: LATER }, ':v4': SHARD, ':v5': { S: LATER } },
          ...AS_READ,
        },
      },
    },
  })
})
