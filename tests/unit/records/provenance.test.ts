import { describe, expect, test } from 'vitest'
import {
  buildPhoneProvenance,
  formatMode,
  mergeProvenances,
  SELF_BY_TEXT,
  SELF_ON_WEB,
  summarizeProvenance,
} from '../../../functions/records/response/provenance.ts'

const BY_PHONE = buildPhoneProvenance({ by: 'coordinator', until: '2026-03-02T16:00:00.000Z' })
const summarize = (...provenances: string[]) => summarizeProvenance({ provenances: new Set(provenances) })

describe('a response was answered', () => {
  test.each([
    [['self/web'], { answeredBy: 'self', mode: 'web' }],
    [['self/text'], { answeredBy: 'self', mode: 'text' }],
    [['proxy/phone'], { answeredBy: 'proxy', mode: 'phone' }],
    [['self/web', 'self/text'], { answeredBy: 'self', mode: 'mixed' }],
    [['self/web', 'proxy/phone'], { answeredBy: 'mixed', mode: 'mixed' }],
    [['proxy/phone', 'self/phone'], { answeredBy: 'mixed', mode: 'phone' }],
  ])('as all of its answers were, else in a mixed way: %j', (provenances, summary) => {
    expect(summarize(...provenances)).toEqual(summary)
  })

  test('by whoever gave an answer, as it is written', () => {
    expect([SELF_ON_WEB, SELF_BY_TEXT, BY_PHONE].map(formatMode)).toEqual([
      ...['self/web', 'self/text', 'proxy/phone'],
    ])
    expect(BY_PHONE.actor).toEqual({ kind: 'coordinator', sub: 'coordinator' })
  })
})

describe('a submission', () => {
  const dictated = new Set(['proxy/phone'])

  test('that brings no answer leaves them as they were, whoever sends it', () => {
    expect(mergeProvenances(dictated, SELF_ON_WEB, false)).toEqual(dictated)
  })

  test('that brings answers adds how they were given', () => {
    expect(mergeProvenances(dictated, SELF_ON_WEB, true)).toEqual(new Set(['proxy/phone', 'self/web']))
    expect(mergeProvenances(new Set(['self/web']), SELF_ON_WEB, true)).toEqual(new Set(['self/web']))
    expect(dictated).toEqual(new Set(['proxy/phone']))
  })

  test('of nothing that was saved before is the first', () => {
    expect(mergeProvenances(new Set(), SELF_BY_TEXT, true)).toEqual(new Set(['self/text']))
    expect(mergeProvenances(new Set(), SELF_BY_TEXT, false)).toEqual(new Set(['self/text']))
  })
})
