import type { Context } from 'hono'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../web/api/problems/response-problems.ts'
import { type ParticipantProblem, ParticipantProblemPage } from '../../web/participant/index.ts'
import type { AnsweredProblem } from '../platform/http/app.ts'
import { respondWithProblem } from '../platform/http/problem.ts'
import { requireStudyTexts } from '../rules/texting/study-texts.ts'
import type { Survey } from '../workflows/responses/load-survey.ts'
import { findClinic } from './clinic-view.ts'
import type { ParticipantPageEnv } from './participant-page.env.ts'
import { isJsonWanted } from './read-answers.ts'

const PAGE_OF: Record<string, ParticipantProblem> = {
  [responseProblems.unknownLink.code]: 'unknown-link',
  [platformProblems.notFound.code]: 'unknown-link',
  [responseProblems.notYetOpen.code]: 'not-yet-open',
  [responseProblems.windowClosed.code]: 'window-closed',
  [responseProblems.alreadySubmitted.code]: 'already-submitted',
  [responseProblems.nothingAnswered.code]: 'nothing-answered',
  [platformProblems.tooManyRequests.code]: 'too-many-requests',
}

/** The same problem as JSON for a program, as a calm page for a person. */
export function respondWithPage(
  c: Context<ParticipantPageEnv>,
  answered: AnsweredProblem,
): Response | Promise<Response> {
  if (isJsonWanted(c)) return respondWithProblem(c, answered)
  const survey = c.get('survey') as Survey | undefined
  const locale = survey?.assessment.locale
  const problem = PAGE_OF[answered.problem.code] ?? 'something-went-wrong'
  const hasArrived = problem === 'window-closed' && survey?.assessment.lateAnswers !== undefined
  return c.html(
    <ParticipantProblemPage
      problem={hasArrived ? 'arrived-late' : problem}
      locale={locale ?? c.get('language') ?? 'en'}
      token={survey && c.get('link').page.token}
      clinic={survey && findClinic(survey)}
      monitoring={survey && requireStudyTexts(survey.study, survey.assessment.locale).monitoring}
      reference={answered.requestId}
    />,
    answered.problem.status,
  )
}
