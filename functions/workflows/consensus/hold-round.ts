import { Temporal } from 'temporal-polyfill'
import type { Deviation } from '../../../surveys/consensus/deviation.ts'
import { type ConsensusRound, listRounds } from '../../../surveys/consensus/process.ts'
import { listMinimumVoters, type PublishedConsensusProtocol } from '../../../surveys/consensus/protocol.ts'
import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { HeldPanelRound, StoredPanel } from '../../records/consensus/panel.ts'
import { listAskedItems, type StoppedItem } from '../../rules/consensus/asked-items.ts'
import { countVotes, pairRatings } from '../../rules/consensus/counted-votes.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import { checkOpening } from '../../rules/consensus/opening.ts'
import { findRoundState } from '../../rules/consensus/panelist.ts'
import { decideItemStop } from '../../rules/consensus/stopping.ts'
import {
  type PanelDeps,
  type PanelStaff,
  requireModerator,
  requireRevision,
  writePanel,
} from './change-panel.ts'
import { findFinalCandidate } from './find-final-candidate.ts'
import { readCandidates } from './read-candidates.ts'
import { readElectorate, selectItem } from './read-electorate.ts'
import { listRatedItems } from './read-round-results.ts'

type RoundOrder = { readonly panel: string; readonly round: string; readonly revision: number }

/**
 * Opens the next round of the protocol, now or at a time to come. What it asks is fixed here: items that stopped, and the short list
 * of candidates.
 *
 * @throws ProblemError 404; `panel-changed`; `not-panel-moderator`; `panel-not-locked`; `panel-round-running`;
 * `panel-round-out-of-order`; `proposals-not-merged`; `protocol-faulty` where too few are invited; `profile-votes-missing`
 */
export async function openRound(
  deps: PanelDeps,
  by: PanelStaff,
  order: RoundOrder & { readonly opensAt?: string | undefined },
): Promise<StoredPanel> {
  const panel = await requireRevision(deps, by.study, order.panel, order.revision)
  requireModerator(panel, by.sub)
  const now = formatIso(deps.clock.now())
  if (panel.rounds.some((round) => findRoundState(round, now) !== 'closed'))
    throw new ProblemError(consensusProblems.roundRunning)
  const protocol = readLockedProtocol(panel.protocol, panel.merges)
  const next = listRounds(protocol.process)[panel.rounds.length]
  if (next === undefined || next.id !== order.round) throw new ProblemError(consensusProblems.roundOutOfOrder)
  await requireMerged(deps, panel, protocol)
  const registered = (await deps.panelists.list(panel.id)).filter(({ removedAt }) => removedAt === undefined)
  const voters = Map.groupBy(registered, ({ group }) => group)
  const faults = checkOpening(
    protocol,
    next.id,
    new Map([...voters].map(([group, of]) => [group, of.map(({ id }) => id)])),
  )
  if (faults.length > 0)
    throw new ProblemError(
      consensusProblems.protocolFaulty,
      faults.map((fault) => ({ ...fault, code: 'faulty' })),
    )
  const asked = order.opensAt === undefined ? now : new Date(order.opensAt).toISOString()
  const opensAt = asked < now ? now : asked
  const offered = await readOffered(deps, panel, protocol, next)
  const shortlist = (offered.candidates ?? panel.candidates)?.shortlist.map(({ id }) => id) ?? []
  const round: HeldPanelRound = {
    ...{ id: next.id, opensAt, closesAt: addDays(opensAt, next.days) },
    asked:
      next.kind === 'proposals'
        ? next.questions.map((question) => ({ question, items: [], stopped: [] }))
        : listAskedItems(
            protocol,
            next.questions,
            await listStoppedItems(deps, panel, protocol),
            shortlist,
          ).map(({ question, items, stopped }) => ({ question, items: [...items], stopped: [...stopped] })),
  }
  return writePanel(
    deps,
    by,
    'panel.round-opened',
    { ...panel, ...offered, rounds: [...panel.rounds, round] },
    panel,
    { round: round.id, opensAt, closesAt: round.closesAt },
  )
}

/** @throws ProblemError as `openRound`; `panel-round-not-running` */
export function closeRoundEarly(
  deps: PanelDeps,
  by: PanelStaff,
  order: RoundOrder & { readonly reason: string },
): Promise<StoredPanel> {
  return changeRound(deps, by, order, 'panel.round-closed-early', (now) => ({
    closesAt: now,
    deviation: { kind: 'round-closed-early', at: now, by: by.sub, reason: order.reason, round: order.round },
  }))
}

/** @throws ProblemError as `openRound`; `panel-round-not-running`, also for a time that is not later */
export function extendRound(
  deps: PanelDeps,
  by: PanelStaff,
  order: RoundOrder & { readonly until: string; readonly reason: string },
): Promise<StoredPanel> {
  const until = new Date(order.until).toISOString()
  return changeRound(deps, by, order, 'panel.round-extended', (now, round) => {
    if (until <= round.closesAt) throw new ProblemError(consensusProblems.roundNotRunning)
    const base = { at: now, by: by.sub, reason: order.reason, round: order.round }
    return { closesAt: until, deviation: { kind: 'round-extended', ...base, until } }
  })
}

async function changeRound(
  deps: PanelDeps,
  by: PanelStaff,
  order: RoundOrder,
  action: 'panel.round-closed-early' | 'panel.round-extended',
  change: (
    now: string,
    round: HeldPanelRound,
  ) => { readonly closesAt: string; readonly deviation: Deviation },
): Promise<StoredPanel> {
  const panel = await requireRevision(deps, by.study, order.panel, order.revision)
  requireModerator(panel, by.sub)
  const now = formatIso(deps.clock.now())
  const round = panel.rounds.find(({ id }) => id === order.round)
  if (round === undefined || findRoundState(round, now) !== 'open')
    throw new ProblemError(consensusProblems.roundNotRunning)
  const { closesAt, deviation } = change(now, round)
  const rounds = panel.rounds.map((one) => (one.id === round.id ? { ...one, closesAt } : one))
  const changed = { ...panel, rounds, deviations: [...panel.deviations, deviation] }
  return writePanel(deps, by, action, changed, panel, { round: round.id, closesAt })
}

function addDays(instant: string, days: number): string {
  return formatIso(Temporal.Instant.from(instant).add({ hours: 24 * days }))
}

/** Every proposal of an open round has its outcome before anything is rated. */
async function requireMerged(
  { panelTexts }: PanelDeps,
  panel: StoredPanel,
  protocol: PublishedConsensusProtocol,
): Promise<void> {
  const last = listRounds(protocol.process)[panel.rounds.length - 1]
  if (last?.kind !== 'proposals') return
  const asked = new Set((await panelTexts.list(panel.id, 'proposal')).map(({ question }) => question))
  const merged = new Set(panel.merges.map(({ question }) => question))
  if (last.questions.some((question) => asked.has(question) && !merged.has(question)))
    throw new ProblemError(consensusProblems.proposalsNotMerged)
}

/** Items that stopped at the end of the last round that asked them, under the locked stopping rule. */
async function listStoppedItems(
  deps: PanelDeps,
  panel: StoredPanel,
  protocol: PublishedConsensusProtocol,
): Promise<readonly StoppedItem[]> {
  const { process } = protocol
  const stopping = process.kind === 'rounds' ? process.stopping : undefined
  const last = panel.rounds.at(-1)
  if (stopping === undefined || last === undefined) return []
  const earlier = panel.rounds.flatMap(({ asked }) =>
    asked.flatMap(({ question, stopped }) => stopped.map((item) => ({ question, item }))),
  )
  const electorate = await readElectorate(
    deps,
    panel,
    panel.rounds.map(({ id }) => id),
  )
  const minimumVoters = listMinimumVoters(protocol)
  const now = listRatedItems(protocol, last).flatMap(({ question, item }): StoppedItem[] => {
    const about = { question: question.id, item }
    const voters = selectItem(electorate, about)
    const asking = panel.rounds.filter(({ asked }) =>
      asked.some((one) => one.question === question.id && one.items.includes(item)),
    )
    const [before, after] = asking.slice(-2)
    const stop = decideItemStop(
      { rule: question.rule, scale: question.scale, stopping },
      countVotes(voters, asking, question.rule.missingRounds),
      before && after ? pairRatings(voters, [before.id, after.id]) : new Map(),
      minimumVoters,
    )
    return stop.kind === 'stops' ? [about] : []
  })
  return [...new Map([...earlier, ...now].map((one) => [`${one.question} ${one.item}`, one])).values()]
}

/** What a round of candidates, or the final vote, is about. */
async function readOffered(
  deps: PanelDeps,
  panel: StoredPanel,
  protocol: PublishedConsensusProtocol,
  next: ConsensusRound,
): Promise<Partial<Pick<StoredPanel, 'candidates' | 'finalCandidate'>>> {
  const types = next.questions.map((id) => protocol.questions.find((one) => one.id === id)?.type)
  if (types.includes('candidates')) {
    const { hash, shortlist, candidates } = await readCandidates(deps, panel)
    const listed = shortlist.flatMap((id) => candidates.find((one) => one.id === id) ?? [])
    return {
      candidates: {
        hash,
        shortlist: listed.map(({ id, rule, events }) => ({ id, rule: { ...rule }, events: [...events] })),
      },
    }
  }
  return types.includes('final-vote') ? { finalCandidate: await findFinalCandidate(deps, panel) } : {}
}
