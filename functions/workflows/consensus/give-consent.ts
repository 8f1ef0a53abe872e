import { ballotProblems } from '../../../web/api/problems/consensus-problems.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { VOTER_MUST_BE_NEW, type Voter } from '../../records/consensus/voter.store.ts'
import { coarsenInstant } from '../../rules/consensus/coarse-instant.ts'
import { openPanelLink } from './open-panel-link.ts'
import type { PanelPageDeps } from './panel.deps.ts'

const MAX_STATEMENT = 4000

/**
 * Consent to take part, with the statement of conflicts of interest: from then on somebody may vote. A second time changes nothing.
 *
 * @param conflicts in the panelist’s words; *none* is a statement too
 * @throws ProblemError `panel-link-unknown`; `panelist-left`; `panel-text-faulty`; `busy`
 */
export async function giveConsent(
  deps: PanelPageDeps,
  token: string,
  { conflicts }: { readonly conflicts: string },
): Promise<Voter> {
  const text = conflicts.trim()
  if (text === '' || text.length > MAX_STATEMENT) throw new ProblemError(ballotProblems.textFaulty)
  return retryOnConflict(async () => {
    const { panel, panelist, pseudonym, author, voter: known, now } = await openPanelLink(deps, token)
    if (known !== undefined) {
      if (known.withdrewAt !== null) throw new ProblemError(ballotProblems.withdrew)
      return known
    }
    const seated = (await deps.voters.list(panel.id)).filter(({ group }) => group === panelist.group)
    const voter: Voter = {
      ...{ pseudonym, group: panelist.group, consentedAt: now, conflictsStatedAt: now, withdrewAt: null },
      invitedAt: coarsenInstant(panel.rounds, panelist.invitedAt),
      seat: Math.max(0, ...seated.map(({ seat }) => seat)) + 1,
    }
    const id = deriveId(20, author, 'conflicts')
    const result = await deps.ballotBox.join(panel, voter, {
      ...{ id, author, group: panelist.group, kind: 'conflicts', text },
    })
    // Somebody else took the seat, another page of theirs was faster, or the panel changed: read again.
    return result.kind === 'refused' && result.condition !== VOTER_MUST_BE_NEW
      ? CONFLICT
      : result.kind === 'written'
        ? voter
        : CONFLICT
  }, buildContendedRetry({}))
}

/**
 * Leaves the panel for good. What was voted in closed rounds stays in their results. Before consent it is to decline: nobody writes
 * to them any more.
 *
 * @throws ProblemError `panel-link-unknown`
 */
export async function leavePanel(deps: PanelPageDeps, token: string): Promise<void> {
  const { panel, panelist, voter, now } = await openPanelLink(deps, token)
  const [left] = deps.panelSecrets.listMarks({ panel: panel.id, panelist: panelist.id, kind: 'left' })
  if (voter === undefined) {
    await deps.ballotBox.decline(panel.id, left)
    return
  }
  // Refused only where they have left already.
  await deps.ballotBox.leave(panel.id, voter.pseudonym, now, left)
}
