import { findSiteSafety } from '../../../surveys/study/site-rules.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { buildAlertId, type SafetySignal } from '../../records/alert/alert.ts'
import { type Submission, submitSurveyItem } from '../../records/assessment/survey.store.ts'
import { formatAssessmentChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { mergeProvenances, type Provenance, SELF_ON_WEB } from '../../records/response/provenance.ts'
import { type BatteryAnswers, hashAnswers, hashDefinitions } from '../../records/response/response.ts'
import { putScores, SCORES_NEW } from '../../records/score/score.store.ts'
import { scoreBattery } from '../../records/score/score.ts'
import { type AnsweredBattery, findAlertSignals } from '../../rules/safety/alert-signals.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { prepareFollowUps } from './follow-up-writes.ts'
import { listAnswers, refuseUnlessAnswerable, type Survey } from './load-survey.ts'
import { buildAnswered } from './read-alert-signals.ts'
import { type ReadForSubmission, readForSubmission } from './read-for-submission.ts'
import type { ResponseDeps } from './response.deps.ts'
import { listNewAlerts } from './save-answer.ts'

/** What is submitted: the survey, and answers that are sent with it, laid over those saved before. */
export type SubmissionOrder = {
  readonly scope: AssessmentScope
  /** Called with the survey as it is read. */
  readonly onRead?: (survey: Survey) => void
  /** Of an order that brings answers: checks them against the survey as it is read. */
  readonly readGiven?: ((survey: Survey) => BatteryAnswers) | undefined
  /** Of the link by which it came; left out where it came by no link. */
  readonly linkGeneration?: number | undefined
  /** Of the survey as its review showed it; left out by who brings every answer, or was asked each question in turn. */
  readonly reviewed?: number | undefined
  /** Known to the sender alone: by it an order that brings answers is known again. */
  readonly key?: string | undefined
}

/**
 * Submits the response: the answers, the scores, any safety alert, the assessment's completion and the audit
 * entry in one transaction. The same review, or the same key with its answers, sent again or fifty times at once, is one
 * response.
 *
 * @returns `submitted`, or `unchanged` when the same was submitted before.
 * @throws ProblemError 409 when it was submitted before and another review is meant, or answers come with another key or none,
 * 410 when the window has closed, 412 when something was saved since the review, 422 when nothing at all is answered.
 */
export async function submitSurvey(
  deps: ResponseDeps,
  { scope, onRead, readGiven, linkGeneration, reviewed, key }: SubmissionOrder,
  how: Provenance = SELF_ON_WEB,
): Promise<'submitted' | 'unchanged'> {
  const attempt = async () => {
    const read = await readForSubmission(deps, scope)
    const { survey } = read
    if (linkGeneration !== undefined && linkGeneration !== survey.linkGeneration)
      throw new ProblemError(responseProblems.unknownLink)
    onRead?.(survey)
    const keyHash = key === undefined ? undefined : computeContentHash(key)
    if (survey.state === 'completed')
      return requireSameSubmission(read, readGiven ? { keyHash } : { reviewed })
    refuseUnlessAnswerable(survey)
    const given = readGiven?.(survey)
    if (reviewed !== undefined && reviewed !== survey.revision)
      throw new ProblemError(responseProblems.changedSince)
    const answers = { ...listAnswers(survey), ...given }
    if (!Object.values(answers).some((code) => code !== null))
      throw new ProblemError(responseProblems.nothingAnswered)
    const result = await writeSubmission(deps, read, answers, how, keyHash)
    if (result.kind === 'written') return 'submitted'
    if (result.kind === 'refused' && result.condition === SCORES_NEW)
      throw new Error('scores without a submission')
    // An answer was saved, or the same submission was made, since we read: look again.
    return CONFLICT
  }
  return retryOnConflict(attempt, buildContendedRetry(deps))
}

/**
 * A submission is the next revision after the one that its review showed, and nothing raises it further. Answers that come
 * with the order are known by its key, and never compared: anyone who has the link could try out what was answered.
 */
function requireSameSubmission(
  { survey }: ReadForSubmission,
  by: { readonly keyHash: string | undefined } | { readonly reviewed: number | undefined },
): 'unchanged' {
  const isSame =
    'keyHash' in by
      ? by.keyHash !== undefined && by.keyHash === survey.assessment.submissionKeyHash
      : by.reviewed === undefined || survey.revision === by.reviewed + 1
  if (!isSame) throw new ProblemError(responseProblems.alreadySubmitted)
  return 'unchanged'
}

async function writeSubmission(
  deps: ResponseDeps,
  read: ReadForSubmission,
  answers: BatteryAnswers,
  how: Provenance,
  keyHash: string | undefined,
) {
  const { survey } = read
  const { scope, battery, response } = survey
  const { study, site, participant, timepoint } = scope
  const at = formatIso(deps.clock.now())
  const fresh = findNewAnswers(survey, answers)
  const submission: Submission = {
    ...{ at, answers, answersHash: hashAnswers(answers), keyHash },
    definitionsHash: hashDefinitions(battery.instruments),
    provenances: mergeProvenances(response?.provenances ?? new Set(), how, Object.keys(fresh).length > 0),
  }
  const scores = scoreBattery(battery, answers)
  const sheet = { study, site, participant, timepoint, answeredAt: at, scores }
  const event: AuditEvent = {
    action: 'response.submitted',
    actor: how.actor,
    about: {
      ...{ timepoint, startedAt: survey.assessment.startedAt ?? at },
      answersHash: submission.answersHash,
    },
  }
  const signals = listNewSignals(read, {
    ...buildAnswered(survey, answers, fresh, at),
    scores,
    isFinal: true,
  })
  const alerts = await buildAlertWrites(
    deps,
    findSiteSafety(survey.study, scope.site),
    scope,
    signals,
    at,
    (id) => survey.raised.includes(id),
  )
  const raises = listNewAlerts(survey, signals)
  const followUps = await prepareFollowUps(deps, read, at)
  const result = await deps.audit.extend<string>(
    { scope: formatAssessmentChain(scope), head: survey.head },
    event,
    ({ sequence, hash }) => [
      submitSurveyItem(deps.studyTable, scope, survey, submission, { head: { sequence, hash }, raises }),
      putScores(deps.studyTable, scope, sheet),
      ...alerts,
      ...followUps.buildWrites(hash),
    ],
  )
  if (result.kind === 'written') await followUps.finish()
  return result
}

function findNewAnswers(survey: Survey, answers: BatteryAnswers): BatteryAnswers {
  const before = listAnswers(survey)
  return Object.fromEntries(Object.entries(answers).filter(([key, code]) => before[key] !== code))
}

/**
 * What was saved before has raised its alerts already, and one that a person has closed since stays closed: listed are
 * what has no alert yet and what answers that come only now set off.
 */
export function listNewSignals(
  { survey, history }: Pick<ReadForSubmission, 'survey' | 'history'>,
  answered: AnsweredBattery,
): readonly SafetySignal[] {
  const { answers, given } = answered
  const findSignals = (of: BatteryAnswers) =>
    findAlertSignals(survey.study, { ...answered, ...history, given: of })
  const all = findSignals(answers)
  // Nothing was saved before: every answer comes only now.
  if (Object.keys(given).length === Object.keys(answers).length) return all
  const unraised = all.filter((signal) => !survey.raised.includes(buildAlertId(signal)))
  return Object.keys(given).length === 0 ? unraised : [...unraised, ...findSignals(given)]
}
