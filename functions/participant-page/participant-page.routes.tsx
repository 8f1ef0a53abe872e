import type { Context } from 'hono'
import type { LanguageVariables } from 'hono/language'
import { findFirstOpenScreen, findNextScreen } from '../../surveys/battery/navigation.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../web/api/problems/response-problems.ts'
import {
  HelpPage,
  IntroductionPage,
  type ParticipantProblem,
  ParticipantProblemPage,
  participantContentSecurityPolicy,
  participantPaths,
  QuestionPage,
  ReviewPage,
  type SurveyView,
  screensOf,
  ThanksPage,
} from '../../web/participant/index.ts'
import { formatIso } from '../platform/core/clock.ts'
import type { Log } from '../platform/core/log.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import { type AnsweredProblem, createApp } from '../platform/http/app.ts'
import { languageOfBrowser } from '../platform/http/language.ts'
import { respondWithProblem } from '../platform/http/problem.ts'
import type { Link } from '../records/link/link.store.ts'
import type { LinkTokens } from '../records/link/link.ts'
import { buildPhoneProvenance, type Provenance, SELF_ON_WEB } from '../records/response/provenance.ts'
import type { BatteryAnswers } from '../records/response/response.ts'
import { requireStudyTexts } from '../rules/texting/study-texts.ts'
import { openSurvey, refuseUnlessAnswerable, type Survey } from '../workflows/responses/load-survey.ts'
import type { ResponseDeps } from '../workflows/responses/response.deps.ts'
import { saveAnswer } from '../workflows/responses/save-answer.ts'
import { submitSurvey } from '../workflows/responses/submit-response.ts'
import {
  isAnswer,
  isJsonWanted,
  parseAnswerCode,
  readAnswerBody,
  readAnswerForm,
  readAnswers,
  readSubmitBody,
} from './read-answers.ts'

export type ParticipantPageDeps = ResponseDeps & {
  readonly links: LinkTokens
  /** What a verified link id leads to. */
  readonly findLink: (linkId: string) => Promise<Link | undefined>
  readonly log: Log
}

type Env = {
  Variables: LanguageVariables & {
    survey: Survey
    view: SurveyView
    answers: BatteryAnswers
    how: Provenance
  }
}

/**
 * The participant's pages. GET and HEAD read; only a person's POST writes. Every answer goes out as a page, or
 * as JSON where the request accepts nothing but JSON.
 */
export function createParticipantPages(deps: ParticipantPageDeps) {
  return createApp<Env>({
    log: deps.log,
    contentSecurityPolicy: participantContentSecurityPolicy,
    respond: respondWithPage,
  })
    .basePath('/s/:token')
    .use(languageOfBrowser)
    .use(async (c, next) => {
      const token = c.req.param('token') ?? ''
      const { scope, interview } = await requireLink(deps, token)
      const survey = await openSurvey(deps, scope)
      const response = await deps.responses.find(scope)
      c.set('survey', survey)
      c.set('answers', response?.answers ?? {})
      c.set('how', interview ? buildPhoneProvenance(interview) : SELF_ON_WEB)
      c.set('view', buildSurveyView({ token, interview }, survey, response?.answers ?? {}))
      await next()
    })
    .get('/', (c) => {
      const refused = renderRefusal(c)
      return refused ?? c.html(<IntroductionPage survey={c.var.view} />)
    })
    .get('/review', (c) => renderRefusal(c) ?? c.html(<ReviewPage survey={c.var.view} />))
    .get('/thanks', (c) =>
      c.var.survey.state === 'completed'
        ? c.html(<ThanksPage survey={c.var.view} />)
        : c.redirect(participantPaths(c.var.view.token).introduction, 303),
    )
    .get('/help/:position', (c) => {
      const position = parsePosition(c)
      return c.html(<HelpPage survey={c.var.view} position={position} fromReview={isFromReview(c)} />)
    })
    .get('/:position', (c) => {
      const position = parsePosition(c)
      return (
        renderRefusal(c) ??
        c.html(<QuestionPage survey={c.var.view} position={position} fromReview={isFromReview(c)} />)
      )
    })
    .post('/begin', async (c) => {
      const refused = renderRefusal(c)
      if (refused) return refused
      const { scope, state } = c.var.survey
      if (state === 'open') await deps.assessments.recordOpening(scope, formatIso(deps.clock.now()))
      if (isJsonWanted(c)) return c.json({ begun: true })
      const open = findFirstOpenScreen(c.var.view.screens)
      const paths = participantPaths(c.var.view.token)
      return c.redirect(open ? paths.question(open.position) : paths.review, 303)
    })
    .post('/submit', async (c) => {
      const given = isJsonWanted(c) ? await readSubmitBody(c) : undefined
      await submitSurvey(deps, c.var.survey, given && readAnswers(c.var.survey, given), c.var.how)
      if (isJsonWanted(c)) return c.json({ submitted: true })
      return c.redirect(participantPaths(c.var.view.token).thanks, 303)
    })
    .post('/:position', async (c) => {
      const position = parsePosition(c)
      const screen = c.var.view.screens[position - 1]
      if (!screen) throw new ProblemError(responseProblems.unknownItem)
      const given = isJsonWanted(c) ? await readAnswerBody(c) : await readAnswerForm(c)
      // Of an adaptive form another question may stand at this position by now: the answer is to the one that was read.
      const itemKey = given?.item ?? screen.itemKey
      if (given === undefined) {
        refuseUnlessAnswerable(c.var.survey)
        return c.html(
          <QuestionPage
            survey={c.var.view}
            position={position}
            error="nothing-chosen"
            fromReview={isFromReview(c)}
          />,
          422,
        )
      }
      const code =
        given.code === null ? null : (parseAnswerCode(c.var.survey, itemKey, given.code) ?? given.code)
      if (screen.written && !isJsonWanted(c) && !isAnswer(c.var.survey, screen.itemKey, code))
        return c.html(
          <QuestionPage
            survey={c.var.view}
            position={position}
            error="not-an-option"
            fromReview={isFromReview(c)}
          />,
          422,
        )
      const { survey, answers, view, how } = c.var
      const answer = { key: itemKey, code, claimedAt: given.claimedAt }
      const { safety } = await saveAnswer(deps, survey, answers, answer, how)
      if (isJsonWanted(c)) return c.json({ saved: true, help: safety })
      const after = {
        ...view,
        screens: screensOf(survey.battery.instruments, view.locale, { ...answers, [itemKey]: code }),
      }
      const answered = after.screens.find((one) => one.itemKey === itemKey)?.position ?? position
      return c.redirect(findNextPlace(after, answered, safety, isFromReview(c)), 303)
    })
    .all('*', (c) => {
      const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
      throw new ProblemError(isRead ? responseProblems.unknownLink : platformProblems.methodNotAllowed)
    })
}

/** A forged or mangled token is refused before any table is read. */
async function requireLink(deps: ParticipantPageDeps, token: string): Promise<Link> {
  const linkId = deps.links.verifyToken(token)
  const link = linkId && (await deps.findLink(linkId))
  if (!link) throw new ProblemError(responseProblems.unknownLink)
  if (link.interview && link.interview.until <= formatIso(deps.clock.now()))
    throw new ProblemError(responseProblems.interviewOver)
  return link
}

function buildSurveyView(
  { token, interview }: { token: string; interview: Link['interview'] },
  survey: Survey,
  answers: BatteryAnswers,
): SurveyView {
  const { study, assessment, battery, scope } = survey
  return {
    token,
    locale: assessment.locale,
    clinic: study.sites.find((site) => site.id === scope.site)?.name,
    texts: requireStudyTexts(study, assessment.locale),
    screens: screensOf(battery.instruments, assessment.locale, answers),
    interviewed: interview && scope.participant,
  }
}

/** The page that stands in for the questions when they cannot be answered now. */
function renderRefusal(c: Context<Env>): Response | undefined {
  try {
    refuseUnlessAnswerable(c.var.survey)
    return undefined
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    // After a submission the link goes on to say thank you; that is no refusal.
    if (c.var.survey.state === 'completed')
      return c.redirect(participantPaths(c.var.view.token).thanks, 303) as unknown as Response
    throw error
  }
}

function parsePosition(c: Context<Env>): number {
  const position = Number(c.req.param('position'))
  if (!Number.isInteger(position) || position < 1 || position > c.var.view.screens.length)
    throw new ProblemError(platformProblems.notFound)
  return position
}

function findNextPlace(view: SurveyView, position: number, safety: boolean, review: boolean): string {
  const paths = participantPaths(view.token)
  if (safety) return paths.help(position, review)
  const next = findNextScreen(view.screens, position, review)
  return next ? paths.question(next.position, review) : paths.review
}

function isFromReview(c: Context): boolean {
  return c.req.query('from') === 'review'
}

const PAGE_OF: Record<string, ParticipantProblem> = {
  [responseProblems.unknownLink.code]: 'unknown-link',
  [platformProblems.notFound.code]: 'unknown-link',
  [responseProblems.notYetOpen.code]: 'not-yet-open',
  [responseProblems.windowClosed.code]: 'window-closed',
  [responseProblems.alreadySubmitted.code]: 'already-submitted',
  [responseProblems.nothingAnswered.code]: 'nothing-answered',
  [responseProblems.interviewOver.code]: 'unknown-link',
}

/** The same problem as JSON for a program, as a calm page for a person. */
function respondWithPage(c: Context<Env>, answered: AnsweredProblem): Response | Promise<Response> {
  if (isJsonWanted(c)) return respondWithProblem(c, answered)
  const view = c.get('view') as SurveyView | undefined
  return c.html(
    <ParticipantProblemPage
      problem={PAGE_OF[answered.problem.code] ?? 'something-went-wrong'}
      locale={view?.locale ?? c.get('language') ?? 'en'}
      token={view?.token}
      clinic={view?.clinic}
      monitoring={view?.texts.monitoring}
      reference={answered.requestId}
    />,
    answered.problem.status,
  )
}
