import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { StoredPanel } from '../../records/consensus/panel.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import type { PanelDeps } from './change-panel.ts'
import { readVerdicts } from './read-round-results.ts'

/**
 * The candidate that the final vote is on: of those that are in under the locked rule, the one with the highest share in the deciding
 * groups, each counting alike; of equal ones, the first of the short list.
 *
 * @throws ProblemError `panel-did-not-adopt` where none is in
 */
export async function findFinalCandidate(deps: PanelDeps, panel: StoredPanel): Promise<string> {
  const protocol = readLockedProtocol(panel.protocol, panel.merges)
  const question = protocol.questions.find(({ type }) => type === 'candidates')
  const verdicts = await readVerdicts(deps, panel)
  const [best] = (panel.candidates?.shortlist ?? [])
    .flatMap(({ id }) => {
      const result = verdicts.get(`${question?.id} ${id}`)
      return result?.locked.verdict === 'in' ? [{ id, share: result.equalGroupShare ?? 0 }] : []
    })
    .toSorted((a, b) => b.share - a.share)
  if (best === undefined) throw new ProblemError(consensusProblems.notAdopted)
  return best.id
}
