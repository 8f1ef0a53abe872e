import { ballotProblems } from '../../../web/api/problems/consensus-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { HeldPanelRound } from '../../records/consensus/panel.ts'
import type { StoredVote } from '../../records/consensus/vote.store.ts'
import { type Ballot, type CastVote, decideBallot } from '../../rules/consensus/ballot.ts'
import { listBallotItems, listScreens } from './list-screens.ts'
import { buildPanelist, openPanelLink, type PanelVisit } from './open-panel-link.ts'
import type { PanelPageDeps } from './panel.deps.ts'

/** What a vote was saved as, and whether the round is finished by it. */
export type SavedVote = {
  readonly vote: CastVote
  readonly isFinished: boolean
}

/**
 * Saves one answer. The same ballot again changes nothing. Read, decided and written anew where the panel changed in between, so that
 * nothing is taken after a round is closed.
 *
 * @throws ProblemError of `ballotProblems`, by the first reason that applies; `busy`
 */
export async function saveVote(deps: PanelPageDeps, token: string, ballot: Ballot): Promise<SavedVote> {
  return retryOnConflict(async () => {
    const visit = await openPanelLink(deps, token)
    const { panel, round, pseudonym, now } = visit
    if (round === undefined) throw new ProblemError(ballotProblems['not-open-yet'])
    const [own, earlier] = await Promise.all([
      deps.votes.listOwn(panel.id, round.id, pseudonym),
      findEarlierVote(deps, visit, round, ballot),
    ])
    const decision = decideBallot(ballot, {
      ...{ protocolHash: visit.protocol.hash, panelist: buildPanelist(visit), round, now, earlier },
      questions: listBallotItems(visit, round),
      stopped: new Set(round.asked.find(({ question }) => question === ballot.question)?.stopped),
      current: own.find((vote) => isAbout(vote, ballot)),
    })
    if (decision.kind === 'refused') throw new ProblemError(ballotProblems[decision.reason])
    const after = [
      ...own.filter((vote) => !isAbout(vote, ballot)),
      { pseudonym, ...decision.vote } as StoredVote,
    ]
    const isFinished = isRoundFinished(visit, round, after)
    if (decision.kind === 'repeated') return { vote: decision.vote, isFinished }
    const result = await deps.ballotBox.cast(
      panel,
      { pseudonym, ...decision.vote } as StoredVote,
      isFinished ? formatFinishedMark(deps, visit, round) : undefined,
    )
    // Left or changed meanwhile: the next round of reading says which.
    return result.kind === 'refused' ? CONFLICT : { vote: decision.vote, isFinished }
  }, buildContendedRetry({}))
}

/** The screens of the open round with this panelist’s answers: what a page shows, and where it goes on. */
export async function readBallotPaper(
  deps: PanelPageDeps,
  visit: PanelVisit,
): Promise<{
  readonly screens: readonly (ReturnType<typeof listScreens>[number] & {
    readonly current: CastVote | undefined
    readonly earlier: CastVote | undefined
  })[]
  readonly isFinished: boolean
}> {
  const { panel, round, pseudonym } = visit
  if (round === undefined) return { screens: [], isFinished: false }
  const before = panel.rounds.slice(0, panel.rounds.indexOf(round))
  const [own, ...earlier] = await Promise.all(
    [round, ...before].map(({ id }) => deps.votes.listOwn(panel.id, id, pseudonym)),
  )
  const screens = listScreens(visit, round, own ?? []).map((screen) => {
    const of = { question: screen.question.id, item: screen.item }
    return {
      ...screen,
      current: own?.find((vote) => isAbout(vote, of)),
      earlier: earlier.flatMap((votes) => votes.filter((vote) => isAbout(vote, of))).at(-1),
    }
  })
  return { screens, isFinished: isRoundFinished(visit, round, own ?? []) }
}

/** This panelist’s last vote on the item in a round before. */
async function findEarlierVote(
  deps: PanelPageDeps,
  { panel, pseudonym }: PanelVisit,
  round: HeldPanelRound,
  about: Pick<Ballot, 'question' | 'item'>,
): Promise<CastVote | undefined> {
  const before = panel.rounds.slice(0, panel.rounds.indexOf(round)).toReversed()
  for (const { id } of before) {
    const vote = (await deps.votes.listOwn(panel.id, id, pseudonym)).find((one) => isAbout(one, about))
    if (vote) return vote
  }
  return undefined
}

function isRoundFinished(visit: PanelVisit, round: HeldPanelRound, own: readonly StoredVote[]): boolean {
  const screens = listScreens(visit, round, own)
  // An open round of proposals has no screens, and no end before its time.
  return (
    screens.length > 0 &&
    screens.every(({ question, item }) => own.some((vote) => isAbout(vote, { question: question.id, item })))
  )
}

export function formatFinishedMark(
  { panelSecrets }: PanelPageDeps,
  { panel, panelist }: PanelVisit,
  round: HeldPanelRound,
): string {
  return panelSecrets.listMarks({
    ...{ panel: panel.id, panelist: panelist.id, kind: 'finished', round: round.id },
  })[0]
}

function isAbout(
  vote: Pick<CastVote, 'question' | 'item'>,
  { question, item }: Pick<Ballot, 'question' | 'item'>,
): boolean {
  return vote.question === question && vote.item === item
}
