import type { Context } from 'hono'
import type { ConsoleFrame } from '../../../web/console/index.ts'
import type { Log } from '../../platform/core/log.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import type { DefinitionDraftDeps } from '../../workflows/library/definition-drafts.ts'
import type { ListDefinitionsDeps } from '../../workflows/library/list-responder-definitions.ts'
import { type OfficeMember, requireOfficeLead } from '../../workflows/library/open-draft-study.ts'
import type { DraftDeps } from '../../workflows/library/study-drafts.ts'
import { buildFrame, type ConsoleEnv } from '../app/console-app.tsx'
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

/** Who may write definitions in the study of the address, which may be a draft. @throws ProblemError 404, 403 */
export function requireDrafter(
  deps: DefinitionsConsoleDeps,
  c: Context<ConsoleEnv>,
  study: string,
): Promise<OfficeMember> {
  return requireOfficeLead(deps, c.var.person, study)
}

export function buildDefinitionsFrame(c: Context<ConsoleEnv>, member: OfficeMember): ConsoleFrame {
  const frame = buildFrame(c, member)
  return { ...frame, study: { ...frame.study, isUnpublished: member.isUnpublished } }
}
