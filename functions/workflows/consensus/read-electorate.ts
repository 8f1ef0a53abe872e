import type { StoredPanel } from '../../records/consensus/panel.ts'
import type { StoredVote } from '../../records/consensus/vote.store.ts'
import { coarsenInstant } from '../../rules/consensus/coarse-instant.ts'
import type { ItemVoter } from '../../rules/consensus/counted-votes.ts'
import type { Panelist } from '../../rules/consensus/panelist.ts'
import type { CountingDeps } from './panel.deps.ts'

/** Everybody on a panel as those who count see them, with all their votes. */
export type Electorate = readonly {
  readonly panelist: ItemVoter['panelist']
  readonly votes: readonly StoredVote[]
}[]

/**
 * Voters under their pseudonyms, and beside them those who were invited and never gave consent, of whom only group and round are
 * known: the register does not say which of its people vote under which pseudonym.
 *
 * @param rounds whose votes are read
 */
export async function readElectorate(
  deps: Pick<CountingDeps, 'panelists' | 'voters' | 'votes'>,
  panel: StoredPanel,
  rounds: readonly string[],
): Promise<Electorate> {
  const [registered, voters, ...votes] = await Promise.all([
    deps.panelists.list(panel.id),
    deps.voters.list(panel.id),
    ...rounds.map((round) => deps.votes.listRound(panel.id, round)),
  ])
  const byVoter = Map.groupBy(votes.flat(), ({ pseudonym }) => pseudonym)
  const known = voters.map(({ pseudonym, seat: _, ...voter }) => ({
    panelist: { id: pseudonym, ...voter },
    votes: byVoter.get(pseudonym) ?? [],
  }))
  const until = panel.rounds.find(({ id }) => id === rounds.at(-1))?.closesAt ?? ''
  // Who was removed after the last of these rounds was asked in it.
  const invited = registered
    .filter(({ removedAt }) => removedAt === undefined || removedAt >= until)
    .map(({ group, invitedAt }) => ({ group, invitedAt: coarsenInstant(panel.rounds, invitedAt) }))
  return [...known, ...listSilent(invited, voters)]
}

type Joined = Pick<Panelist, 'group' | 'invitedAt'>

function listSilent(invited: readonly Joined[], voters: readonly Joined[]): Electorate {
  const format = ({ group, invitedAt }: Joined) => `${group} ${invitedAt}`
  const joined = Map.groupBy(voters, format)
  return [...Map.groupBy(invited, format)].flatMap(([key, all]) => {
    const silent = Math.max(0, all.length - (joined.get(key)?.length ?? 0))
    return all.slice(0, silent).map(({ group, invitedAt }, at) => ({
      panelist: {
        ...{ id: `silent ${key} ${at}`, group, invitedAt },
        ...{ consentedAt: null, conflictsStatedAt: null, withdrewAt: null },
      },
      votes: [],
    }))
  })
}

/** An electorate with the votes on one item alone. */
export function selectItem(
  electorate: Electorate,
  { question, item }: { readonly question: string; readonly item: string },
): Electorate {
  return electorate.map(({ panelist, votes }) => ({
    panelist,
    votes: votes.filter((vote) => vote.question === question && vote.item === item),
  }))
}
