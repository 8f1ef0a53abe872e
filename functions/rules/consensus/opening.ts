import type { ConsensusProtocol } from '../../../surveys/consensus/protocol.ts'
import { checkConsensusProtocol } from '../../../surveys/publication/check-consensus-protocol.ts'
import type { DefinitionFault } from '../../../surveys/values/fault.ts'

/**
 * Why a round cannot open: the protocol has problems, a deciding group has fewer voters than its rule needs, or a moderator votes.
 *
 * @param panel everybody who may vote, by group
 */
export function checkOpening(
  protocol: ConsensusProtocol,
  round: string,
  panel: ReadonlyMap<string, readonly string[]>,
): readonly DefinitionFault[] {
  const rounds = protocol.process.kind === 'rounds' ? protocol.process.rounds : [protocol.process.round]
  const asked = rounds.find(({ id }) => id === round)
  if (asked === undefined) return [{ pointer: '/process/rounds', detail: `no round ${round}` }]
  const questions = protocol.questions.filter(({ id }) => asked.questions.includes(id))
  const deciding = new Set(questions.flatMap((question) => ('rule' in question ? question.rule.groups : [])))
  const few = protocol.groups.flatMap(({ id, minimumVoters }, at) => {
    const voters = panel.get(id)?.length ?? 0
    return asked.kind === 'rating' && deciding.has(id) && voters < minimumVoters
      ? [{ pointer: `/groups/${at}`, detail: `${id} has ${voters} of ${minimumVoters} voters` }]
      : []
  })
  const voters = new Set([...panel.values()].flat())
  const voting = protocol.moderators.flatMap((moderator, at) =>
    voters.has(moderator) ? [{ pointer: `/moderators/${at}`, detail: 'a moderator does not vote' }] : [],
  )
  return [...checkConsensusProtocol(protocol), ...few, ...voting]
}
