import type { Context } from 'hono'
import { findFirstOpenScreen } from '../../surveys/battery/navigation.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../web/api/problems/response-problems.ts'
import {
  HelpPage,
  IntroductionPage,
  participantContentSecurityPolicy,
  participantPaths,
  type QuestionError,
  QuestionPage,
  ReviewPage,
  type SurveyView,
  ThanksPage,
} from '../../web/participant/index.ts'
import { formatIso } from '../platform/core/clock.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import { createApp } from '../platform/http/app.ts'
import { readForm } from '../platform/http/form.ts'
import { languageOfBrowser } from '../platform/http/language.ts'
import type { ErasureStore } from '../records/erasure/erasure.store.ts'
import {
  buildSurvey,
  openSurvey,
  refuseUnlessAnswerable,
  type Survey,
} from '../workflows/responses/load-survey.ts'
import type { ResponseDeps } from '../workflows/responses/response.deps.ts'
import { type SavedAnswer, saveAnswer } from '../workflows/responses/save-answer.ts'
import { submitSurvey } from '../workflows/responses/submit-response.ts'
import { readDevice } from './device.ts'
import type { GivenTags } from './given-here.ts'
import { limitLink } from './limit-link.ts'
import { findProvenance, type LinkDeps, openLink } from './open-link.ts'
import type { PageStates } from './page-state.ts'
import type { ParticipantPageEnv } from './participant-page.env.ts'
import { respondWithPage } from './problem-page.tsx'
import { findItemKey, findNextPlace, isFromReview, parsePosition } from './question-place.ts'
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
import { type SlowDeps, slowUnknownLinks } from './slow-unknown-links.ts'
import { buildSurveyView, isJustSubmitted, listScreens } from './survey-view.ts'

export type ParticipantPageDeps = ResponseDeps &
  LinkDeps &
  SlowDeps & {
    readonly pageStates: PageStates
    readonly givenTags: GivenTags
    readonly publicUrl: string
    readonly erasures: Pick<ErasureStore, 'find'>
  }

/**
 * The participant's pages. GET and HEAD read; only a person's POST writes. Every answer goes out as a page, or
 * as JSON where the request accepts nothing but JSON. A request that brings the state of its page reads nothing. Answers are
 * shown in the browser that gave them, and nowhere else; a link that opens nothing looks and takes as long as any other such.
 */
export function createParticipantPages(deps: ParticipantPageDeps) {
  /** What the link leads to, from the page's own state or read. @throws ProblemError `link-unknown` */
  const openLinkedSurvey = async (c: Context<ParticipantPageEnv>, sealed?: string): Promise<Survey> => {
    const { page, scope, generation } = c.var.link
    const kept = sealed === undefined ? undefined : deps.pageStates.unseal(sealed, page)
    const brought = kept && (await buildSurvey(deps, scope, kept))
    // A window may have moved since the page was made: only a read may say that it is closed.
    const isOpen = brought?.state === 'open' || brought?.state === 'started'
    const survey = brought && isOpen ? brought : await openSurvey(deps, scope)
    if (generation !== undefined && survey.linkGeneration !== generation)
      throw new ProblemError(responseProblems.unknownLink)
    c.set('survey', survey)
    return survey
  }
  /** Not of an interview, in which a person at the site has the link. */
  const openOwnSurvey = (c: Context<ParticipantPageEnv>): Promise<Survey> => {
    if (c.var.link.interview) throw new ProblemError(responseProblems.unknownLink)
    return openLinkedSurvey(c)
  }
  const buildView = (c: Context<ParticipantPageEnv>, survey = c.var.survey): SurveyView =>
    buildSurveyView(c.var.link, survey, {
      pageState: deps.pageStates.seal(survey, c.var.link.page),
      isGivenHere: (key, code) => deps.givenTags.isGivenHere(c, c.var.link.page, key, code),
    })

  /** A refusal, unless the link has ended meanwhile: then that, as for a link that never was. */
  const refuseByLink = async (c: Context<ParticipantPageEnv>, error: unknown): Promise<never> => {
    // Who asks too often is not read for.
    if (error instanceof ProblemError && error.problem === platformProblems.tooManyRequests) throw error
    await openLinkedSurvey(c)
    throw error
  }

  /** Somebody answered elsewhere meanwhile: the review as it is now, instead of what was asked for. @throws unknown any other error */
  const reviewAgain = async (c: Context<ParticipantPageEnv>, error: unknown): Promise<Response> => {
    if (!(error instanceof ProblemError) || isJsonWanted(c) || !TO_REVIEW_AGAIN.has(error.problem.code))
      return refuseByLink(c, error)
    await openLinkedSurvey(c)
    return (
      renderRefusal(c) ?? c.html(<ReviewPage survey={buildView(c)} isChanged={true} />, error.problem.status)
    )
  }

  /** An answer that waited on the phone until the window had closed is kept apart from the others. */
  const keepIfLate = async (c: Context<ParticipantPageEnv>, answer: SavedAnswer, error: unknown) => {
    const isClosed = error instanceof ProblemError && error.problem === responseProblems.windowClosed
    if (!isClosed || answer.claimedAt === undefined) return undefined
    const { keepLateAnswer } = await import('../workflows/responses/keep-late-answer.ts')
    const { safety } = await keepLateAnswer(deps, c.var.link.scope, answer, findProvenance(c.var.link))
    return c.json({ saved: true, help: safety, late: true })
  }

  return createApp<ParticipantPageEnv>({
    log: deps.log,
    contentSecurityPolicy: participantContentSecurityPolicy,
    respond: respondWithPage,
  })
    .basePath('/s/:token')
    .use(languageOfBrowser)
    .use(slowUnknownLinks(deps))
    .use(async (c, next) => {
      const token = c.req.param('token') ?? ''
      c.set('link', await openLink(deps, { token, device: readDevice(c, deps.publicUrl) }))
      await next()
    })
    .use(limitLink(deps))
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
      const { scope, generation: linkGeneration } = c.var.link
      try {
        const { reviewed, answers } = isJsonWanted(c) ? await readSubmitBody(c) : await readSubmitForm(c)
        const onRead = (survey: Survey) => c.set('survey', survey)
        const readGiven = answers && ((survey: Survey) => readAnswers(survey, answers, reviewed))
        const order = { scope, onRead, readGiven, linkGeneration, reviewed, key: readSubmissionKey(c) }
        await submitSurvey(deps, order, findProvenance(c.var.link))
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
      const saved = await saveAnswer(deps, survey, answer, findProvenance(c.var.link)).catch(
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

function buildPaths(c: Context<ParticipantPageEnv>) {
  return participantPaths(c.var.link.page.token)
}

/** The page that stands in for the questions when they cannot be answered now. */
function renderRefusal(c: Context<ParticipantPageEnv>): Response | undefined {
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

const TO_REVIEW_AGAIN: ReadonlySet<string> = new Set([
  responseProblems.changedSince.code,
  responseProblems.notShown.code,
])
