import { computeContentHash } from '../../../surveys/values/canonical.ts'
import type { RatingSummary } from '../../../web/api/consensus/item-statistics.ts'
import { summarizeRatings } from '../../analysis/consensus/rating-summary.ts'
import type { StoredVote } from '../../records/consensus/vote.store.ts'
import { listShownFeedback } from '../../rules/consensus/feedback.ts'
import { listClosedRounds } from '../../rules/consensus/held-rounds.ts'
import type { PanelVisit } from './open-panel-link.ts'
import type { PanelPageDeps } from './panel.deps.ts'

/** What a panelist sees of others before rating an item again: of the last closed round that asked it. */
export type ItemFeedback = {
  /** `undefined` where no closed round asked the item. */
  readonly round: string | undefined
  readonly own: StoredVote['answer'] | undefined
  readonly distributions: readonly { readonly group: string; readonly summary: RatingSummary }[]
  /** Groups of too few, which are named and not shown. */
  readonly hidden: readonly string[]
  /** In panelists’ words, as a moderator let them be shown; in an order that says nothing. */
  readonly reasons: readonly string[]
}

const NOTHING = { round: undefined, own: undefined, distributions: [], hidden: [], reasons: [] } as const

/** Feedback on an item of the round that the visitor is in, as the locked protocol says. */
export async function readFeedback(
  deps: PanelPageDeps,
  visit: PanelVisit,
  about: { readonly question: string; readonly item: string },
): Promise<ItemFeedback> {
  const { panel, protocol, panelist, pseudonym, now } = visit
  const question = protocol.questions.find(({ id }) => id === about.question)
  if (question === undefined || !('scale' in question)) return NOTHING
  const before = listClosedRounds(panel.rounds, now).findLast(
    (round) =>
      round.id !== visit.round?.id &&
      round.asked.some((one) => one.question === about.question && one.items.includes(about.item)),
  )
  if (before === undefined) return NOTHING
  const [all, voters, reasons] = await Promise.all([
    deps.votes.listRound(panel.id, before.id),
    deps.voters.list(panel.id),
    readShownReasons(deps, panel.id, before.id, about),
  ])
  const groups = new Map(voters.map((voter) => [voter.pseudonym, voter.group]))
  const votes = all.filter((vote) => vote.question === about.question && vote.item === about.item)
  const ratings = Map.groupBy(
    votes.flatMap((vote) => {
      const group = groups.get(vote.pseudonym)
      return vote.answer.kind === 'rating' && group !== undefined
        ? [{ group, rating: vote.answer.rating }]
        : []
    }),
    ({ group }) => group,
  )
  const own = votes.find((vote) => vote.pseudonym === pseudonym)?.answer
  const shown = listShownFeedback(
    {
      ...{ mode: protocol.process.feedback, isRealTime: false },
      minimumShown: protocol.anonymity.minimumShown,
    },
    new Map([...ratings].map(([group, of]) => [group, of.length])),
    { group: panelist.group, hasRated: own !== undefined },
  )
  const summarize = (group: string, of: readonly { readonly rating: number }[]) => ({
    group,
    summary: summarizeRatings(
      { group, ratings: of.map(({ rating }) => rating), abstained: 0, missing: 0 },
      question.scale,
    ),
  })
  const base = { round: before.id, own, reasons, hidden: [] }
  switch (shown.kind) {
    case 'nothing':
      // Reasons say what others think too.
      return { ...base, distributions: [], reasons: shown.because === 'mode' ? [] : reasons }
    case 'together':
      return { ...base, distributions: [summarize('all', [...ratings.values()].flat())] }
    case 'groups':
      return {
        ...base,
        distributions: shown.groups.map(({ group }) => summarize(group, ratings.get(group) ?? [])),
        hidden: shown.hidden,
      }
  }
}

async function readShownReasons(
  { panelTexts, moderations }: PanelPageDeps,
  panel: string,
  round: string,
  { question, item }: { readonly question: string; readonly item: string },
): Promise<readonly string[]> {
  const [texts, moderated] = await Promise.all([panelTexts.list(panel, 'reason'), moderations.read(panel)])
  return texts
    .filter((text) => text.round === round && text.question === question && text.item === item)
    .flatMap(({ id, text }) => {
      const decision = moderated.get(id)
      // What was changed after a moderator read it waits for them again.
      if (decision === undefined || decision.of !== computeContentHash(text)) return []
      if (decision.outcome === 'not-shown') return []
      return [decision.outcome === 'shown-edited' ? (decision.text ?? '') : text]
    })
    .filter((text) => text !== '')
    .sort()
}
