import { describe, expect, test } from 'vitest'
import {
  buildAdoptedDefinition,
  type FinalVote,
} from '../../../../functions/rules/consensus/adopted-definition.ts'
import { checkProposalTrace } from '../../../../functions/rules/consensus/proposals.ts'
import { publishedConsensusProtocolSchema } from '../../../../surveys/consensus/protocol.ts'
import { checkResponderDefinition } from '../../../../surveys/publication/check-responder-definition.ts'
import { responderDefinitionSchema } from '../../../../surveys/responder/definition.ts'
import { PROTOCOL_SOURCE } from '../../../support/consensus-protocol.ts'

const PROTOCOL = publishedConsensusProtocolSchema.parse(PROTOCOL_SOURCE)
const question = PROTOCOL.questions.find(({ type }) => type === 'final-vote') as FinalVote['question']
const VOTE: FinalVote = {
  ...{ question, verdict: 'in', rounds: ['first', 'last'], deviations: 1, adoptedOn: '2026-08-31' },
  votes: [
    { group: 'participants', invited: 12, inFavor: 10, against: 1, abstained: 0 },
    { group: 'clinicians', invited: 12, inFavor: 9, against: 2, abstained: 1 },
  ],
  candidate: { rule: { op: 'percent-improvement', score: 'pain', atLeast: 30 }, events: ['misuse'] },
  ...{ candidatesHash: 'c'.repeat(64), minorityStatement: 'Function should count as much.' },
}
const WORDS = {
  ...{ id: 'adequate-response', version: '1.0.0' },
  title: { en: 'Adequate response', es: 'Respuesta adecuada' },
  summary: { en: 'Pain better by 30%.', es: 'Dolor mejor en 30%.' },
}

describe('the definition of a panel', () => {
  test.each(['out', 'undecided', 'not-enough-voters'] as const)(
    'is not made of a vote that is %s',
    (verdict) => {
      expect(buildAdoptedDefinition(PROTOCOL, { ...VOTE, verdict }, WORDS)).toEqual({
        ...{ kind: 'not-adopted', verdict },
      })
    },
  )

  test('can be published, and says where it comes from and when it is looked at again', () => {
    const adopted = buildAdoptedDefinition(PROTOCOL, VOTE, WORDS)
    if (adopted.kind !== 'adopted') throw new Error('not adopted')
    const definition = responderDefinitionSchema.parse(adopted.source)
    expect(checkResponderDefinition(definition, new Set())).toEqual([])
    expect(definition).toMatchObject({
      evidence: 'unvalidated',
      provenance: {
        ...{ consensus: 'adequate-response', protocolHash: PROTOCOL.hash, vetoEvents: ['misuse'] },
        ...{ adoptedOn: '2026-08-31', reviewOn: '2028-08-31', deviations: 1 },
        minorityStatement: 'Function should count as much.',
      },
    })
  })

  test('is looked at again on the last day of a month that has no such day', () => {
    const adopted = buildAdoptedDefinition({ ...PROTOCOL, reviewAfterMonths: 6 }, VOTE, WORDS)
    expect(adopted).toMatchObject({ source: { provenance: { reviewOn: '2027-02-28' } } })
  })

  test('without a minority statement has no member for it', () => {
    const { minorityStatement: _, ...vote } = VOTE
    const adopted = buildAdoptedDefinition(PROTOCOL, vote, WORDS)
    expect(JSON.stringify(adopted)).not.toContain('minorityStatement')
  })
})

describe('proposals', () => {
  const proposals = ['a', 'b', 'c'].map((id) => ({ id, question: 'domains', text: 'Sleep' }))
  const items = new Set(['sleep'])

  test('are not merged while one has no outcome or two, an item that is not there, or no reason', () => {
    expect(
      checkProposalTrace(
        proposals,
        [
          { proposal: 'a', outcome: 'merged', item: 'sleep' },
          { proposal: 'a', outcome: 'new-item', item: 'mood' },
          { proposal: 'c', outcome: 'not-taken', reason: ' ' },
          { proposal: 'd', outcome: 'merged', item: 'sleep' },
        ],
        items,
      ),
    ).toEqual([
      { pointer: '/proposals/0', detail: 'has more than one outcome' },
      { pointer: '/proposals/1', detail: 'has no outcome' },
      { pointer: '/trace/1/item', detail: 'no item mood' },
      { pointer: '/trace/2/reason', detail: 'must be filled in' },
      { pointer: '/trace/3', detail: 'no proposal d' },
    ])
  })

  test('with one outcome each are', () => {
    expect(
      checkProposalTrace(
        proposals,
        [
          { proposal: 'a', outcome: 'merged', item: 'sleep' },
          { proposal: 'b', outcome: 'new-item', item: 'sleep' },
          { proposal: 'c', outcome: 'not-taken', reason: 'Not about the response.' },
        ],
        items,
      ),
    ).toEqual([])
  })
})
