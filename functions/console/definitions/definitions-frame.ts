import type { Context } from 'hono'
import type { Log } from '../../platform/core/log.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import { requireMembership, requirePower, type StudyMember } from '../../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import type { DefinitionDraftDeps } from '../../workflows/library/definition-drafts.ts'
import type { ListDefinitionsDeps } from '../../workflows/library/list-responder-definitions.ts'
import type { DraftDeps } from '../../workflows/library/study-drafts.ts'
import type { ConsoleEnv } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

export type DefinitionsConsoleDeps = AnalysisDeps &
  DefinitionDraftDeps &
  ListDefinitionsDeps &
  DraftDeps & {
    readonly session: Session
    readonly signIn: Pick<SignIn, 'refresh'>
    readonly tokens: TokenVerifier
    readonly log: Log
    readonly publicUrl: string
  }

/** Who may write definitions in the study of the address. @throws ProblemError 404, 403 */
export async function requireDrafter(
  deps: DefinitionsConsoleDeps,
  c: Context<ConsoleEnv>,
  study: string,
): Promise<StudyMember> {
  const membership = await requireMembership(deps, c.var.person, study)
  requirePower(membership, 'direct')
  return membership
}
