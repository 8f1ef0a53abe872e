import { findFirstOpenScreen, findPreviousScreen } from '../../../surveys/battery/navigation.ts'
import { fillTemplate } from '../../../surveys/text-message/template.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import { buildScreens } from '../../../web/participant/screens.ts'
import type { Screen } from '../../../web/participant/view.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import {
  type AssessmentScope,
  buildAssessmentScope,
  buildVerifiedAssessmentScope,
  type ParticipantScope,
} from '../../platform/core/scope.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import { findState } from '../../records/assessment/assessment.ts'
import type { ConversationStore } from '../../records/conversation/conversation.store.ts'
import type { Conversation } from '../../records/conversation/conversation.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { SELF_BY_TEXT } from '../../records/response/provenance.ts'
import type { BatteryAnswers } from '../../records/response/response.ts'
import {
  isAttemptedAnswer,
  parseTextAnswer,
  type TextAnswer,
} from '../../rules/reply-intent/parse-text-answer.ts'
import { isAnsweredByText } from '../../rules/texting/answer-by-text.ts'
import { chooseByReplyText } from '../../rules/texting/default-texts.ts'
import { findCodeByNumber, findNumberRange, formatQuestionText } from '../../rules/texting/question-text.ts'
import { buildClinicValues, requireStudyTexts } from '../../rules/texting/study-texts.ts'
import { listAnswers, openSurvey, type Survey } from '../responses/load-survey.ts'
import type { ResponseDeps } from '../responses/response.deps.ts'
import { saveAnswer } from '../responses/save-answer.ts'
import { submitSurvey } from '../responses/submit-response.ts'

export type ConverseDeps = ResponseDeps & {
  readonly assessments: Pick<AssessmentStore, 'listByParticipant'>
  readonly conversations: ConversationStore
  readonly participants: ParticipantStore
}

/** A text from a phone whose owners are known. `at`: when it was received. */
export type IncomingText = {
  readonly number: string
  readonly owners: readonly ParticipantScope[]
  readonly body: string
  readonly message: string
  readonly at: string
  /** Thanks and the like, which nobody has to read. */
  readonly isCourtesy: boolean
}

/** What a text means to the questions: an answer, a word of thanks or a slip that needs a hint, or something for a person. */
type Heard = TextAnswer | { readonly kind: 'slip' } | { readonly kind: 'message' }

/** What to say, and whether a person is to read the text as well. */
export type ConversationReply = { readonly body: string; readonly isForPerson: boolean }

/**
 * Takes a text as an answer to the questions that are asked by text, and tells what to say to it: the next question, how
 * to answer, or thanks. Each answer is saved as it comes, so that it may stop at any question and go on at any later time of
 * the window. While a question is open every text is answered; one that is no answer is told how to give one. Delivered
 * again, a text changes nothing and the same is said to it; one that was sent before the question was asked answers
 * nothing; on a telephone that several participants share nobody is asked.
 *
 * @returns what to say; `null` when nothing is to be said, since the text is older than the question; `undefined` when
 * it is not about questions asked by text
 */
export async function continueConversation(
  deps: ConverseDeps,
  heard: IncomingText,
): Promise<ConversationReply | null | undefined> {
  const answer = readHeard(heard)
  const isForPerson = answer.kind === 'message'
  return retryOnConflict(async () => {
    const read = await deps.conversations.find(heard.number)
    if (read?.message === heard.message) return { body: read.reply, isForPerson }
    const step = await chooseStep(deps, heard, answer, read)
    if (step === undefined || step === null) return step
    const { scope, asked, reply } = step
    const { study, site, participant, timepoint } = scope
    const isMoved = await deps.conversations.put(heard.number, read, {
      ...{ study, site, participant, timepoint, asked, reply },
      // A hint asks nothing new: an answer that crosses it is one to the question.
      askedAt: (step.isHint && read?.askedAt) || formatIso(deps.clock.now()),
      message: heard.message,
    })
    if (isMoved) return { body: reply, isForPerson }
    return CONFLICT
  })
}

function readHeard({ body, isCourtesy }: IncomingText): Heard {
  return parseTextAnswer(body) ?? { kind: isCourtesy || isAttemptedAnswer(body) ? 'slip' : 'message' }
}

/** The text of the day after which no more questions go out; `undefined` where none is being asked of whoever has the number. */
export async function findPausedReply(deps: ConverseDeps, number: string): Promise<string | undefined> {
  const going = await deps.conversations.find(number)
  if (!going || going.asked === null) return undefined
  const survey = await openSurvey(deps, buildVerifiedAssessmentScope(going))
  const { study, scope, assessment } = survey
  const template = chooseByReplyText(requireStudyTexts(study, assessment.locale), 'paused', assessment.locale)
  return fillTemplate(template, buildClinicValues(study, scope.site))
}

type Step = {
  readonly scope: AssessmentScope
  readonly asked: string | null
  readonly reply: string
  readonly isHint?: boolean
}

async function chooseStep(
  deps: ConverseDeps,
  heard: IncomingText,
  answer: Heard,
  read: Conversation | undefined,
): Promise<Step | null | undefined> {
  const [owner, ...others] = heard.owners
  // Nobody knows whose answers they would be: a person reads this, and what is still to be asked goes by link.
  if (!owner || others.length > 0) return undefined
  const going = read && read.asked !== null ? buildVerifiedAssessmentScope(read) : undefined
  // A number belongs to somebody else by now: what was asked of another is over.
  const isTheirs = going?.study === owner.study && going.participant === owner.participant
  const current = going && isTheirs ? await readOpenSurvey(deps, going) : undefined
  if (
    current &&
    (answer.kind !== 'go' || current.survey.state === 'started' || current.survey.state === 'open')
  )
    return chooseOpenStep(deps, current, heard, answer, read)
  if (answer.kind === 'message') return undefined
  const next = await findAssessmentToAsk(deps, owner)
  if (!next) return undefined
  const found = await readOpenSurvey(deps, next)
  if (answer.kind === 'go') return askNextQuestion(found, found.answers)
  // Nothing was asked yet: the text says how to begin.
  return { scope: next, asked: null, reply: formatWords(found.survey, 'reminder', {}), isHint: true }
}

/** With a question that was asked: `null` for an answer that is older than it. */
async function chooseOpenStep(
  deps: ConverseDeps,
  current: OpenSurvey,
  heard: IncomingText,
  answer: Heard,
  read: Conversation | undefined,
): Promise<Step | null | undefined> {
  const isOpen = ['open', 'started'].includes(current.survey.state)
  const isNoAnswer = answer.kind === 'slip' || answer.kind === 'message'
  if (!isOpen && isNoAnswer) return undefined
  if (heard.at < (read?.askedAt ?? '')) return answer.kind === 'message' ? undefined : null
  return chooseSurveyStep(deps, current, answer, read?.asked ?? '')
}

type OpenSurvey = { readonly survey: Survey; readonly answers: BatteryAnswers }

async function readOpenSurvey(deps: ConverseDeps, scope: AssessmentScope): Promise<OpenSurvey> {
  const survey = await openSurvey(deps, scope)
  return { survey, answers: listAnswers(survey) }
}

async function chooseSurveyStep(
  deps: ConverseDeps,
  found: OpenSurvey,
  answer: Heard,
  asked: string,
): Promise<Step> {
  const { survey, answers } = found
  if (survey.state === 'completed') return endConversation(survey, 'thanks')
  if (survey.state !== 'open' && survey.state !== 'started') return endConversation(survey, 'closed')
  const screens = listScreens(survey, answers)
  const screen = screens.find(({ itemKey }) => itemKey === asked)
  // Hidden by an answer that was given elsewhere meanwhile, or to be asked anew.
  if (!screen?.shown || answer.kind === 'go') return askNextQuestion(found, answers)
  if (answer.kind === 'undo')
    return repeatQuestion(survey, screens, findPreviousScreen(screens, screen.position) ?? screen)
  const code = findAnswerCode(screen, answer)
  if (code === undefined) return buildHint(survey, screen, answer.kind === 'message')
  try {
    await saveAnswer(deps, survey, { key: asked, code }, SELF_BY_TEXT)
    const after = { ...answers, [asked]: code }
    const next = listScreens(survey, after).find(
      (one) => one.shown && (one.position > screen.position || one.answer === undefined),
    )
    if (next) return repeatQuestion(survey, listScreens(survey, after), next)
    await submitSurvey(deps, { scope: survey.scope }, SELF_BY_TEXT)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    // Submitted already, by this very text or on the web: thanks all the same.
    if (error.problem === responseProblems.alreadySubmitted) return endConversation(survey, 'thanks')
    if (error.problem === responseProblems.notShown) {
      const again = await readOpenSurvey(deps, survey.scope)
      return askNextQuestion(again, again.answers)
    }
    if (error.problem === responseProblems.windowClosed) return endConversation(survey, 'closed')
    // Every question was left out: that is kept, and there is nothing to submit.
    if (error.problem === responseProblems.nothingAnswered) return endConversation(survey, 'nothingAnswered')
    throw error
  }
  return endConversation(survey, 'thanks')
}

/** `null` for a question that is left out; `undefined` for what is no answer to this one. */
function findAnswerCode(screen: Screen, answer: Heard): string | null | undefined {
  if (answer.kind === 'skip') return null
  if (answer.kind !== 'number') return undefined
  const { number, outOf } = answer
  // 3/5 is no answer to a question that goes to ten.
  const isOfThisScale = outOf === undefined || String(outOf) === findNumberRange(screen).most
  return isOfThisScale ? findCodeByNumber(screen, number) : undefined
}

/** How to answer; to what a person will read as well, that they will. */
function buildHint(survey: Survey, screen: Screen, isForPerson: boolean): Step {
  const { study, scope, assessment } = survey
  const { received } = requireStudyTexts(study, assessment.locale).replies
  const hint = formatWords(survey, 'notUnderstood', findNumberRange(screen))
  const thanks = isForPerson ? `${fillTemplate(received, buildClinicValues(study, scope.site))} ` : ''
  return { scope, asked: screen.itemKey, reply: `${thanks}${hint}`, isHint: true }
}

/** The first question that was not asked; where each was, the last one, or the first again where all were left out. */
function askNextQuestion({ survey }: OpenSurvey, answers: BatteryAnswers): Step {
  const screens = listScreens(survey, answers)
  const shown = screens.filter((one) => one.shown)
  const isEmpty = shown.every(({ answer }) => answer === null)
  const open = findFirstOpenScreen(screens) ?? shown.at(isEmpty ? 0 : -1)
  return open ? repeatQuestion(survey, screens, open) : endConversation(survey, 'thanks')
}

function repeatQuestion(survey: Survey, screens: readonly Screen[], screen: Screen): Step {
  return { scope: survey.scope, asked: screen.itemKey, reply: formatQuestionText(screens, screen) }
}

function endConversation(survey: Survey, what: 'thanks' | 'closed' | 'nothingAnswered'): Step {
  return { scope: survey.scope, asked: null, reply: formatWords(survey, what, {}) }
}

function formatWords(
  { study, scope, assessment }: Survey,
  what: 'thanks' | 'closed' | 'nothingAnswered' | 'notUnderstood' | 'reminder',
  values: Readonly<Record<string, string>>,
): string {
  const template = requireStudyTexts(study, assessment.locale).byText?.[what] ?? ''
  return fillTemplate(template, { ...buildClinicValues(study, scope.site), ...values })
}

function listScreens({ battery, assessment }: Survey, answers: BatteryAnswers): readonly Screen[] {
  return buildScreens(battery.instruments, assessment.locale, answers)
}

/** The survey that whoever texts GO means: the one that was texted to them and closes first. */
async function findAssessmentToAsk(
  deps: ConverseDeps,
  owner: ParticipantScope,
): Promise<AssessmentScope | undefined> {
  const now = deps.clock.now()
  const opened = await deps.library.openStudy(owner.study, owner.site)
  const participant = await deps.participants.find(owner)
  if (!opened || participant?.channel !== 'text') return undefined
  const assessments = await deps.assessments.listByParticipant(owner)
  const [first] = assessments
    .filter((one) => ['open', 'started'].includes(findState(one, now)) && one.texts > 0)
    .filter((one) => isAnsweredByText(opened.definition, opened.library, participant, one))
    .sort((a, b) => (a.closesAt < b.closesAt ? -1 : 1))
  return first && buildAssessmentScope(owner, first.timepoint)
}
