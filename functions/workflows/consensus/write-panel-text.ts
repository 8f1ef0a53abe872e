import { ballotProblems } from '../../../web/api/problems/consensus-problems.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { HeldPanelRound } from '../../records/consensus/panel.ts'
import type { PanelText } from '../../records/consensus/panel-text.store.ts'
import { findVotingRefusal } from '../../rules/consensus/panelist.ts'
import { listBallotItems } from './list-screens.ts'
import { buildPanelist, openPanelLink, type PanelVisit } from './open-panel-link.ts'
import type { PanelPageDeps } from './panel.deps.ts'
import { formatFinishedMark } from './save-vote.ts'

const MAX_TEXT = 2000

/**
 * Proposes an item in an open round. The same text again is the same proposal.
 *
 * @throws ProblemError of `ballotProblems`; `busy`
 */
export async function proposeItem(
  deps: PanelPageDeps,
  token: string,
  { question, text }: { readonly question: string; readonly text: string },
): Promise<PanelText> {
  return writeText(deps, token, text, (visit, round, written) => {
    const { protocol, panelist, author } = visit
    const isOpen = findPlannedKind(visit, round) === 'proposals'
    const asked = protocol.questions.find(({ id }) => id === question)
    if (!isOpen || asked?.type !== 'importance' || !asked.proposals)
      throw new ProblemError(ballotProblems['unknown-item'])
    const id = deriveId(20, author, round.id, question, written)
    return {
      ...{ id, author, group: panelist.group, kind: 'proposal', round: round.id, question, text: written },
    }
  })
}

/**
 * Gives the reason for an answer, in the panelist’s own words. It is read by a moderator before others see it; a second one takes the
 * place of the first.
 *
 * @throws ProblemError of `ballotProblems`; `busy`
 */
export async function giveReason(
  deps: PanelPageDeps,
  token: string,
  { question, item, text }: { readonly question: string; readonly item: string; readonly text: string },
): Promise<PanelText> {
  return writeText(deps, token, text, (visit, round, written) => {
    const { panelist, author, protocol } = visit
    const asked = listBallotItems(visit, round).find((one) => one.question.id === question)
    if (protocol.anonymity.reasons === 'none' || !asked?.items.includes(item))
      throw new ProblemError(ballotProblems['unknown-item'])
    const id = deriveId(20, author, round.id, question, item)
    return {
      ...{ id, author, group: panelist.group, kind: 'reason', round: round.id, question, item },
      text: written,
    }
  })
}

/** This panelist’s own texts of a kind, for their page alone. */
export async function listOwnTexts(
  { panelTexts }: PanelPageDeps,
  { panel, author }: PanelVisit,
  kind: PanelText['kind'],
): Promise<readonly PanelText[]> {
  return (await panelTexts.list(panel.id, kind)).filter((text) => text.author === author)
}

async function writeText(
  deps: PanelPageDeps,
  token: string,
  typed: string,
  build: (visit: PanelVisit, round: HeldPanelRound, text: string) => PanelText,
): Promise<PanelText> {
  const written = typed.trim()
  if (written === '' || written.length > MAX_TEXT) throw new ProblemError(ballotProblems.textFaulty)
  return retryOnConflict(async () => {
    const visit = await openPanelLink(deps, token)
    const { panel, round, pseudonym, now } = visit
    if (round === undefined) throw new ProblemError(ballotProblems['not-open-yet'])
    const refusal = findVotingRefusal(buildPanelist(visit), round, now)
    if (refusal !== undefined) throw new ProblemError(ballotProblems[refusal])
    const text = build(visit, round, written)
    // Who proposed something is not reminded to.
    const finished = text.kind === 'proposal' ? formatFinishedMark(deps, visit, round) : undefined
    const result = await deps.ballotBox.write(panel, pseudonym, text, finished)
    return result.kind === 'refused' ? CONFLICT : text
  }, buildContendedRetry({}))
}

function findPlannedKind({ protocol: { process } }: PanelVisit, { id }: HeldPanelRound) {
  return process.kind === 'rounds' ? process.rounds.find((round) => round.id === id)?.kind : 'rating'
}
