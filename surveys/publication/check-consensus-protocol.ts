import { type ConsensusRound, listRounds } from '../consensus/process.ts'
import type { ConsensusProtocol } from '../consensus/protocol.ts'
import { type ConsensusQuestion, listItems } from '../consensus/questions.ts'
import { estimateRoundLength, MAX_ROUND_ITEMS } from '../consensus/round-length.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { checkConsensusQuestion } from './check-consensus-question.ts'
import { checkConsensusTexts } from './check-consensus-texts.ts'

/**
 * What the schema cannot see in a protocol: ids that stand twice or lead nowhere, rounds that ask too much, in the wrong order
 * or nothing, groups that are planned too small to decide, rules that no vote can meet, texts that are missing in a language.
 */
export function checkConsensusProtocol(protocol: ConsensusProtocol): readonly DefinitionFault[] {
  return [
    ...checkRepeated(protocol),
    ...checkGroups(protocol),
    ...protocol.questions.flatMap((question, at) =>
      checkConsensusQuestion(question, protocol, `/questions/${at}`),
    ),
    ...checkRounds(protocol),
    ...checkConsensusTexts(protocol),
  ]
}

function checkRepeated({ groups, questions, process, moderators }: ConsensusProtocol): DefinitionFault[] {
  const lists: readonly (readonly [pointer: string, values: readonly string[]])[] = [
    ['/groups', groups.map(({ id }) => id)],
    ['/questions', questions.map(({ id }) => id)],
    ['/process/rounds', listRounds(process).map(({ id }) => id)],
    ['/moderators', moderators],
    ...questions.map((question, at) => [`/questions/${at}/items`, listItems(question)] as const),
  ]
  return lists.flatMap(([pointer, values]) =>
    values.flatMap((value, at) =>
      values.indexOf(value) === at ? [] : [{ pointer: `${pointer}/${at}`, detail: `${value} stands twice` }],
    ),
  )
}

function checkGroups({ groups, anonymity }: ConsensusProtocol): DefinitionFault[] {
  return groups.flatMap(({ id, planned, minimumVoters }, at) => [
    ...(planned < minimumVoters
      ? [
          {
            pointer: `/groups/${at}/planned`,
            detail: `${id} needs ${minimumVoters} voters and plans ${planned}: it could decide nothing`,
          },
        ]
      : []),
    ...(minimumVoters < anonymity.minimumShown
      ? [
          {
            pointer: `/groups/${at}/minimumVoters`,
            detail: `a group of ${minimumVoters} could decide without being shown; at least ${anonymity.minimumShown}`,
          },
        ]
      : []),
  ])
}

function checkRounds(protocol: ConsensusProtocol): DefinitionFault[] {
  const { questions, process } = protocol
  const rounds = listRounds(process)
  const asked = new Set(rounds.flatMap((round) => round.questions))
  const pointerOf = (at: number) => (process.kind === 'rounds' ? `/process/rounds/${at}` : '/process/round')
  return [
    ...questions.flatMap(({ id }, at) =>
      asked.has(id) ? [] : [{ pointer: `/questions/${at}`, detail: `no round asks ${id}` }],
    ),
    ...rounds.flatMap((round, at) => checkRound(protocol, round, pointerOf(at), rounds.slice(0, at))),
  ]
}

function checkRound(
  protocol: ConsensusProtocol,
  round: ConsensusRound,
  pointer: string,
  before: readonly ConsensusRound[],
): DefinitionFault[] {
  const byId = new Map(protocol.questions.map((question) => [question.id, question]))
  const unknown = round.questions.flatMap((id, at) =>
    byId.has(id) ? [] : [{ pointer: `${pointer}/questions/${at}`, detail: `no question ${id}` }],
  )
  const { items } = estimateRoundLength(protocol, round)
  const late = round.reminders.flatMap((day, at) =>
    day < round.days
      ? []
      : [
          {
            pointer: `${pointer}/reminders/${at}`,
            detail: `the round is over after ${round.days} days`,
          },
        ],
  )
  const known = round.questions.flatMap((id) => byId.get(id) ?? [])
  return [
    ...unknown,
    ...late,
    ...(items > MAX_ROUND_ITEMS
      ? [{ pointer, detail: `asks up to ${items} items; at most ${MAX_ROUND_ITEMS}` }]
      : []),
    ...checkOrder(known, before, byId, pointer, round),
  ]
}

/** Proposals come first, and candidates are made of profiles that were rated before. */
function checkOrder(
  asked: readonly ConsensusQuestion[],
  before: readonly ConsensusRound[],
  byId: ReadonlyMap<string, ConsensusQuestion>,
  pointer: string,
  round: ConsensusRound,
): DefinitionFault[] {
  const earlier = new Set(before.flatMap(({ questions }) => questions).map((id) => byId.get(id)?.type))
  const types = asked.map(({ type }) => type)
  const faults: DefinitionFault[] = []
  if (round.kind === 'proposals') {
    if (before.some(({ kind }) => kind === 'rating'))
      faults.push({ pointer: `${pointer}/kind`, detail: 'proposals are gathered before anything is rated' })
    if (asked.some((question) => question.type !== 'importance' || !question.proposals))
      faults.push({
        pointer: `${pointer}/questions`,
        detail: 'only questions of importance with proposals are asked as open',
      })
  }
  if (types.includes('candidates') && !earlier.has('profiles'))
    faults.push({
      pointer: `${pointer}/questions`,
      detail: 'candidates are made of profiles rated in an earlier round',
    })
  if (types.includes('final-vote') && !earlier.has('candidates'))
    faults.push({
      pointer: `${pointer}/questions`,
      detail: 'a final vote is on a candidate of an earlier round',
    })
  return faults
}
