import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import { type Clock, formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import { findState, isOver } from '../../records/assessment/assessment.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { putInterviewLink } from '../../records/link/link.store.ts'
import type { LinkTokens } from '../../records/link/link.ts'

export type InterviewDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly assessments: Pick<AssessmentStore, 'find'>
  readonly links: Pick<LinkTokens, 'createInterviewToken'>
  readonly createLinkId: () => string
  readonly studyTable: string
}

/** Long enough for a call, too short to be kept. */
const INTERVIEW_HOURS = 2

/**
 * Makes a link of its own by which somebody at the site asks the questions on the telephone and enters the answers:
 * marked as answered by proxy, and under the sign-in id of who asked.
 *
 * @returns the token, and until when it opens
 * @throws ProblemError 404 without the assessment, 409 or 410 when it cannot be answered now
 */
export async function openInterview(
  deps: InterviewDeps,
  scope: AssessmentScope,
  by: string,
): Promise<{ token: string; until: string }> {
  const assessment = await deps.assessments.find(scope)
  if (!assessment) throw new ProblemError(platformProblems.notFound)
  const now = deps.clock.now()
  const state = findState(assessment, now)
  if (state === 'scheduled') throw new ProblemError(responseProblems.notYetOpen)
  if (state === 'completed') throw new ProblemError(responseProblems.alreadySubmitted)
  if (isOver(state) || state === 'cancelled') throw new ProblemError(responseProblems.windowClosed)
  const linkId = deps.createLinkId()
  const until = shiftIso(formatIso(now), INTERVIEW_HOURS * HOUR_MS)
  const event: AuditEvent = {
    action: 'interview.opened',
    actor: { kind: 'coordinator' as const, sub: by },
    about: { timepoint: scope.timepoint },
  }
  const result = await deps.audit.write(formatParticipantChain(scope), event, [
    putInterviewLink(deps.studyTable, linkId, scope, { by, until }),
  ])
  if (result.kind === 'refused') throw new Error('a link id was drawn twice')
  return { token: deps.links.createInterviewToken(linkId), until }
}
