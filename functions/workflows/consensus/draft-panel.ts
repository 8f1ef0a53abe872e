import { consensusProtocolSchema } from '../../../surveys/consensus/protocol.ts'
import { checkConsensusProtocol } from '../../../surveys/publication/check-consensus-protocol.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { listFieldFaults } from '../../platform/http/contract.ts'
import type { StoredPanel } from '../../records/consensus/panel.ts'
import type { PublishDefinitionDeps } from '../library/publish-responder-definition.ts'
import { type PanelDeps, type PanelStaff, requireRevision, writePanel } from './change-panel.ts'

type Written = Readonly<Record<string, unknown>>

/** What stands in the way of locking a protocol; empty of one that can be. */
export function checkProtocol(written: Written): FieldFault[] {
  const read = consensusProtocolSchema.safeParse(written)
  if (!read.success) return [...listFieldFaults(read.error)]
  // What others see would have to move in steps that a stored vote does not keep.
  const live =
    read.data.process.kind === 'real-time'
      ? [{ pointer: '/process/kind', detail: 'panels are held in rounds' }]
      : []
  return [...checkConsensusProtocol(read.data), ...live].map(({ pointer, detail }) => ({
    ...{ pointer, detail, code: 'faulty' },
  }))
}

/** Begins a panel with whatever is written of its protocol. */
export function createPanel(deps: PanelDeps, by: PanelStaff, protocol: Written): Promise<StoredPanel> {
  const panel = {
    ...{ id: deps.ids.random(16), study: by.study, state: 'draft' as const, protocol },
    ...{ rounds: [], deviations: [], merges: [], createdAt: formatIso(deps.clock.now()) },
  }
  return writePanel(deps, by, 'panel.created', panel, undefined, { after: computeContentHash(protocol) })
}

/** @throws ProblemError 404; `panel-changed`; `panel-locked` */
export async function savePanel(
  deps: PanelDeps,
  by: PanelStaff,
  { panel: id, revision }: { readonly panel: string; readonly revision: number },
  protocol: Written,
): Promise<StoredPanel> {
  const panel = await requireDraft(deps, by, id, revision)
  return writePanel(deps, by, 'panel.saved', { ...panel, protocol }, panel, {
    ...{ before: computeContentHash(panel.protocol), after: computeContentHash(protocol) },
  })
}

/**
 * Locks the protocol: its hash goes with every ballot and result from then on.
 *
 * @throws ProblemError 404; `panel-changed`; `panel-locked`; `protocol-faulty` with each problem
 */
export async function lockPanel(
  deps: PanelDeps & Pick<PublishDefinitionDeps, 'openInstruments'>,
  by: PanelStaff,
  { panel: id, revision }: { readonly panel: string; readonly revision: number },
): Promise<StoredPanel> {
  const panel = await requireDraft(deps, by, id, revision)
  const problems = checkProtocol(panel.protocol)
  if (problems.length === 0) problems.push(...(await listUnknownScores(deps, panel.protocol)))
  if (problems.length > 0) throw new ProblemError(consensusProblems.protocolFaulty, problems)
  const hash = computeContentHash(panel.protocol)
  const lockedAt = formatIso(deps.clock.now())
  return writePanel(deps, by, 'panel.locked', { ...panel, state: 'locked', hash, lockedAt }, panel, {
    protocol: hash,
  })
}

/** Scores of profiles that no instrument has: what comes of them could not be published. */
async function listUnknownScores(
  { openInstruments }: Pick<PublishDefinitionDeps, 'openInstruments'>,
  written: Written,
): Promise<readonly FieldFault[]> {
  const { instruments } = await openInstruments()
  const known = new Set(
    instruments.flatMap(({ definition: { id, scales } }) => scales.map((scale) => `${id}/${scale.id}`)),
  )
  return consensusProtocolSchema.parse(written).questions.flatMap((question, at) =>
    question.type === 'profiles'
      ? question.measures.flatMap(({ score }, place) =>
          known.has(score)
            ? []
            : [
                {
                  ...{ pointer: `/questions/${at}/measures/${place}/score`, code: 'faulty' },
                  detail: `no instrument has ${score}`,
                },
              ],
        )
      : [],
  )
}

async function requireDraft(
  deps: PanelDeps,
  by: PanelStaff,
  id: string,
  revision: number,
): Promise<StoredPanel> {
  const panel = await requireRevision(deps, by.study, id, revision)
  if (panel.state !== 'draft') throw new ProblemError(consensusProblems.notDraft)
  return panel
}
