import { responseProblems } from '../../web/api/problems/response-problems.ts'
import { type Clock, formatIso } from '../platform/core/clock.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import { type AssessmentScope, buildVerifiedAssessmentScope } from '../platform/core/scope.ts'
import type { Interview, InterviewLink } from '../records/link/link.store.ts'
import type { LinkTokens } from '../records/link/link.ts'
import { buildPhoneProvenance, type Provenance, SELF_ON_WEB } from '../records/response/provenance.ts'
import type { Page } from './page-state.ts'

export type LinkDeps = {
  readonly clock: Clock
  readonly links: LinkTokens
  /** What the verified link of an interview leads to. */
  readonly findInterviewLink: (linkId: string) => Promise<InterviewLink | undefined>
}

/** A verified link: what it leads to, and what every request by it carries. */
export type OpenedLink = {
  readonly page: Page
  readonly scope: AssessmentScope
  /** Of a survey's own link; an interview's ends by its time. */
  readonly generation?: number
  readonly interview?: Interview
}

/** A forged or mangled token is refused before anything of a participant is read. @throws ProblemError `link-unknown` */
export async function openLink(deps: LinkDeps, page: Page): Promise<OpenedLink> {
  const verified = await deps.links.verifyToken(page.token)
  if (verified?.kind === 'survey') {
    const { generation, ...names } = verified.survey
    return { page, scope: buildVerifiedAssessmentScope(names), generation }
  }
  const link = verified && (await deps.findInterviewLink(verified.linkId))
  if (!link || link.interview.until <= formatIso(deps.clock.now()))
    throw new ProblemError(responseProblems.unknownLink)
  return { page, ...link }
}

/** Who answers by the link, and how. */
export function findProvenance({ interview }: OpenedLink): Provenance {
  return interview ? buildPhoneProvenance(interview) : SELF_ON_WEB
}
