import { describe, expect, test } from 'vitest'
import {
  type Ballot,
  type BallotSetting,
  type CastVote,
  decideBallot,
} from '../../../../functions/rules/consensus/ballot.ts'
import type { Panelist } from '../../../../functions/rules/consensus/panelist.ts'
import { listItems, questionSchema } from '../../../../surveys/consensus/questions.ts'
import { buildProtocol } from '../../../support/consensus-protocol.ts'

const HASH = 'a'.repeat(64)
const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}T09:00:00.000Z`
const PANELIST: Panelist = {
  ...{ id: 'voter-1', group: 'participants', invitedAt: day(1) },
  ...{ consentedAt: day(2), conflictsStatedAt: day(2), withdrewAt: null },
}
const { questions } = buildProtocol()
const SETTING: BallotSetting = {
  ...{ protocolHash: HASH, panelist: PANELIST },
  round: { id: 'second', opensAt: day(5), closesAt: day(20) },
  questions: questions
    .filter(({ id }) => ['domains', 'vetoes'].includes(id))
    .map((question) => ({ question, items: listItems(question) })),
  ...{ stopped: new Set(), current: undefined, earlier: undefined, now: day(10) },
}
const BALLOT: Ballot = {
  ...{ protocolHash: HASH, round: 'second', question: 'domains', item: 'sleep', revision: 0 },
  answer: { kind: 'rating', rating: 8 },
}
const cast = (rating: number, revision: number, round = 'second'): CastVote => ({
  ...{ round, question: 'domains', item: 'sleep', act: 'given', revision, at: day(9) },
  answer: { kind: 'rating', rating },
})
const decide = (ballot: Partial<Ballot>, setting: Partial<BallotSetting> = {}) =>
  decideBallot({ ...BALLOT, ...ballot }, { ...SETTING, ...setting })

describe('a ballot is refused', () => {
  test.each<[reason: string, ballot: Partial<Ballot>, setting: Partial<BallotSetting>]>([
    ['other-panel', { protocolHash: 'b'.repeat(64) }, {}],
    ['withdrew', {}, { panelist: { ...PANELIST, withdrewAt: day(9) } }],
    ['not-open-yet', {}, { now: day(4) }],
    ['closed', {}, { now: day(20) }],
    ['no-consent', {}, { panelist: { ...PANELIST, consentedAt: null } }],
    ['no-conflict-statement', {}, { panelist: { ...PANELIST, conflictsStatedAt: null } }],
    ['other-round', { round: 'first' }, {}],
    ['unknown-item', { item: 'mood' }, {}],
    ['unknown-item', { question: 'adopt', item: 'adopt' }, {}],
    ['item-stopped', {}, { stopped: new Set(['sleep']) }],
    ['outside-scale', { answer: { kind: 'rating', rating: 0 } }, {}],
    ['outside-scale', { answer: { kind: 'rating', rating: 10 } }, {}],
    ['outside-scale', { answer: { kind: 'rating', rating: 7.5 } }, {}],
    ['outside-scale', { question: 'vetoes', item: 'serious', answer: { kind: 'rating', rating: 2 } }, {}],
    ['other-kind-of-answer', { answer: { kind: 'choice', preferred: 'first' } }, {}],
    ['other-kind-of-answer', { answer: { kind: 'profile', adequate: 'yes' } }, {}],
    ['nothing-to-keep', { answer: { kind: 'keep' } }, {}],
    ['changed-meanwhile', {}, { current: cast(3, 1) }],
    ['changed-meanwhile', { revision: 2 }, { current: cast(3, 1) }],
  ])('%s', (reason, ballot, setting) => {
    expect(decide(ballot, setting)).toEqual({ kind: 'refused', reason })
  })

  test('from a link of another panel for that alone, whatever else is wrong with it', () => {
    const withdrew = { ...PANELIST, withdrewAt: day(9) }
    expect(decide({ protocolHash: 'b'.repeat(64), item: 'mood' }, { panelist: withdrew })).toEqual({
      ...{ kind: 'refused', reason: 'other-panel' },
    })
  })

  test('for an answer of another kind to profiles and pairs', () => {
    const [profiles] = questions.filter(({ type }) => type === 'profiles')
    if (!profiles) throw new Error('no profiles')
    const asked = { questions: [{ question: profiles, items: ['p-1'] }] }
    const to = { question: 'profiles', item: 'p-1' }
    expect(decide(to, asked)).toMatchObject({ reason: 'other-kind-of-answer' })
    expect(decide({ ...to, answer: { kind: 'cannot-rate' } }, asked)).toMatchObject({
      reason: 'other-kind-of-answer',
    })
    const sure = (confidence: number): Partial<Ballot> => ({
      ...to,
      answer: { kind: 'profile', adequate: 'no', confidence },
    })
    expect(decide(sure(6), asked)).toMatchObject({ reason: 'outside-scale' })
    expect(decide(sure(5), asked)).toMatchObject({ kind: 'accepted' })
  })
})

describe('a ballot is taken', () => {
  test('with the next revision, at this instant', () => {
    expect(decide({})).toEqual({ kind: 'accepted', vote: { ...cast(8, 1), at: day(10) } })
    expect(decide({ revision: 1 }, { current: cast(3, 1) })).toMatchObject({
      ...{ kind: 'accepted', vote: { revision: 2, answer: { rating: 8 } } },
    })
  })

  test('as keeping an earlier answer only when the panelist says so', () => {
    const earlier = cast(6, 3, 'first')
    expect(decide({ answer: { kind: 'keep' } }, { earlier })).toMatchObject({
      ...{ kind: 'accepted', vote: { act: 'kept', answer: { rating: 6 }, round: 'second', revision: 1 } },
    })
    expect(decide({ answer: { kind: 'rating', rating: 6 } }, { earlier })).toMatchObject({
      ...{ kind: 'accepted', vote: { act: 'given' } },
    })
  })

  test('as cannot rate', () => {
    expect(decide({ answer: { kind: 'cannot-rate' } })).toMatchObject({ kind: 'accepted' })
  })

  test('up to the last instant before the round closes', () => {
    expect(decide({}, { now: '2026-03-20T08:59:59.999Z' }).kind).toBe('accepted')
  })
})

describe('an answer of any kind', () => {
  const tradeOffs = questionSchema.parse({
    ...{ id: 'pairs', type: 'trade-offs', title: { en: 'Which is better?' } },
    domains: (['pain', 'sleep'] as const).map((id) => ({
      ...{ id, title: { en: id } },
      levels: ['low', 'middle', 'high'].map((level) => ({ id: level, title: { en: level } })),
    })),
  })
  const profiles = questions.find(({ type }) => type === 'profiles')
  if (!profiles) throw new Error('no profiles')
  const asked = {
    questions: [
      ...SETTING.questions,
      { question: tradeOffs, items: ['0-1:0-1:1-0'] },
      { question: profiles, items: ['p-1'] },
    ],
  }
  const toPair = { question: 'pairs', item: '0-1:0-1:1-0' }
  const toProfile = { question: 'profiles', item: 'p-1' }
  test.each<[string, Partial<Ballot>, Partial<Ballot>]>([
    [
      'a choice',
      { ...toPair, answer: { kind: 'choice', preferred: 'equal' } },
      { answer: { kind: 'choice', preferred: 'first' } },
    ],
    [
      'a profile',
      { ...toProfile, answer: { kind: 'profile', adequate: 'yes', confidence: 4 } },
      { answer: { kind: 'profile', adequate: 'yes', confidence: 5 } },
    ],
    ['cannot rate', { answer: { kind: 'cannot-rate' } }, { answer: { kind: 'rating', rating: 5 } }],
  ])('%s is stored once when it comes twice, and another at once is refused', (_, ballot, other) => {
    const first = decide(ballot, asked)
    if (first.kind !== 'accepted') throw new Error('refused')
    const setting = { ...asked, current: first.vote }
    expect(decide(ballot, setting)).toEqual({ kind: 'repeated', vote: first.vote })
    expect(decide({ ...ballot, ...other }, setting)).toEqual({
      ...{ kind: 'refused', reason: 'changed-meanwhile' },
    })
  })
})

test('the same answer twice at once is stored once', () => {
  const first = decide({})
  if (first.kind !== 'accepted') throw new Error('refused')
  expect(decide({}, { current: first.vote })).toEqual({ kind: 'repeated', vote: first.vote })
})
