import { describe, expect, test } from 'vitest'
import { deviationSchema } from '../../../../surveys/consensus/deviation.ts'
import {
  consensusProtocolSchema,
  publishedConsensusProtocolSchema,
} from '../../../../surveys/consensus/protocol.ts'
import { estimateRoundLength } from '../../../../surveys/consensus/round-length.ts'
import { checkConsensusProtocol } from '../../../../surveys/publication/check-consensus-protocol.ts'
import { responderDefinitionSchema } from '../../../../surveys/responder/definition.ts'
import { buildProtocol, PROTOCOL_SOURCE } from '../../../support/consensus-protocol.ts'

/** The problems of a protocol that has other members at some JSON pointers; `undefined` takes one out. */
function findFaults(changes: Readonly<Record<string, unknown>>) {
  const source: Json = JSON.parse(JSON.stringify(PROTOCOL_SOURCE))
  for (const [pointer, value] of Object.entries(changes)) {
    const names = pointer.slice(1).split('/')
    const last = names.pop() as string
    const place = names.reduce((one, name) => one[name] as Json, source)
    if (value === undefined) delete place[last]
    else place[last] = value
  }
  return checkConsensusProtocol(consensusProtocolSchema.parse(source))
}
type Json = { [name: string]: unknown }

describe('a protocol is refused at the field that is wrong', () => {
  test('a group that is planned smaller than it needs to decide', () => {
    expect(findFaults({ '/groups/1/planned': 6 })).toContainEqual({
      pointer: '/groups/1/planned',
      detail: 'clinicians needs 8 voters and plans 6: it could decide nothing',
    })
  })

  test('a group that could decide and not be shown', () => {
    expect(findFaults({ '/groups/0/minimumVoters': 3 })).toEqual([
      {
        pointer: '/groups/0/minimumVoters',
        detail: 'a group of 3 could decide without being shown; at least 5',
      },
    ])
  })

  test('a rule whose group is not there, whose band leaves the scale, or that has no meaning on it', () => {
    expect(findFaults({ '/questions/0/rule/groups': ['participants', 'nurses'] })).toEqual([
      { pointer: '/questions/0/rule/groups/1', detail: 'no group nurses' },
    ])
    expect(findFaults({ '/questions/0/scale': 'one-to-five' })).toEqual([
      { pointer: '/questions/0/rule/method', detail: 'the band 7–9 leaves the scale from 1 to 5' },
    ])
    expect(findFaults({ '/questions/2/rule/method': { kind: 'rand-ucla' } })).toEqual([
      { pointer: '/questions/2/rule/method', detail: 'between yes and no there is no median and no range' },
      { pointer: '/questions/2/rule/method', detail: 'disagreement is defined from 1 to 9 alone' },
    ])
  })

  test('a rule that no vote can meet', () => {
    const method = {
      kind: 'own',
      in: [
        { measure: 'median', atLeast: 7 },
        { measure: 'share', band: { from: 1, to: 3 }, atLeast: 60 },
      ],
    }
    expect(findFaults({ '/questions/0/rule/method': method })).toEqual([
      { pointer: '/questions/0/rule/method', detail: 'no vote of 8 people can meet this rule' },
    ])
  })

  test('a round with more than 25 items, an unknown question, and a reminder after its end', () => {
    const items = Array.from({ length: 26 }, (_, at) => ({
      ...{ id: `item-${at}`, domain: 'pain', title: { en: 'x', es: 'x' } },
    }))
    const faults = findFaults({
      '/questions/0/items': items,
      '/process/rounds/3/questions': ['profiles', 'nothing'],
      '/process/rounds/3/reminders': [21],
    })
    expect(faults).toContainEqual({ pointer: '/process/rounds/1', detail: 'asks up to 27 items; at most 25' })
    expect(faults).toContainEqual({ pointer: '/process/rounds/3/questions/1', detail: 'no question nothing' })
    expect(faults).toContainEqual({
      pointer: '/process/rounds/3/reminders/0',
      detail: 'the round is over after 21 days',
    })
  })

  test('candidates before profiles, a vote before candidates, proposals after ratings, and what nobody asks', () => {
    const { rounds } = PROTOCOL_SOURCE.process
    const faults = findFaults({
      '/process/rounds': [
        { ...rounds[4], id: 'a' },
        { ...rounds[0], id: 'b' },
      ],
    })
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      ...['/questions/1', '/questions/2', '/questions/4'],
      ...['/process/rounds/0/questions', '/process/rounds/1/kind'],
    ])
    const early = findFaults({ '/process/rounds': rounds.toSpliced(4, 1) })
    expect(early.map(({ pointer }) => pointer)).toEqual(['/questions/3', '/process/rounds/4/questions'])
  })

  test('profiles that nobody can rate often enough, with levels out of order or range', () => {
    const faults = findFaults({
      '/questions/1/ratersPerGroup': 11,
      '/questions/1/measures/0/followUps': [8, 9, 6],
      '/questions/1/measures/1/followUps': [7, 6, -1],
    })
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      ...['/questions/1/measures/1', '/questions/1/measures/0/followUps'],
      ...Array(3).fill('/questions/1/ratersPerGroup'),
      '/questions/1/source/profiles',
    ])
  })

  test('a text that is missing in a language of the protocol', () => {
    const faults = findFaults({
      '/texts/es': undefined,
      '/groups/2/rateFor': { en: 'Rate for the study.' },
    })
    expect(faults).toEqual([
      { pointer: '/texts/es', detail: 'the protocol is in es' },
      { pointer: '/groups/2/rateFor/es', detail: 'must be filled in' },
    ])
  })

  test('trade-offs that can give no weights, and a veto whose rule is wrong', () => {
    const levels = ['low', 'high'].map((id) => ({ id, title: { en: id, es: id } }))
    const domains = (['pain', 'sleep'] as const).map((id) => ({ id, title: { en: id, es: id }, levels }))
    const title = { en: 'Which?', es: 'Which?' }
    const veto = { kind: 'rule', rule: { op: 'level', score: 'depression', atLeast: 9, atMost: 3 } }
    expect(
      findFaults({
        '/questions/3': { id: 'candidates', type: 'trade-offs', title, domains },
        '/questions/2/items/0/veto': veto,
      }).slice(0, 2),
    ).toEqual([
      { pointer: '/questions/2/items/0/veto/rule', detail: 'no score is within these bounds' },
      { pointer: '/questions/3/domains', detail: 'two domains of two levels make one pair, and no weights' },
    ])
  })

  test('a round of proposals that asks what cannot be proposed, and a text in a language that it does not have', () => {
    const faults = findFaults({
      '/process/rounds/0/questions': ['domains', 'vetoes'],
      '/texts/fr': PROTOCOL_SOURCE.texts.en,
    })
    expect(faults).toEqual([
      {
        pointer: '/process/rounds/0/questions',
        detail: 'only questions of importance with proposals are asked as open',
      },
      { pointer: '/texts/fr', detail: 'the protocol is not in fr' },
    ])
  })

  test('an id that stands twice', () => {
    expect(findFaults({ '/groups/2/id': 'clinicians' })).toContainEqual({
      pointer: '/groups/2',
      detail: 'clinicians stands twice',
    })
  })
})

test('real time without feedback is refused, and so is a rule without a bound', () => {
  const refuse = (changed: Record<string, unknown>) =>
    consensusProtocolSchema.safeParse({ ...PROTOCOL_SOURCE, ...changed }).error?.issues[0]?.message
  const [round] = PROTOCOL_SOURCE.process.rounds
  expect(refuse({ process: { kind: 'real-time', round, feedback: 'none' } })).toBe('real time is feedback')
  const [question] = PROTOCOL_SOURCE.questions
  const ask = (condition: object) =>
    refuse({
      questions: [{ ...question, rule: { ...question.rule, method: { kind: 'own', in: [condition] } } }],
    })
  expect(ask({ measure: 'share', band: { from: 7, to: 9 } })).toBe('atLeast, below or both')
  expect(ask({ measure: 'median' })).toBe('at least one of atLeast, atMost, below')
  expect(ask({ measure: 'share', band: { from: 9, to: 7 }, atLeast: 70 })).toBe(
    'must not end before it begins',
  )
})

test('a whole protocol has no problem', () => {
  expect(checkConsensusProtocol(buildProtocol())).toEqual([])
})

test('its hash is that of what is written, whatever the order of its members', () => {
  const { hash } = publishedConsensusProtocolSchema.parse(PROTOCOL_SOURCE)
  const turned = Object.fromEntries(Object.entries(PROTOCOL_SOURCE).reverse())
  expect(publishedConsensusProtocolSchema.parse(turned).hash).toBe(hash)
  expect(publishedConsensusProtocolSchema.parse({ ...turned, funding: 'A grant' }).hash).not.toBe(hash)
})

test('a round says how long it takes: items at their usual seconds, and two minutes to read', () => {
  const protocol = buildProtocol()
  const measure = (id: string) => {
    const round = protocol.process.kind === 'rounds' && protocol.process.rounds.find((one) => one.id === id)
    if (!round) throw new Error(`no round ${id}`)
    return estimateRoundLength(protocol, round)
  }
  // 3 domains and 1 veto of half a minute; 25 profiles of 45 s; one open question of five minutes.
  expect(measure('first')).toEqual({ items: 4, minutes: 4 })
  expect(measure('thresholds')).toEqual({ items: 25, minutes: 21 })
  expect(measure('open')).toEqual({ items: 1, minutes: 7 })
})

describe('a deviation', () => {
  const base = { kind: 'round-extended', at: '2026-05-01T09:00:00Z', by: 'moderator-1', round: 'first' }

  test('without a reason is none', () => {
    const until = '2026-05-08T09:00:00Z'
    expect(deviationSchema.safeParse({ ...base, until, reason: '          ' }).success).toBe(false)
    expect(deviationSchema.safeParse({ ...base, until, reason: 'Two holidays fell into it.' }).success).toBe(
      true,
    )
  })

  test('of an unknown kind, or without what its kind says, is none', () => {
    const reason = 'Two holidays fell into it.'
    expect(deviationSchema.safeParse({ ...base, reason }).success).toBe(false)
    expect(deviationSchema.safeParse({ ...base, kind: 'rule-changed', reason }).success).toBe(false)
  })
})

describe('a responder definition that a panel made', () => {
  const definition = {
    ...{ id: 'adequate', version: '1.0.0', title: { en: 'x' }, summary: { en: 'x' }, source: 'Panel' },
    ...{ evidence: 'established', rule: { op: 'level', score: 'pain', atMost: 4 } },
  }
  const provenance = {
    ...{ consensus: 'adequate-response', version: '1.0.0', protocolHash: 'a'.repeat(64) },
    ...{ rounds: ['first'], ruleHash: 'b'.repeat(64), candidatesHash: 'c'.repeat(64), deviations: 0 },
    ...{ adoptedOn: '2026-06-01', reviewOn: '2028-06-01' },
    votes: [{ group: 'participants', invited: 12, inFavor: 9, against: 2, abstained: 1 }],
  }

  test('with more votes than voters is refused', () => {
    const votes = [{ ...provenance.votes[0], inFavor: 11 }]
    const written = { ...definition, provenance: { ...provenance, votes } }
    expect(responderDefinitionSchema.safeParse(written).success).toBe(false)
  })

  test('says how it was made; one that no panel made has no member for it', () => {
    const parsed = responderDefinitionSchema.parse({ ...definition, provenance })
    expect(parsed.provenance).toMatchObject({ consensus: 'adequate-response', vetoEvents: [] })
    expect('provenance' in responderDefinitionSchema.parse(definition)).toBe(false)
  })
})
