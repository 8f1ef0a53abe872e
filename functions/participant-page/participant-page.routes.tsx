import { setTimeout as waitFor } from 'node:timers/promises'
import type { Context } from 'hono'
import type { LanguageVariables } from 'hono/language'
import { findFirstOpenScreen, findNextScreen } from '../../surveys/battery/navigation.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../web/api/problems/response-problems.ts'
import {
  HelpPage,
  hideAnswer,
  IntroductionPage,
  type ParticipantProblem,
  ParticipantProblemPage,
  participantContentSecurityPolicy,
  participantPaths,
  type QuestionError,
  QuestionPage,
  ReviewPage,
  type Screen,
  type SurveyView,
  screensOf,
  ThanksPage,
} from '../../web/participant/index.ts'
import { formatWindowEnd } from '../../web/text/words/window-end.ts'
import { formatIso } from '../platform/core/clock.ts'
import type { Log } from '../platform/core/log.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import { type AssessmentScope, buildVerifiedAssessmentScope } from '../platform/core/scope.ts'
import { type AnsweredProblem, createApp } from '../platform/http/app.ts'
import { readForm } from '../platform/http/form.ts'
import { languageOfBrowser } from '../platform/http/language.ts'
import { respondWithProblem } from '../platform/http/problem.ts'
import type { ErasureStore } from '../records/erasure/erasure.store.ts'
import type { Interview, InterviewLink } from '../records/link/link.store.ts'
import type { LinkTokens } from '../records/link/link.ts'
import { buildPhoneProvenance, type Provenance, SELF_ON_WEB } from '../records/response/provenance.ts'
import { requireStudyTexts } from '../rules/texting/study-texts.ts'
import {
  buildSurvey,
  openSurvey,
  refuseUnlessAnswerable,
  type Survey,
} from '../workflows/responses/load-survey.ts'
import type { ResponseDeps } from '../workflows/responses/response.deps.ts'
import { type SavedAnswer, saveAnswer } from '../workflows/responses/save-answer.ts'
import { submitSurvey } from '../workflows/responses/submit-response.ts'
import { findClinic } from './clinic-view.ts'
import { readDevice } from './device.ts'
import type { GivenTags } from './given-here.ts'
import { createGuessLimit } from './guess-limit.ts'
import type { Page, PageStates } from './page-state.ts'
import {
  isAnswer,
  isJsonWanted,
  isWritten,
  parseAnswerCode,
  readAnswerBody,
  readAnswerForm,
  readAnswers,
  readBeginning,
  readSubmissionKey,
  readSubmitBody,
  readSubmitForm,
} from './read-answers.ts'

export type ParticipantPageDeps = ResponseDeps & {
  readonly links: LinkTokens
  readonly pageStates: PageStates
  readonly givenTags: GivenTags
  /** Milliseconds. */
  readonly wait?: ((time: number) => Promise<unknown>) | undefined
  /** What the verified link of an interview leads to. */
  readonly findInterviewLink: (linkId: string) => Promise<InterviewLink | undefined>
  readonly publicUrl: string
  readonly log: Log
  readonly erasures: Pick<ErasureStore, 'find'>
}

/** A verified link: what it leads to, and what every request by it carries. */
type OpenedLink = {
  readonly page: Page
  readonly scope: AssessmentScope
  /** Of a survey's own link; an interview's ends by its time. */
  readonly generation?: number
  readonly interview?: Interview
}

type Env = { Variables: LanguageVariables & { link: OpenedLink; survey: Survey } }

/**
 * The participant's pages. GET and HEAD read; only a person's POST writes. Every answer goes out as a page, or
 * as JSON where the request accepts nothing but JSON. A request that brings the state of its page reads nothing. Answers are
 * shown in the browser that gave them, and nowhere else; a link that opens nothing looks and takes as long as any other such.
 */
export function createParticipantPages(deps: ParticipantPageDeps) {
  const guesses = createGuessLimit(deps)
  /** What the link leads to, from the page's own state or read. @throws ProblemError `link-unknown` */
  const openLinkedSurvey = async (c: Context<Env>, sealed?: string): Promise<Survey> => {
    const { page, scope, generation } = c.var.link
    const kept = sealed === undefined ? undefined : deps.pageStates.unseal(sealed, page)
    const brought = kept && buildSurvey(deps, scope, kept)
    // A window may have moved since the page was made: only a read may say that it is closed.
    const isOpen = brought?.state === 'open' || brought?.state === 'started'
    const survey = brought && isOpen ? brought : await openSurvey(deps, scope)
    if (generation !== undefined && survey.linkGeneration !== generation)
      throw new ProblemError(responseProblems.unknownLink)
    c.set('survey', survey)
    return survey
  }
  /** Not of an interview, in which a person at the site has the link. */
  const openOwnSurvey = (c: Context<Env>): Promise<Survey> => {
    if (c.var.link.interview) throw new ProblemError(responseProblems.unknownLink)
    return openLinkedSurvey(c)
  }
  const buildView = (c: Context<Env>, survey = c.var.survey): SurveyView =>
    buildSurveyView(c.var.link, survey, {
      pageState: deps.pageStates.seal(survey, c.var.link.page),
      isGivenHere: (key, code) => deps.givenTags.isGivenHere(c, c.var.link.page, key, code),
    })

  /** A refusal, unless the link has ended meanwhile: then that, as for a link that never was. */
  const refuseByLink = async (c: Context<Env>, error: unknown): Promise<never> => {
    await openLinkedSurvey(c)
    throw error
  }

  /** Somebody answered elsewhere meanwhile: the review as it is now, instead of what was asked for. @throws unknown any other error */
  const reviewAgain = async (c: Context<Env>, error: unknown): Promise<Response> => {
    if (!(error instanceof ProblemError) || isJsonWanted(c) || !TO_REVIEW_AGAIN.has(error.problem.code))
      return refuseByLink(c, error)
    await openLinkedSurvey(c)
    return (
      renderRefusal(c) ?? c.html(<ReviewPage survey={buildView(c)} isChanged={true} />, error.problem.status)
    )
  }

  /** An answer that waited on the phone until the window had closed is kept apart from the others. */
  const keepIfLate = async (c: Context<Env>, answer: SavedAnswer, error: unknown) => {
    const isClosed = error instanceof ProblemError && error.problem === responseProblems.windowClosed
    if (!isClosed || answer.claimedAt === undefined) return undefined
    const { keepLateAnswer } = await import('../workflows/responses/keep-late-answer.ts')
    const { scope, interview } = c.var.link
    const { safety } = await keepLateAnswer(deps, scope, answer, findProvenance(interview))
    return c.json({ saved: true, help: safety, late: true })
  }

  return createApp<Env>({
    log: deps.log,
    contentSecurityPolicy: participantContentSecurityPolicy,
    respond: respondWithPage,
  })
    .basePath('/s/:token')
    .use(languageOfBrowser)
    .use(async (c, next) => {
      const address = readAddress(c)
      if (guesses.isBlocked(address)) {
        c.header('retry-after', '600')
        throw new ProblemError(platformProblems.tooManyRequests)
      }
      const until = performance.now() + UNKNOWN_TAKES_MS
      await next()
      if (!(c.error instanceof ProblemError) || c.error.problem !== responseProblems.unknownLink) return
      guesses.count(address)
      await (deps.wait ?? waitFor)(until - performance.now())
    })
    .use(async (c, next) => {
      const token = c.req.param('token') ?? ''
      c.set('link', await openLink(deps, { token, device: readDevice(c, deps.publicUrl) }))
      await next()
    })
    .get('/', async (c) => {
      await openLinkedSurvey(c)
      return renderRefusal(c) ?? c.html(<IntroductionPage survey={buildView(c)} />)
    })
    .get('/review', async (c) => {
      await openLinkedSurvey(c)
      const isChanged = c.req.query('changed') !== undefined
      return renderRefusal(c) ?? c.html(<ReviewPage survey={buildView(c)} isChanged={isChanged} />)
    })
    .get('/thanks', async (c) => {
      const survey = await openLinkedSurvey(c)
      if (survey.state !== 'completed') return c.redirect(buildPaths(c).introduction, 303)
      const { screens, ...view } = buildView(c)
      return c.html(<ThanksPage survey={isJustSubmitted(deps, survey) ? { ...view, screens } : view} />)
    })
    .get('/your-data', async (c) => {
      const survey = await openOwnSurvey(c)
      const { renderYourData } = await loadYourData()
      return c.html(await renderYourData(deps, c.var.link.page.token, survey, false))
    })
    .post('/your-data', async (c) => {
      const survey = await openOwnSurvey(c)
      const { parseGrade, renderYourData, requestErasure } = await loadYourData()
      const grade = parseGrade((await readForm(c)).grade)
      if (grade === undefined)
        return c.html(await renderYourData(deps, c.var.link.page.token, survey, true), 422)
      await requestErasure(deps, survey.study, survey.scope, grade)
      return c.redirect(buildPaths(c).yourData, 303)
    })
    .get('/help/:position', async (c) => {
      const survey = await openLinkedSurvey(c)
      const position = parsePosition(c, survey)
      const refused = renderRefusal(c)
      if (refused) return refused
      const view = buildView(c)
      const mayAlarm = view.screens.some((one) => one.position === position && one.safetyCodes.length > 0)
      if (!mayAlarm) return c.redirect(buildPaths(c).question(position, isFromReview(c)), 303)
      return c.html(<HelpPage survey={view} position={position} fromReview={isFromReview(c)} />)
    })
    .get('/:position', async (c) => {
      const survey = await openLinkedSurvey(c)
      const position = parsePosition(c, survey)
      return (
        renderRefusal(c) ??
        c.html(<QuestionPage survey={buildView(c)} position={position} fromReview={isFromReview(c)} />)
      )
    })
    .post('/begin', async (c) => {
      const state = await readBeginning(c).catch((error: unknown) => refuseByLink(c, error))
      const survey = await openLinkedSurvey(c, state)
      const refused = renderRefusal(c)
      if (refused) return refused
      if (survey.state === 'open') {
        const isRecorded = await deps.surveys.recordOpening(survey, formatIso(deps.clock.now()))
        // Begun before, or no longer as the page has it: a read says which.
        if (!isRecorded) await openLinkedSurvey(c)
      } else if (state !== undefined) await openLinkedSurvey(c)
      if (isJsonWanted(c)) return c.json({ begun: true })
      const open = findFirstOpenScreen(listScreens(survey))
      const paths = buildPaths(c)
      return c.redirect(open ? paths.question(open.position) : paths.review, 303)
    })
    .post('/submit', async (c) => {
      const { scope, generation: linkGeneration, interview } = c.var.link
      try {
        const { reviewed, answers } = isJsonWanted(c) ? await readSubmitBody(c) : await readSubmitForm(c)
        const onRead = (survey: Survey) => c.set('survey', survey)
        const readGiven = answers && ((survey: Survey) => readAnswers(survey, answers))
        const order = { scope, onRead, readGiven, linkGeneration, reviewed, key: readSubmissionKey(c) }
        await submitSurvey(deps, order, findProvenance(interview))
      } catch (error) {
        return await reviewAgain(c, error)
      }
      if (isJsonWanted(c)) return c.json({ submitted: true })
      return c.redirect(buildPaths(c).thanks, 303)
    })
    .post('/:position', async (c) => {
      const given = await (isJsonWanted(c) ? readAnswerBody(c) : readAnswerForm(c)).catch((error: unknown) =>
        refuseByLink(c, error),
      )
      const survey = await openLinkedSurvey(c, given.state)
      const position = parsePosition(c, survey)
      // Of an adaptive form another question may stand at this position by now: the answer is to the one that was read.
      const itemKey = given.item ?? findItemKey(survey, position)
      const refuse = async (error: QuestionError) => {
        refuseUnlessAnswerable(await openLinkedSurvey(c))
        return c.html(
          <QuestionPage
            survey={buildView(c)}
            position={position}
            error={error}
            fromReview={isFromReview(c)}
          />,
          422,
        )
      }
      if (given.code === undefined) return refuse('nothing-chosen')
      const code = given.code === null ? null : (parseAnswerCode(survey, itemKey, given.code) ?? given.code)
      if (!isJsonWanted(c) && isWritten(survey, itemKey) && !isAnswer(survey, itemKey, code))
        return refuse('not-an-option')
      const { generation: linkGeneration } = c.var.link
      const answer = { key: itemKey, code, claimedAt: given.claimedAt, linkGeneration }
      const saved = await saveAnswer(deps, survey, answer, findProvenance(c.var.link.interview)).catch(
        async (error: unknown) => (await keepIfLate(c, answer, error)) ?? reviewAgain(c, error),
      )
      if (saved instanceof Response) return saved
      deps.givenTags.mark(c, c.var.link.page, itemKey, code)
      if (isJsonWanted(c)) {
        const state = deps.pageStates.seal(saved.survey, c.var.link.page)
        return c.json({ saved: true, help: saved.safety, state })
      }
      const screens = listScreens(saved.survey)
      const answered = screens.find((one) => one.itemKey === itemKey)?.position ?? position
      return c.redirect(findNextPlace(buildPaths(c), screens, answered, saved.safety, isFromReview(c)), 303)
    })
    .all('*', async (c) => {
      await openLinkedSurvey(c)
      const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
      throw new ProblemError(isRead ? responseProblems.unknownLink : platformProblems.methodNotAllowed)
    })
}

/** Where a participant asks to be left alone: loaded with the first who does. */
function loadYourData() {
  return import('./your-data.tsx')
}

/** A forged or mangled token is refused before any table is read. */
async function openLink(deps: ParticipantPageDeps, page: Page): Promise<OpenedLink> {
  const verified = deps.links.verifyToken(page.token)
  if (verified?.kind === 'survey') {
    const { generation, ...names } = verified.survey
    return { page, scope: buildVerifiedAssessmentScope(names), generation }
  }
  const link = verified && (await deps.findInterviewLink(verified.linkId))
  if (!link || link.interview.until <= formatIso(deps.clock.now()))
    throw new ProblemError(responseProblems.unknownLink)
  return { page, ...link }
}

function findProvenance(interview: Interview | undefined): Provenance {
  return interview ? buildPhoneProvenance(interview) : SELF_ON_WEB
}

function buildPaths(c: Context<Env>) {
  return participantPaths(c.var.link.page.token)
}

function listScreens({ battery, assessment, response }: Survey): readonly Screen[] {
  return screensOf(battery.instruments, assessment.locale, response?.answers ?? {})
}

function buildSurveyView(
  { page: { token }, interview }: OpenedLink,
  survey: Survey,
  browser: {
    readonly pageState: string
    readonly isGivenHere: (key: string, code: string | null) => boolean
  },
): SurveyView {
  const { study, assessment, scope } = survey
  const { closesAt, locale, timeZone } = assessment
  return {
    ...{ token, pageState: browser.pageState, revision: survey.revision },
    locale: assessment.locale,
    clinic: findClinic(survey),
    texts: requireStudyTexts(study, assessment.locale),
    openUntil: timeZone && formatWindowEnd(closesAt, locale, timeZone),
    screens: listScreens(survey).map((screen) =>
      screen.answer === undefined || browser.isGivenHere(screen.itemKey, screen.answer)
        ? screen
        : hideAnswer(screen),
    ),
    interviewed: interview && scope.participant,
  }
}

const MINUTE_MS = 60_000

/** Whether the page still belongs to the submission: who comes back later is thanked and no more. */
function isJustSubmitted({ clock }: ParticipantPageDeps, { assessment: { completedAt } }: Survey): boolean {
  return completedAt !== undefined && clock.now().epochMilliseconds - Date.parse(completedAt) < 10 * MINUTE_MS
}

/** Longer than a read takes: whether a link was forged, has expired or was ended cannot be timed. */
const UNKNOWN_TAKES_MS = 100

/** The caller's, as the gateway knows it. */
function readAddress(c: Context): string {
  const address: unknown = c.env?.requestContext?.http?.sourceIp
  return typeof address === 'string' ? address : ''
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
      return c.redirect(buildPaths(c).thanks, 303) as unknown as Response
    throw error
  }
}

function parsePosition(c: Context<Env>, { battery }: Survey): number {
  const position = Number(c.req.param('position'))
  if (!Number.isInteger(position) || position < 1 || position > battery.items.length)
    throw new ProblemError(platformProblems.notFound)
  return position
}

/** The item at a position: the battery's own order, unless an instrument chooses what it asks next. */
function findItemKey(survey: Survey, position: number): string {
  const isAdaptive = survey.battery.instruments.some(({ definition }) => definition.adaptive)
  const item = isAdaptive
    ? listScreens(survey)[position - 1]?.itemKey
    : survey.battery.items[position - 1]?.key
  if (item === undefined) throw new ProblemError(responseProblems.unknownItem)
  return item
}

function findNextPlace(
  paths: ReturnType<typeof participantPaths>,
  screens: readonly Screen[],
  position: number,
  safety: boolean,
  review: boolean,
): string {
  if (safety) return paths.help(position, review)
  const next = findNextScreen(screens, position, review)
  return next ? paths.question(next.position, review) : paths.review
}

function isFromReview(c: Context): boolean {
  return c.req.query('from') === 'review'
}

const TO_REVIEW_AGAIN: ReadonlySet<string> = new Set([
  responseProblems.changedSince.code,
  responseProblems.notShown.code,
])

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
function respondWithPage(c: Context<Env>, answered: AnsweredProblem): Response | Promise<Response> {
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
