import { describe, expect, test } from 'vitest'
import { enumerateCandidates } from '../../../../functions/analysis/consensus/candidates/enumerate-candidates.ts'
import { scoreCandidates } from '../../../../functions/analysis/consensus/candidates/score-candidates.ts'
import { designProfiles } from '../../../../functions/analysis/consensus/profiles/profile-design.ts'
import {
  estimateThresholds,
  listShares,
} from '../../../../functions/analysis/consensus/profiles/profile-thresholds.ts'
import type { ProfileVote } from '../../../../functions/analysis/consensus/profiles/profile-votes.ts'
import { dealProfiles } from '../../../../functions/analysis/consensus/profiles/rater-sheets.ts'
import { computeImprovements } from '../../../../functions/analysis/consensus/profiles/shown-profile.ts'
import { createResponderEvaluator } from '../../../../functions/analysis/responder/responder-evaluator.ts'
import { createRandomStream } from '../../../../functions/analysis/statistics/random.ts'
import {
  buildAdoptedDefinition,
  type FinalVote,
} from '../../../../functions/rules/consensus/adopted-definition.ts'
import { decideItem } from '../../../../surveys/consensus/decide-item.ts'
import type { ProfileQuestion } from '../../../../surveys/consensus/profile-question.ts'
import {
  listMinimumVoters,
  publishedConsensusProtocolSchema,
} from '../../../../surveys/consensus/protocol.ts'
import { listAdoptedVetoes, type VetoQuestion } from '../../../../surveys/consensus/vetoes.ts'
import { checkResponderDefinition } from '../../../../surveys/publication/check-responder-definition.ts'
import { responderDefinitionSchema } from '../../../../surveys/responder/definition.ts'
import { PROTOCOL_SOURCE } from '../../../support/consensus-protocol.ts'
import { answered, measure } from '../../../support/timelines.ts'

/** A panel of 36 of three groups, of which the border is known: half say yes at 40% less pain without a change of function. */
const PROTOCOL = publishedConsensusProtocolSchema.parse(PROTOCOL_SOURCE)
const find = <Type extends string>(type: Type) => PROTOCOL.questions.find((one) => one.type === type)
const QUESTION = find('profiles') as ProfileQuestion
const RATERS = PROTOCOL.groups.flatMap(({ id, planned }) =>
  Array.from({ length: planned }, (_, at) => ({ id: `${id}-${String(at).padStart(2, '0')}`, group: id })),
)
const PROFILES = designProfiles(QUESTION)
const JUDGED = PROFILES.map((profile) => computeImprovements(profile, QUESTION.measures))
const VALUES = new Map(JUDGED.map(({ id, values }) => [id, values]))
const random = createRandomStream(1, 'whole-process')
const VOTES = dealProfiles(QUESTION, PROFILES, RATERS).flatMap(({ rater, shown }) => {
  const own = 0.8 * random.normal()
  const group = RATERS.find(({ id }) => id === rater)?.group ?? ''
  return shown.map(({ profile, isRepeat }): ProfileVote => {
    const [pain = 0, ability = 0] = VALUES.get(profile) ?? []
    const p = 1 / (1 + Math.exp(-(0.2 * (pain - 40) + 0.05 * ability + own)))
    return { rater, group, profile, adequate: random.uniform() < p ? 'yes' : 'no', isRepeat }
  })
})

describe('from a protocol to a definition that judges participants', () => {
  const thresholds = estimateThresholds({
    ...{ predictors: ['pain', 'function'], profiles: JUDGED, votes: VOTES },
    ...{ shares: listShares(QUESTION), reference: [40, 0] },
  })
  if (thresholds.kind !== 'estimated') throw new Error(thresholds.reason)
  const ofPain = thresholds.thresholds.flatMap(({ predictor, group, share, threshold }) =>
    predictor === 'pain' && group === 'all' && threshold.kind === 'estimated'
      ? [{ share, ...threshold }]
      : [],
  )
  const vetoes = listAdoptedVetoes(find('vetoes') as VetoQuestion, new Map([['serious', 'in']]))
  const [painMeasure, functionMeasure] = QUESTION.measures
  if (!painMeasure || !functionMeasure) throw new Error('no measures')
  const list = scoreCandidates({
    ...enumerateCandidates(
      [
        {
          score: painMeasure.score,
          of: 'baseline',
          numbers: ofPain.map(({ estimate }) => estimate),
          step: 5,
        },
        { score: functionMeasure.score, of: 'baseline', numbers: [20], step: 10 },
      ],
      { vetoes },
    ),
    ...{ measures: QUESTION.measures, profiles: PROFILES, votes: VOTES },
    perspectives: new Map(PROTOCOL.groups.map(({ id, perspective }) => [id, perspective])),
  })

  test('the border of the panel is found, with the share of the panel in order', () => {
    const half = ofPain.find(({ share }) => share === 0.5)
    expect(half?.interval[0]).toBeLessThan(40)
    expect(half?.interval[1]).toBeGreaterThan(40)
    const estimates = ofPain.map(({ estimate }) => estimate)
    expect(estimates).toEqual(estimates.toSorted((a, b) => a - b))
  })

  test('a short list of candidates is made of it, and the best agrees with most votes', () => {
    expect(list.candidates.length).toBeLessThanOrEqual(200)
    expect(list.shortlist.length).toBeLessThanOrEqual(8)
    const best = list.candidates.find(({ id }) => id === list.shortlist[0])
    expect(best?.allVotes?.share).toBeGreaterThan(0.75)
  })

  test('what the panel adopts is a definition that can be published and judges participants', () => {
    const chosen = list.candidates.find(
      ({ core }) =>
        core.op === 'percent-improvement' && core.score === painMeasure.score && core.atLeast === 40,
    )
    if (!chosen) throw new Error('no candidate at the border')
    const question = find('final-vote') as FinalVote['question']
    const panel = ['participants', 'clinicians'].map((group) => ({
      ...{ group, ratings: [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0], abstained: 0, missing: 0 },
    }))
    const { verdict } = decideItem(question.rule, panel, listMinimumVoters(PROTOCOL))
    const adopted = buildAdoptedDefinition(
      PROTOCOL,
      {
        ...{
          question,
          verdict,
          candidate: chosen,
          candidatesHash: list.hash,
          rounds: ['last'],
          deviations: 0,
        },
        votes: panel.map(({ group }) => ({ group, invited: 12, inFavor: 9, against: 3, abstained: 0 })),
        adoptedOn: '2026-09-01',
      },
      {
        ...{ id: 'adequate-response', version: '1.0.0' },
        title: { en: 'Adequate response', es: 'Respuesta adecuada' },
        summary: { en: 'Pain better by 40%.', es: 'Dolor mejor en 40%.' },
      },
    )
    if (adopted.kind !== 'adopted') throw new Error(adopted.verdict)
    const definition = responderDefinitionSchema.parse(adopted.source)
    const scores = new Set(QUESTION.measures.map(({ score }) => score))
    expect(checkResponderDefinition(definition, scores)).toEqual([])
    expect(definition.provenance?.vetoEvents).toEqual(['serious-adverse-event'])
    const evaluate = createResponderEvaluator(
      definition,
      new Map([measure(painMeasure.score, 'higher-is-worse')]),
    )
    const evaluateScores = (before: string, after: string) =>
      evaluate(
        {
          ...{ timeZone: 'UTC', treatedAt: [] },
          baseline: answered(-1, { [painMeasure.score]: before }),
          followUps: [answered(28, { [painMeasure.score]: after })],
        },
        'day-28',
      ).result
    expect([evaluateScores('10', '6'), evaluateScores('10', '7'), evaluateScores('5', '3')]).toEqual([
      'met',
      'not-met',
      'met',
    ])
  })
})
