import type { PublishedConsensusProtocol } from '../../../surveys/consensus/protocol.ts'
import { ballotProblems } from '../../../web/api/problems/consensus-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { HeldPanelRound, StoredPanel } from '../../records/consensus/panel.ts'
import type { RegisteredPanelist } from '../../records/consensus/panelist.store.ts'
import type { Voter } from '../../records/consensus/voter.store.ts'
import { findPresentRound } from '../../rules/consensus/held-rounds.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import type { Panelist } from '../../rules/consensus/panelist.ts'
import type { PanelPageDeps } from './panel.deps.ts'

/** A panelist at the door: what their link leads to, as it stands now. Nothing is written by looking. */
export type PanelVisit = {
  readonly panel: StoredPanel
  /** With the items that came of proposals. */
  readonly protocol: PublishedConsensusProtocol
  readonly panelist: RegisteredPanelist
  /** Under which they vote. */
  readonly pseudonym: string
  /** Under which they write. */
  readonly author: string
  /** `undefined` until they gave consent. */
  readonly voter: Voter | undefined
  /** The round that is open, else the last one; `undefined` before the first. */
  readonly round: HeldPanelRound | undefined
  readonly now: string
}

/**
 * What the token of a link leads to. A forged token is refused without a read.
 *
 * @throws ProblemError 404 `panel-link-unknown`
 */
export async function openPanelLink(deps: PanelPageDeps, token: string): Promise<PanelVisit> {
  const id = deps.panelSecrets.verifyToken(token)
  const panelId = id === undefined ? undefined : await deps.panelists.findPanelOfLink(id)
  if (id === undefined || panelId === undefined) throw new ProblemError(ballotProblems.unknownLink)
  const pseudonyms = deps.panelSecrets.listPseudonyms('vote', panelId, id)
  const [panel, panelist, voter] = await Promise.all([
    deps.panels.find(panelId),
    deps.panelists.find(panelId, id),
    deps.voters.find(panelId, pseudonyms),
  ])
  if (!panel || !panelist || panelist.removedAt !== undefined || panel.state === 'draft')
    throw new ProblemError(ballotProblems.unknownLink)
  const now = formatIso(deps.clock.now())
  return {
    ...{ panel, panelist, voter, now },
    protocol: readLockedProtocol(panel.protocol, panel.merges),
    pseudonym: voter?.pseudonym ?? pseudonyms[0],
    author: deps.panelSecrets.listPseudonyms('text', panelId, id)[0],
    round: findPresentRound(panel.rounds, now),
  }
}

/** The visitor as the rules see them. */
export function buildPanelist({ panelist, pseudonym, voter }: PanelVisit): Panelist {
  return {
    ...{ id: pseudonym, group: panelist.group, invitedAt: voter?.invitedAt ?? panelist.invitedAt },
    consentedAt: voter?.consentedAt ?? null,
    conflictsStatedAt: voter?.conflictsStatedAt ?? null,
    withdrewAt: voter?.withdrewAt ?? null,
  }
}
