import { listRounds } from '../../../surveys/consensus/process.ts'
import { listItems } from '../../../surveys/consensus/questions.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { formatPanelChain } from '../../records/audit/audit.store.ts'
import { type Moderation, putModeration } from '../../records/consensus/moderation.store.ts'
import type { AddedItem, ProposalMerge, StoredPanel } from '../../records/consensus/panel.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import { findRoundState } from '../../rules/consensus/panelist.ts'
import { checkProposalTrace, type Proposal } from '../../rules/consensus/proposals.ts'
import { buildNotFound } from '../access/staff-access.ts'
import {
  type PanelDeps,
  type PanelStaff,
  requireModerator,
  requirePanel,
  requireRevision,
  writePanel,
} from './change-panel.ts'
import type { CountingDeps } from './panel.deps.ts'

/** What was proposed, once the open round is closed: without who, and in no order of time. */
export async function listProposals(deps: CountingDeps, panel: StoredPanel): Promise<readonly Proposal[]> {
  const now = formatIso(deps.clock.now())
  if (panel.rounds.some((round) => findRoundState(round, now) === 'open') && panel.rounds.length === 1)
    throw new ProblemError(consensusProblems.resultsHidden)
  const texts = await deps.panelTexts.list(panel.id, 'proposal')
  return texts.map(({ id, question = '', text }) => ({ id, question, text }))
}

/**
 * Gives every proposal of a question its outcome, and adds the items that come of them.
 *
 * @throws ProblemError as `openRound`; `proposal-trace-faulty` with each problem
 */
export async function mergeProposals(
  deps: PanelDeps,
  by: PanelStaff,
  order: { readonly panel: string; readonly revision: number; readonly question: string },
  { trace, added }: Pick<ProposalMerge, 'trace'> & { readonly added: readonly AddedItem[] },
): Promise<StoredPanel> {
  const panel = await requireRevision(deps, by.study, order.panel, order.revision)
  requireModerator(panel, by.sub)
  const now = formatIso(deps.clock.now())
  if (panel.rounds.some((round) => findRoundState(round, now) !== 'closed'))
    throw new ProblemError(consensusProblems.roundRunning)
  const others = panel.merges.filter(({ question }) => question !== order.question)
  const protocol = readLockedProtocol(panel.protocol, others)
  const last = listRounds(protocol.process)[panel.rounds.length - 1]
  if (last?.kind !== 'proposals') throw new ProblemError(consensusProblems.roundOutOfOrder)
  const question = protocol.questions.find(({ id }) => id === order.question)
  if (question === undefined || !last.questions.includes(question.id)) throw buildNotFound()
  const proposals = (await listProposals(deps, panel)).filter((one) => one.question === question.id)
  const own = listItems(question)
  const faults = [
    ...checkProposalTrace(proposals, trace, new Set([...own, ...added.map(({ id }) => id)])),
    ...added.flatMap(({ id }, at) =>
      own.includes(id) || added.findIndex((one) => one.id === id) !== at
        ? [{ pointer: `/added/${at}/id`, detail: `${id} stands twice` }]
        : [],
    ),
    ...added.flatMap(({ title }, at) =>
      protocol.locales.some((locale) => !title[locale])
        ? [{ pointer: `/added/${at}/title`, detail: `a text in each of ${protocol.locales.join(', ')}` }]
        : [],
    ),
  ]
  if (faults.length > 0)
    throw new ProblemError(
      consensusProblems.traceFaulty,
      faults.map((fault) => ({ ...fault, code: 'faulty' })),
    )
  const merge = { question: question.id, trace: [...trace], added: [...added] }
  const about = { question: question.id, proposals: proposals.length, added: added.length }
  return writePanel(
    deps,
    by,
    'panel.proposals-merged',
    { ...panel, merges: [...others, merge] },
    panel,
    about,
  )
}

export type ListedReason = {
  readonly id: string
  readonly round: string
  readonly question: string
  readonly item: string
  readonly text: string
  readonly state: 'waiting' | Moderation['outcome']
  /** As the panel reads it. */
  readonly shown: string | null
}

export async function listReasons(
  deps: Pick<CountingDeps, 'panelTexts' | 'moderations'>,
  panel: StoredPanel,
): Promise<readonly ListedReason[]> {
  const [texts, moderated] = await Promise.all([
    deps.panelTexts.list(panel.id, 'reason'),
    deps.moderations.read(panel.id),
  ])
  return texts.map(({ id, round = '', question = '', item = '', text }) => {
    const decision = moderated.get(id)
    const stands = decision?.of === computeContentHash(text) ? decision : undefined
    const shown = stands?.outcome === 'shown' ? text : (stands?.text ?? null)
    return { id, round, question, item, text, state: stands?.outcome ?? 'waiting', shown }
  })
}

/** @throws ProblemError 404; `not-panel-moderator`; `panel-not-locked` */
export async function moderateReason(
  deps: PanelDeps,
  by: PanelStaff,
  order: { readonly panel: string; readonly reason: string },
  decision: Pick<Moderation, 'outcome' | 'text'>,
): Promise<Moderation> {
  const panel = await requirePanel(deps, by.study, order.panel)
  requireModerator(panel, by.sub)
  const reason = (await deps.panelTexts.list(panel.id, 'reason')).find(({ id }) => id === order.reason)
  if (reason === undefined) throw buildNotFound()
  const { outcome, text } = decision
  const moderation: Moderation = {
    ...{ reason: reason.id, outcome, of: computeContentHash(reason.text) },
    ...(outcome === 'shown-edited' && text !== undefined && { text }),
    ...{ at: formatIso(deps.clock.now()), by: by.sub },
  }
  await deps.audit.write(
    formatPanelChain(by.study, panel.id),
    {
      ...{ action: 'panel.reason-moderated', actor: { kind: 'lead', sub: by.sub } },
      about: { panel: panel.id, reason: reason.id, outcome },
    },
    [putModeration(deps.panelsTable, panel.id, moderation)],
  )
  return moderation
}
