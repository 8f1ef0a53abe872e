import type { getProgress } from '../../../web/api/consensus/panels.ts'
import type { Reply } from '../../../web/api/schemas/contract.ts'
import { formatIso } from '../../platform/core/clock.ts'
import type { StoredPanel } from '../../records/consensus/panel.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import { findRoundState } from '../../rules/consensus/panelist.ts'
import {
  countParticipations,
  findParticipation,
  PARTICIPATIONS,
} from '../../rules/consensus/participation.ts'
import { buildNotFound } from '../access/staff-access.ts'
import { listBallotItems } from './list-screens.ts'
import type { CountingDeps } from './panel.deps.ts'
import { readElectorate } from './read-electorate.ts'

const NONE = Object.fromEntries(PARTICIPATIONS.map((kind) => [kind, 0])) as Record<
  (typeof PARTICIPATIONS)[number],
  number
>

/**
 * How far each group is in a round, without names. While the round runs, counts move in steps, so that two looks do not show that
 * one person voted in between.
 *
 * @throws ProblemError 404 of a round that was not opened
 */
export async function readProgress(
  deps: CountingDeps,
  panel: StoredPanel,
  id: string,
): Promise<Reply<typeof getProgress>> {
  const round = panel.rounds.find((one) => one.id === id)
  if (round === undefined) throw buildNotFound()
  const protocol = readLockedProtocol(panel.protocol, panel.merges)
  const [electorate, registered, voters] = await Promise.all([
    readElectorate(deps, panel, [id]),
    deps.panelists.list(panel.id),
    deps.voters.list(panel.id),
  ])
  const state = findRoundState(round, formatIso(deps.clock.now()))
  const step = protocol.anonymity.minimumShown
  const lower = (count: number) => (state === 'closed' ? count : count - (count % step))
  const seats = new Map(voters.map((voter) => [voter.pseudonym, voter]))
  const counts = countParticipations(
    electorate.map(({ panelist, votes }) => {
      const visitor = { panelist: { group: panelist.group } as never, voter: seats.get(panelist.id) }
      const items = listBallotItems({ protocol, ...visitor }, round)
        .map(({ items: of, question }) => (question.type === 'trade-offs' ? 0 : of.length))
        .reduce((sum, count) => sum + count, 0)
      const stopped = round.asked.reduce((sum, asked) => sum + asked.stopped.length, 0)
      return {
        group: panelist.group,
        participation: findParticipation(panelist, round, votes, items - stopped),
      }
    }),
  )
  return {
    ...{ round: id, state },
    groups: protocol.groups.map(({ id: group }) => ({
      group,
      invited: registered.filter((one) => one.group === group && one.removedAt === undefined).length,
      consented: lower(voters.filter((voter) => voter.group === group).length),
      answering: lower(
        electorate.filter(({ panelist, votes }) => panelist.group === group && votes.length > 0).length,
      ),
      participation: state === 'closed' ? (counts.get(group) ?? NONE) : null,
    })),
  }
}
