import { describe, expect, test } from 'vitest'
import {
  type Candidate,
  enumerateCandidates,
  listCuts,
} from '../../../../functions/analysis/consensus/candidates/enumerate-candidates.ts'
import { listParetoFront } from '../../../../functions/analysis/consensus/candidates/pareto-front.ts'
import {
  type CandidateQuestion,
  scoreCandidates,
} from '../../../../functions/analysis/consensus/candidates/score-candidates.ts'
import type { ProfileVote } from '../../../../functions/analysis/consensus/profiles/profile-votes.ts'
import type { ProfileMeasure } from '../../../../surveys/consensus/profile-question.ts'
import { checkResponderRule } from '../../../../surveys/publication/check-responder-rule.ts'
import { type ResponderRule, responderRuleSchema } from '../../../../surveys/responder/rule.ts'
import { candidateListSchema } from '../../../../web/api/consensus/candidates.ts'
import { published } from '../../../support/published.ts'

const { pain, fun, yes, n } = published<{
  profiles: { pain: number[]; fun: number[]; yes: number[]; n: number }
}>('consensus-thresholds').profiles

const measure = (score: string): ProfileMeasure => ({
  ...{ score, title: { en: score }, range: [0, 100], direction: 'higher-is-worse', step: 1, baseline: 100 },
  ...{ followUps: [100, 0], expectedBorder: 70 },
})
const PROFILES = pain.map((percent, at) => ({
  id: `p${at}`,
  scores: [
    { score: 'pain/now', baseline: 100, followUp: 100 - percent },
    { score: 'function/now', baseline: 100, followUp: 100 - (fun[at] as number) },
  ],
}))
/** Twenty votes on each profile, so many yes; the first ten raters are participants, the others clinicians. */
const VOTES = yes.flatMap((count, at) =>
  Array.from(
    { length: n },
    (_, rater): ProfileVote => ({
      ...{ rater: `r${rater}`, group: rater < 10 ? 'patients' : 'doctors', profile: `p${at}` },
      ...{ adequate: rater < count ? 'yes' : 'no', isRepeat: false },
    }),
  ),
)
const better = (score: string, atLeast: number): ResponderRule => ({
  op: 'percent-improvement',
  score,
  atLeast,
})
const candidate = (id: string, core: ResponderRule, parts = 1): Candidate => ({
  ...{ id, core, rule: core, holdDays: 0, events: [], parts },
})
const CANDIDATES = [
  candidate('pain-30', better('pain/now', 30)),
  candidate('pain-40', better('pain/now', 40)),
  candidate('pain-50', better('pain/now', 50)),
  candidate('both', { op: 'all', rules: [better('pain/now', 30), better('function/now', 20)] }, 2),
  candidate('any', { op: 'any', rules: [better('pain/now', 30), better('function/now', 30)] }, 2),
]
const QUESTION: CandidateQuestion = {
  ...{ candidates: CANDIDATES, leftOut: 0, profiles: PROFILES, votes: VOTES },
  measures: [measure('pain/now'), measure('function/now')],
  perspectives: new Map([
    ['patients', 'participants'],
    ['doctors', 'clinicians'],
  ]),
}
const list = scoreCandidates(QUESTION)
const find = (id: string) => {
  const found = list.candidates.find((one) => one.id === id)
  if (!found) throw new Error(`no candidate ${id}`)
  return found
}

describe('candidates are scored', () => {
  // Printed in METHODS.
  test.each([
    ['pain-30', 0.8125],
    ['pain-40', 0.79375],
    ['both', 0.81875],
    ['pain-50', 0.73125],
  ])('on all votes: %s agrees with %d', (id, expected) => {
    expect(find(id).allVotes).toEqual({ agreeing: expected * 320, votes: 320, share: expected })
  })

  test('on the 11 of 16 profiles with consensus, which cannot choose: κ is 1 for four of five', () => {
    for (const id of ['pain-30', 'pain-40', 'both', 'any'])
      expect(find(id).consensus).toMatchObject({ profiles: 11, agreeing: 11, kappa: { estimate: 1 } })
    expect(find('pain-50').consensus).toMatchObject({
      ...{ profiles: 11, agreeing: 10, kappa: { estimate: expect.closeTo(0.81967, 5) } },
    })
  })

  test('by each group apart, patients and clinicians', () => {
    // By hand: rater r votes yes where more than r say yes, so that patients are the more generous half.
    const agree = (from: number) =>
      yes.reduce((sum, count, at) => {
        const own = Math.max(0, Math.min(10, count - from))
        return sum + ((pain[at] as number) >= 40 ? own : 10 - own)
      }, 0)
    expect(find('pain-40').participants?.agreeing).toBe(agree(0))
    expect(find('pain-40').clinicians?.agreeing).toBe(agree(10))
    expect(find('pain-40').groups.map(({ group }) => group)).toEqual(['doctors', 'patients'])
    expect(find('pain-40').equalGroups).toBeCloseTo((agree(0) + agree(10)) / 320, 12)
  })

  test('with what a profile does not show as not assessable, which agrees with nobody', () => {
    const unseen = candidate('sleep', better('sleep/now', 30))
    const [only] = scoreCandidates({ ...QUESTION, candidates: [unseen] }).candidates
    expect(only?.profiles).toEqual({ met: 0, notMet: 0, notAssessable: 16 })
    expect(only?.allVotes).toMatchObject({ agreeing: 0, votes: 320 })
    expect(only?.consensus.kappa).toEqual({ kind: 'not-estimated', reason: 'nobody' })
  })

  test('of nobody’s votes with nothing, and repeats count for nothing', () => {
    const repeated = VOTES.map((vote) => ({ ...vote, isRepeat: true }))
    const [only] = scoreCandidates({ ...QUESTION, votes: repeated }).candidates
    expect(only).toMatchObject({ allVotes: null, participants: null, equalGroups: null })
  })

  test('and what says the same of every profile is named', () => {
    const twice = scoreCandidates({
      ...QUESTION,
      candidates: [...CANDIDATES, candidate('pain-36', better('pain/now', 36))],
    })
    expect(twice.candidates.find(({ id }) => id === 'pain-40')?.sameOnProfiles).toEqual(['pain-36'])
    expect(twice.hash).not.toBe(list.hash)
  })

  test('with the study’s own numbers where they are given', () => {
    const study = {
      ...{ rate: 0.4, interval: [0.3, 0.5] as const, worst: 0.35, best: 0.5, meanKappa: 0.7 },
      globalRating: 0.6,
    }
    const given = scoreCandidates({ ...QUESTION, study: new Map([['both', study]]) })
    expect(given.candidates.map((one) => one.study)).toEqual([null, null, null, study, null])
    expect(candidateListSchema.parse(given)).toEqual(given)
  })
})

describe('the short list', () => {
  test('leaves out what another one beats in everything', () => {
    expect(list.shortlist).toContain('pain-30')
    expect(list.shortlist).toContain('both')
    // One part, and behind pain-30 with all votes, patients and clinicians together.
    for (const id of list.shortlist) {
      const one = find(id)
      const isBeaten = list.candidates.some(
        (other) =>
          other !== one &&
          other.parts <= one.parts &&
          (other.equalGroups ?? 0) > (one.equalGroups ?? 0) &&
          (other.participants?.share ?? 0) > (one.participants?.share ?? 0) &&
          (other.clinicians?.share ?? 0) > (one.clinicians?.share ?? 0),
      )
      expect(isBeaten).toBe(false)
    }
  })

  test('has at most eight, with the best of each objective, the same in any order of equals', () => {
    const base = find('pain-30')
    const many = Array.from({ length: 20 }, (_, at) => ({
      ...base,
      id: `m-${at}`,
      equalGroups: 0.8,
      participants: { agreeing: 50 + at, votes: 100, share: (50 + at) / 100 },
      clinicians: { agreeing: 90 - at, votes: 100, share: (90 - at) / 100 },
    }))
    const front = listParetoFront(many)
    expect(front).toHaveLength(8)
    expect(front.map(({ id }) => id)).toEqual(expect.arrayContaining(['m-0', 'm-19']))
  })

  test('keeps the first of two that are alike in everything', () => {
    const base = find('pain-30')
    const front = listParetoFront([
      { ...base, id: 'one' },
      { ...base, id: 'two' },
    ])
    expect(front.map(({ id }) => id)).toEqual(['one'])
  })
})

describe('candidates are enumerated', () => {
  const measures = [
    { score: 'pain', of: 'baseline', numbers: [30.6, 37.4], step: 5, weight: 0.5 },
    { score: 'function', of: 'distance-from-best', numbers: [18, 22], step: 5, weight: 0.3 },
    { score: 'sleep', of: 'baseline', numbers: [20], step: 10, weight: 0.2 },
  ] as const
  const { candidates, leftOut } = enumerateCandidates(measures)

  test('at whole steps on both sides of each number, never at 0 or above 100', () => {
    expect(listCuts({ numbers: [30.6, 37.4], step: 5 })).toEqual([30, 35, 40])
    expect(listCuts({ numbers: [3, 99, 104], step: 5 })).toEqual([5, 95, 100])
  })

  test('each once, the simplest first, all of them rules that can be published', () => {
    expect(new Set(candidates.map(({ id }) => id)).size).toBe(candidates.length)
    expect(candidates.slice(0, 7).every(({ parts }) => parts === 1)).toBe(true)
    for (const { rule } of candidates) {
      expect(responderRuleSchema.safeParse(rule).success).toBe(true)
      expect(checkResponderRule(rule)).toEqual([])
    }
    // By hand: 3 + 3 + 1 single cuts; pairs 9 + 3 + 3, by all and by any; three levels of three rules.
    expect(candidates).toHaveLength(7 + 2 * 15 + 3 * 3)
    expect(leftOut).toBe(0)
  })

  test('in the order of weights, the same each time', () => {
    const [pain, ability, sleep] = measures
    expect(enumerateCandidates([sleep, ability, pain])).toEqual({ candidates, leftOut })
    expect(candidates[0]?.rule).toEqual({ op: 'percent-improvement', score: 'pain', atLeast: 30 })
    expect(candidates[3]?.rule).toEqual({
      ...{ op: 'percent-improvement', score: 'function', atLeast: 15, of: 'distance-from-best' },
    })
  })

  test('with vetoes first, and how long they must hold', () => {
    const veto: ResponderRule = { op: 'level', score: 'depression', atLeast: 15 }
    const [first] = enumerateCandidates(measures, {
      holdDays: [21],
      vetoes: [
        { kind: 'rule', rule: veto },
        { kind: 'event', event: 'misuse' },
      ],
    }).candidates
    const core = { op: 'percent-improvement', score: 'pain', atLeast: 30 }
    expect(first).toMatchObject({
      ...{ core, holdDays: 21, events: ['misuse'], parts: 2 },
      rule: {
        op: 'all',
        rules: [
          { op: 'not', rule: veto },
          { op: 'sustained', days: 21, rule: core },
        ],
      },
    })
  })

  test('at most 200, and how many more there are', () => {
    const wide = ['a', 'b', 'c', 'd', 'e'].map((score) => ({
      ...{ score, of: 'baseline' as const, numbers: [22, 33, 44, 55], step: 5 },
    }))
    const found = enumerateCandidates(wide, { holdDays: [0, 21] })
    expect(found.candidates).toHaveLength(200)
    expect(found.leftOut).toBeGreaterThan(0)
    expect(found.candidates.some(({ rule }) => JSON.stringify(rule).includes('"e"'))).toBe(false)
  })

  test('of nothing are none', () => {
    expect(enumerateCandidates([])).toEqual({ candidates: [], leftOut: 0 })
    expect(enumerateCandidates([{ score: 'pain', of: 'baseline', numbers: [], step: 5 }]).candidates).toEqual(
      [],
    )
  })
})
