import { describe, expect, test } from 'vitest'
import type { CastVote, VoteAnswer } from '../../../../functions/rules/consensus/ballot.ts'
import { countVotes, pairRatings } from '../../../../functions/rules/consensus/counted-votes.ts'
import { countVotesShown, listShownFeedback } from '../../../../functions/rules/consensus/feedback.ts'
import { checkOpening } from '../../../../functions/rules/consensus/opening.ts'
import { findRoundState, type Panelist } from '../../../../functions/rules/consensus/panelist.ts'
import {
  countParticipations,
  findParticipation,
  isLateJoiner,
} from '../../../../functions/rules/consensus/participation.ts'
import { decideItemStop } from '../../../../functions/rules/consensus/stopping.ts'
import { decisionRuleSchema } from '../../../../surveys/consensus/decision-rule.ts'
import type { RatingPair } from '../../../../surveys/consensus/rating-changes.ts'
import { buildProtocol } from '../../../support/consensus-protocol.ts'
import { pickItem, ROUND_1, ROUND_2 } from '../../../support/delphi-ratings.ts'

const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}T09:00:00.000Z`
const FIRST = { id: 'first', opensAt: day(5), closesAt: day(10) }
const SECOND = { id: 'second', opensAt: day(15), closesAt: day(20) }
const panelist = (changed: Partial<Panelist> = {}): Panelist => ({
  ...{ id: 'voter', group: 'participants', invitedAt: day(1) },
  ...{ consentedAt: day(2), conflictsStatedAt: day(2), withdrewAt: null, ...changed },
})
const vote = (round: string, answer: VoteAnswer): CastVote => ({
  ...{ round, question: 'domains', item: 'sleep', act: 'given', revision: 1, at: day(6), answer },
})
const rated = (round: string, rating: number) => vote(round, { kind: 'rating', rating })
const abstained = (round: string) => vote(round, { kind: 'cannot-rate' })

describe('what somebody did in a round', () => {
  test.each<[string, Partial<Panelist>, CastVote[]]>([
    ['not-yet-invited', { invitedAt: day(20) }, []],
    ['withdrew', { withdrewAt: day(12) }, []],
    ['withdrew', { withdrewAt: day(17) }, []],
    ['no-show', {}, []],
    ['no-show', { withdrewAt: day(25) }, []],
    ['abstained', {}, [abstained('second'), abstained('second')]],
    ['abstained', {}, [vote('second', { kind: 'profile', adequate: 'cannot-say' })]],
    ['partial', {}, [rated('second', 3)]],
    ['partial', { withdrewAt: day(17) }, [rated('second', 3)]],
    ['completed', {}, [rated('second', 3), abstained('second')]],
  ])('%s', (expected, changed, votes) => {
    expect(findParticipation(panelist(changed), SECOND, votes, 2)).toBe(expected)
  })

  test('a late joiner was invited once the first round was over', () => {
    expect([day(9), day(10)].map((invitedAt) => isLateJoiner(panelist({ invitedAt }), FIRST))).toEqual([
      false,
      true,
    ])
  })

  test('is counted by group', () => {
    const counted = countParticipations([
      { group: 'a', participation: 'no-show' },
      { group: 'a', participation: 'completed' },
      { group: 'b', participation: 'completed' },
    ])
    expect(counted.get('a')).toMatchObject({ 'no-show': 1, completed: 1, abstained: 0 })
    expect(counted.get('b')).toMatchObject({ 'no-show': 0, completed: 1 })
  })

  test('a round is open from its opening until before its closing', () => {
    const states = ['2026-03-05T08:59:59.999Z', day(5), day(10)].map((now) => findRoundState(FIRST, now))
    expect(states).toEqual(['planned', 'open', 'closed'])
  })
})

describe('the votes that a rule counts', () => {
  const voters = [
    { panelist: panelist(), votes: [rated('first', 3), rated('second', 8)] },
    { panelist: panelist(), votes: [rated('first', 4)] },
    { panelist: panelist(), votes: [rated('first', 5), abstained('second')] },
    { panelist: panelist({ invitedAt: day(12) }), votes: [rated('second', 9)] },
    { panelist: panelist({ withdrewAt: day(12) }), votes: [rated('first', 1)] },
    // Left during the second round, one without a vote and one after it.
    { panelist: panelist({ withdrewAt: day(17) }), votes: [rated('first', 2)] },
    { panelist: panelist({ withdrewAt: day(17) }), votes: [rated('second', 7)] },
    { panelist: panelist({ group: 'clinicians' }), votes: [] },
  ]
  const count = (policy: Parameters<typeof countVotes>[2]) => countVotes(voters, [FIRST, SECOND], policy)

  test('of no round are none', () => {
    expect(countVotes(voters, [], 'left-out')).toEqual([])
  })

  test('left out, counted: those of the round, with who gave nothing beside them', () => {
    const expected = { group: 'participants', ratings: [8, 9, 7], abstained: 1, missing: 1 }
    expect(count('left-out')).toEqual([
      { group: 'clinicians', ratings: [], abstained: 0, missing: 1 },
      expected,
    ])
    expect(count('counted')[1]).toEqual(expected)
  })

  test('last rating: a missing one is that of before, and who withdrew has none', () => {
    expect(count('last-rating')[1]).toEqual({
      ...{ group: 'participants', ratings: [8, 4, 9, 7], abstained: 1, missing: 0 },
    })
  })

  test('complete cases: who rated in each round, so no late joiner', () => {
    expect(count('complete-cases')[1]).toMatchObject({ ratings: [8], abstained: 0, missing: 4 })
  })

  test('who rated twice is paired, by group', () => {
    expect([...pairRatings(voters, ['first', 'second'])]).toEqual([['participants', [[3, 8]]]])
  })
})

describe('an item', () => {
  const rule = decisionRuleSchema.parse({
    method: {
      ...{ kind: 'shares', accepted: { from: 7, to: 9 }, rejected: { from: 1, to: 3 } },
      ...{ atLeast: 70, opposedBelow: 15 },
    },
    groups: ['panel'],
  })
  const stopping = { repeatersAtLeast: 85, withinPoints: 1, bandChangesBelow: 15 }
  const decide = (ratings: readonly number[], pairs: readonly RatingPair[], minimum = 8) =>
    decideItemStop(
      { rule, scale: 'one-to-nine', stopping },
      [{ group: 'panel', ratings, abstained: 0, missing: 0 }],
      new Map([['panel', pairs]]),
      new Map([['panel', minimum]]),
    )
  const decideExample = (item: number) => {
    const [before, after] = [pickItem(ROUND_1, item), pickItem(ROUND_2, item)]
    return decide(
      after,
      after.map((rating, at) => [before[at] as number, rating] as const),
    )
  }

  test('goes on with too few voters, after its first round, and while it is neither settled nor stable', () => {
    expect(decide(pickItem(ROUND_2, 4), [], 13)).toEqual({ kind: 'goes-on', because: 'not-enough-voters' })
    expect(decide(pickItem(ROUND_2, 4), [])).toEqual({ kind: 'goes-on', because: 'first-round' })
    // 6 of 10 at 7 and four at 6: one point more and everybody agrees.
    const near = [7, 7, 7, 7, 7, 7, 6, 6, 6, 6]
    expect(
      decide(
        near,
        near.map((rating) => [rating, rating] as const),
      ),
    ).toEqual({
      ...{ kind: 'goes-on', because: 'not-settled' },
    })
  })

  test('goes on in agreement while ratings move between bands, and stops once they do not', () => {
    // By hand: item 1 moves 3 of 12 to another band; items 2 and 4 move none, and each by at most a point.
    expect(decideExample(1)).toEqual({ kind: 'goes-on', because: 'not-stable' })
    expect(decideExample(2)).toEqual({ kind: 'stops', because: 'in' })
    expect(decideExample(4)).toEqual({ kind: 'stops', because: 'in' })
  })

  test('that is polarized and stable stops as clearly undecided', () => {
    expect(decideExample(5)).toEqual({ kind: 'stops', because: 'clearly-undecided' })
  })

  test('on which few moved at all still goes on when those moved far', () => {
    const far = pickItem(ROUND_2, 4).map((rating, at) => [at < 2 ? 7 : rating, rating] as const)
    expect(decide(pickItem(ROUND_2, 4), far)).toEqual({ kind: 'goes-on', because: 'not-stable' })
  })

  test('goes on while one deciding group has nobody who rated twice', () => {
    const same = pickItem(ROUND_2, 4)
    const votes = ['panel', 'others'].map((group) => ({ group, ratings: same, abstained: 0, missing: 0 }))
    const stop = decideItemStop(
      { rule: { ...rule, groups: ['panel', 'others'] }, scale: 'one-to-nine', stopping },
      votes,
      new Map([['panel', same.map((rating) => [rating, rating] as const)]]),
      new Map(),
    )
    expect(stop).toEqual({ kind: 'goes-on', because: 'not-stable' })
  })

  test('between yes and no is never clearly undecided', () => {
    const veto = decisionRuleSchema.parse({
      method: { kind: 'shares', accepted: { from: 1, to: 1 }, rejected: { from: 0, to: 0 }, atLeast: 75 },
      groups: ['panel'],
    })
    const ratings = [0, 0, 0, 0, 1, 1, 1, 1]
    const same = ratings.map((rating) => [rating, rating] as const)
    const stop = decideItemStop(
      { rule: veto, scale: 'yes-no', stopping },
      [{ group: 'panel', ratings, abstained: 0, missing: 0 }],
      new Map([['panel', same]]),
      new Map(),
    )
    expect(stop).toEqual({ kind: 'goes-on', because: 'not-settled' })
  })
})

describe('feedback', () => {
  const raters = new Map([
    ['participants', 9],
    ['clinicians', 5],
    ['payers', 4],
  ])
  const viewer = { group: 'clinicians', hasRated: true }
  const setting = { mode: 'each-group', minimumShown: 5, isRealTime: false } as const

  test('is not given where the protocol has none, and in real time not before the own rating', () => {
    expect(listShownFeedback({ ...setting, mode: 'none' }, raters, viewer)).toEqual({
      ...{ kind: 'nothing', because: 'mode' },
    })
    expect(
      listShownFeedback({ ...setting, isRealTime: true }, raters, { ...viewer, hasRated: false }),
    ).toEqual({ kind: 'nothing', because: 'rate-first' })
  })

  test('hides a group of four, and never shows a total beside single groups', () => {
    expect(listShownFeedback(setting, raters, viewer)).toEqual({
      kind: 'groups',
      groups: [
        { group: 'clinicians', n: 5 },
        { group: 'participants', n: 9 },
      ],
      hidden: ['payers'],
    })
  })

  test('is of the own group, of all together, or of nobody when they are too few', () => {
    expect(listShownFeedback({ ...setting, mode: 'own-group' }, raters, viewer)).toEqual({
      ...{ kind: 'groups', groups: [{ group: 'clinicians', n: 5 }], hidden: [] },
    })
    const payer = { ...viewer, group: 'payers' }
    expect(listShownFeedback({ ...setting, mode: 'own-group' }, raters, payer)).toEqual({
      ...{ kind: 'nothing', because: 'too-few' },
    })
    expect(listShownFeedback({ ...setting, mode: 'all-together' }, raters, payer)).toEqual({
      ...{ kind: 'together', n: 18 },
    })
    expect(listShownFeedback({ ...setting, mode: 'all-together' }, new Map([['a', 4]]), payer)).toEqual({
      ...{ kind: 'nothing', because: 'too-few' },
    })
  })

  test('in real time moves on by at least five people at once', () => {
    expect(countVotesShown(['a', 'b', 'c', 'd'], 5)).toBe(0)
    expect(countVotesShown(['a', 'b', 'c', 'a', 'd', 'a', 'e'], 5)).toBe(7)
    // The next change comes with five more people, not with one who votes again and again.
    expect(countVotesShown(['a', 'b', 'c', 'd', 'e', 'a', 'a', 'a', 'b', 'f', 'g'], 5)).toBe(5)
    expect(countVotesShown(['a', 'b', 'c', 'd', 'e', 'a', 'b', 'f', 'g', 'h'], 5)).toBe(10)
  })
})

describe('a round opens', () => {
  const ids = (group: string, count: number) => Array.from({ length: count }, (_, at) => `${group}-${at}`)
  const panel = new Map(['participants', 'clinicians', 'researchers'].map((id) => [id, ids(id, 8)]))

  test('not where a deciding group has too few voters, a moderator votes, or it is not there', () => {
    const protocol = buildProtocol()
    expect(checkOpening(protocol, 'third', panel)).toEqual([
      { pointer: '/process/rounds', detail: 'no round third' },
    ])
    const few = new Map([...panel, ['clinicians', [...ids('c', 6), 'moderator-1']]])
    expect(checkOpening(protocol, 'first', few)).toEqual([
      { pointer: '/groups/1', detail: 'clinicians has 7 of 8 voters' },
      { pointer: '/moderators/0', detail: 'a moderator does not vote' },
    ])
  })

  test('in real time by the same rules', () => {
    const round = { id: 'window', title: { en: 'x', es: 'x' }, questions: ['vetoes'], days: 30 }
    const [question] = buildProtocol().questions.filter(({ id }) => id === 'vetoes')
    const protocol = buildProtocol({
      process: { kind: 'real-time', round, feedback: 'each-group' },
      questions: [question],
    })
    expect(checkOpening(protocol, 'window', panel)).toEqual([])
    expect(checkOpening(protocol, 'window', new Map())).toHaveLength(2)
  })

  test('with its voters; groups that decide nothing may be of any size, and proposals need no number', () => {
    const protocol = buildProtocol()
    expect(checkOpening(protocol, 'first', new Map([...panel, ['researchers', []]]))).toEqual([])
    expect(checkOpening(protocol, 'open', new Map())).toEqual([])
  })
})
