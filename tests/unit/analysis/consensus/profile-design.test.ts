import { describe, expect, test } from 'vitest'
import {
  buildParticipantProfiles,
  type ParticipantScores,
} from '../../../../functions/analysis/consensus/profiles/participant-profiles.ts'
import { designProfiles } from '../../../../functions/analysis/consensus/profiles/profile-design.ts'
import type { ProfileVote } from '../../../../functions/analysis/consensus/profiles/profile-votes.ts'
import {
  measureConsistency,
  measureRepeatAgreement,
} from '../../../../functions/analysis/consensus/profiles/rater-consistency.ts'
import { dealProfiles } from '../../../../functions/analysis/consensus/profiles/rater-sheets.ts'
import {
  computeImprovements,
  createShownProfile,
  isDominated,
} from '../../../../functions/analysis/consensus/profiles/shown-profile.ts'
import { profileQuestionSchema } from '../../../../surveys/consensus/profile-question.ts'

const QUESTION = profileQuestionSchema.parse({
  ...{ id: 'profiles', type: 'profiles', title: { en: 'Adequate?' } },
  measures: [
    {
      ...{ score: 'pain/average', title: { en: 'Pain' }, range: [0, 10], step: 1 },
      ...{ direction: 'higher-is-worse', baseline: 8, followUps: [8, 7, 6, 5, 4, 2], expectedBorder: 5 },
    },
    {
      ...{ score: 'function/total', title: { en: 'Function' }, range: [0, 100], step: 5 },
      ...{ direction: 'higher-is-better', baseline: 30, followUps: [30, 40, 50, 60], expectedBorder: 45 },
    },
    {
      ...{ score: 'sleep/total', title: { en: 'Sleep' }, range: [0, 10], step: 1 },
      ...{ direction: 'higher-is-worse', baseline: 6, followUps: [6, 4, 2], expectedBorder: 4 },
    },
  ],
  source: {
    ...{ kind: 'synthetic', profiles: 36 },
    impossible: [
      [
        { score: 'pain/average', atMost: 2 },
        { score: 'function/total', atMost: 30 },
      ],
    ],
  },
})
const PROFILES = designProfiles(QUESTION)
const RATERS = Array.from({ length: 24 }, (_, at) => ({ id: `r${at}`, group: at % 2 === 0 ? 'a' : 'b' }))

describe('synthetic profiles', () => {
  test('hold nothing impossible, and none twice', () => {
    expect(PROFILES).toHaveLength(36)
    expect(new Set(PROFILES.map(({ id }) => id)).size).toBe(36)
    const isImpossible = PROFILES.some(
      ({ scores: [pain, ability] }) => pain?.followUp === 2 && ability?.followUp === 30,
    )
    expect(isImpossible).toBe(false)
  })

  test('show each level of a measure about as often, and more of those near the border', () => {
    QUESTION.measures.forEach(({ followUps }, at) => {
      const counts = followUps.map(
        (level) => PROFILES.filter(({ scores }) => scores[at]?.followUp === level).length,
      )
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(36 / followUps.length / 2)
      expect(Math.max(...counts)).toBeLessThanOrEqual((36 / followUps.length) * 1.6)
    })
    const far = PROFILES.filter(({ scores }) => {
      const [pain = 0, ability = 0, sleep = 0] = scores.map(({ followUp }) => followUp)
      return Math.abs(((5 - pain) / 10 + (ability - 45) / 100 + (4 - sleep) / 10) / 3) > 0.12
    })
    expect(far.length).toBeLessThan(36 / 3)
  })

  test('are the same for the same seed, and as many as there are', () => {
    expect(designProfiles(QUESTION)).toEqual(PROFILES)
    expect(designProfiles({ ...QUESTION, seed: 2 })).not.toEqual(PROFILES)
    const all = designProfiles({ ...QUESTION, source: { kind: 'synthetic', profiles: 200, impossible: [] } })
    expect(all).toHaveLength(6 * 4 * 3)
  })
})

describe('the sheets of raters', () => {
  const sheets = dealProfiles(QUESTION, PROFILES, RATERS)
  const find = (id: string) => {
    const found = PROFILES.find((one) => one.id === id)
    if (!found) throw new Error(`no profile ${id}`)
    return found
  }

  test('have 20 profiles, two dominated ones and three repeats, none of them soon again', () => {
    for (const { shown, dominatedPairs } of sheets) {
      expect([23, 24, 25]).toContain(shown.length)
      expect(shown.filter(({ isRepeat }) => isRepeat)).toHaveLength(3)
      expect(dominatedPairs).toHaveLength(2)
      shown.forEach(({ profile, isRepeat }, at) => {
        const first = shown.findIndex((one) => one.profile === profile)
        if (isRepeat) expect(at - first).toBeGreaterThanOrEqual(6)
        else expect(first).toBe(at)
      })
      for (const [worse, better] of dominatedPairs) {
        expect(isDominated(find(worse), find(better), QUESTION.measures)).toBe(true)
        expect(shown.map(({ profile }) => profile)).toEqual(expect.arrayContaining([worse, better]))
      }
    }
  })

  test('show each profile to each group about as often, at least five times', () => {
    for (const group of ['a', 'b']) {
      const ids = new Set(RATERS.filter((rater) => rater.group === group).map(({ id }) => id))
      const counts = PROFILES.map(
        ({ id }) =>
          sheets.filter(({ rater, shown }) => ids.has(rater) && shown.some((one) => one.profile === id))
            .length,
      )
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(5)
    }
  })

  test('never show a rater what they must not see', () => {
    const excluded = new Set(PROFILES.slice(0, 10).map(({ id }) => id))
    const [sheet] = dealProfiles(QUESTION, PROFILES, [{ id: 'r', group: 'a', excluded }])
    expect(sheet?.shown.filter(({ profile }) => excluded.has(profile))).toEqual([])
    expect(sheet?.shown.length).toBeGreaterThanOrEqual(23)
  })

  test('depend on the rater and the seed alone', () => {
    expect(dealProfiles(QUESTION, PROFILES, [...RATERS].reverse())).toEqual(sheets)
    expect(sheets[0]?.shown).not.toEqual(sheets[1]?.shown)
  })
})

describe('the improvement that a profile shows', () => {
  test('is refused for a measure that is not shown, or that cannot improve', () => {
    const only = createShownProfile([{ score: 'pain/average', baseline: 8, followUp: 4 }])
    expect(() => computeImprovements(only, QUESTION.measures)).toThrow('does not show function/total')
    const best = createShownProfile([{ score: 'pain/average', baseline: 0, followUp: 4 }])
    expect(() => computeImprovements(best, QUESTION.measures)).toThrow('pain/average cannot improve')
  })

  test('is percent of the baseline, or of the way to the best score', () => {
    const profile = createShownProfile([
      { score: 'pain/average', baseline: 8, followUp: 6 },
      { score: 'function/total', baseline: 30, followUp: 65 },
      { score: 'sleep/total', baseline: 6, followUp: 9 },
    ])
    expect(computeImprovements(profile, QUESTION.measures).values).toEqual([25, 50, -50])
  })
})

describe('profiles of participants', () => {
  const person = (site: string, pain: readonly [number, number], sleep = 6): ParticipantScores => ({
    site,
    scores: new Map([
      ['pain/average', { baseline: pain[0], followUp: pain[1] }],
      ['function/total', { baseline: 31, followUp: 48 }],
      ['sleep/total', { baseline: sleep, followUp: 4 }],
    ]),
  })
  const people = [
    ...Array.from({ length: 11 }, (_, at) => person(at < 6 ? 'harbor' : 'gulf', [8.2, 4.4])),
    ...Array.from({ length: 10 }, () => person('harbor', [7, 3])),
    { site: 'gulf', scores: new Map([['pain/average', { baseline: 8, followUp: 4 }]]) },
  ]
  const built = buildParticipantProfiles(people, QUESTION, { minimumAlike: 11, atMost: 20 })

  test('of fewer than eleven alike are left out, and so are those with a score missing', () => {
    expect(built.leftOut).toEqual({ incomplete: 1, tooFewAlike: 10 })
    expect(built.profiles).toHaveLength(1)
  })

  test('are rounded, and name no clinic', () => {
    expect(built.profiles[0]?.scores).toEqual([
      { score: 'pain/average', baseline: 8, followUp: 4 },
      { score: 'function/total', baseline: 30, followUp: 50 },
      { score: 'sleep/total', baseline: 6, followUp: 4 },
    ])
    expect(JSON.stringify(built.profiles)).not.toMatch(/harbor|gulf/)
    expect([...(built.sites.get(built.profiles[0]?.id ?? '') ?? [])]).toEqual(['harbor', 'gulf'])
  })

  test('are drawn by the seed where there are too many', () => {
    const many = [8, 7, 6, 5].flatMap((pain) => Array.from({ length: 11 }, () => person('gulf', [pain, 3])))
    const draw = (seed: number) =>
      buildParticipantProfiles(many, { ...QUESTION, seed }, { minimumAlike: 11, atMost: 2 }).profiles
    expect(draw(1)).toHaveLength(2)
    expect(draw(1)).toEqual(draw(1))
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => JSON.stringify(draw(seed)))).size).toBeGreaterThan(1)
  })
})

describe('a rater’s consistency', () => {
  const profiles = ['p1', 'p2', 'p3', 'p4'].map((id, at) => ({ id, values: [20 * at] }))
  const vote = (rater: string, profile: string, adequate: ProfileVote['adequate'], isRepeat = false) => ({
    ...{ rater, group: 'a', profile, adequate, isRepeat },
  })
  const careful = ['r1', 'r2', 'r3'].flatMap((rater) => [
    ...[vote(rater, 'p1', 'no'), vote(rater, 'p2', 'no'), vote(rater, 'p3', 'yes'), vote(rater, 'p4', 'yes')],
    ...[vote(rater, 'p2', 'no', true), vote(rater, 'p3', 'yes', true)],
  ])
  const careless = [
    ...[vote('r4', 'p1', 'yes'), vote('r4', 'p2', 'yes'), vote('r4', 'p3', 'no'), vote('r4', 'p4', 'no')],
    ...[vote('r4', 'p2', 'no', true), vote('r4', 'p3', 'cannot-say', true)],
  ]
  const found = measureConsistency(profiles, [...careful, ...careless], [['p1', 'p4']])

  test('counts repeats alike, dominance violated, and how votes go with those of others', () => {
    expect(found[3]).toEqual({
      ...{ rater: 'r4', repeats: { asked: 2, alike: 0 }, dominated: { asked: 1, violated: 1 } },
      ...{ discrimination: 0, isCareless: true },
    })
    expect(found[0]).toEqual({
      ...{ rater: 'r1', repeats: { asked: 2, alike: 2 }, dominated: { asked: 1, violated: 0 } },
      ...{ discrimination: 1, isCareless: false },
    })
  })

  test('of one who always says yes is unknown, and they are not called careless', () => {
    const always = profiles.map(({ id }) => vote('r5', id, 'yes'))
    const [, , , one] = measureConsistency(profiles, [...careful, ...always], [])
    expect(one).toMatchObject({ discrimination: null, isCareless: false })
  })

  test('over all repeats is κ; cannot say is left out', () => {
    // By hand: six alike, one yes that became no; of seven.
    const { n, kappa } = measureRepeatAgreement([...careful, ...careless])
    expect(n).toBe(7)
    if (kappa.kind !== 'estimated') throw new Error(kappa.reason)
    const [first, second] = [4 / 7, 3 / 7]
    const expected = first * second + (1 - first) * (1 - second)
    expect(kappa.estimate).toBeCloseTo((6 / 7 - expected) / (1 - expected), 12)
  })
})
