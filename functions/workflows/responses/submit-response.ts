import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { ALERT_UNCHANGED } from '../../records/alert/alert.store.ts'
import { buildAlertId } from '../../records/alert/alert.ts'
import { completeAssessment } from '../../records/assessment/assessment.store.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { putChangedParticipant } from '../../records/participant/participant.store.ts'
import { mergeProvenance, type Provenance, SELF_ON_WEB } from '../../records/response/provenance.ts'
import { RESPONSE_UNCHANGED, submitResponse } from '../../records/response/response.store.ts'
import {
  type BatteryAnswers,
  hashAnswers,
  listDefinitionHashes,
  type QuestionnaireResponse,
} from '../../records/response/response.ts'
import { putScores } from '../../records/score/score.store.ts'
import { scoreBattery } from '../../records/score/score.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { buildScheduleWrites, isScheduleRace, readSchedule } from '../schedule/change-schedule.ts'
import type { ScheduleCondition } from '../schedule/schedule-writes.ts'
import { refuseUnlessAnswerable, type Survey } from './load-survey.ts'
import { readAlertSignals } from './read-alert-signals.ts'
import type { ResponseDeps } from './response.deps.ts'

/**
 * Submits the response: the answers, the scores, any safety alert, the assessment's completion and the audit
 * entry in one transaction. The same submission sent again, or fifty times at once, is one response.
 *
 * @param given answers sent with the submission; they are laid over those saved before.
 * @returns `submitted`, or `unchanged` when just this was submitted before.
 * @throws ProblemError 409 when something else was submitted before, 410 when the window has closed,
 * 422 when nothing at all is answered.
 */
export async function submitSurvey(
  deps: ResponseDeps,
  survey: Survey,
  given: BatteryAnswers | undefined,
  how: Provenance = SELF_ON_WEB,
): Promise<'submitted' | 'unchanged'> {
  return retryOnConflict(async () => {
    const read = await deps.responses.find(survey.scope)
    if (read?.state === 'submitted') return requireSameAnswers(read, given)
    refuseUnlessAnswerable(survey)
    const answers = { ...read?.answers, ...given }
    if (!Object.values(answers).some((code) => code !== null))
      throw new ProblemError(responseProblems.nothingAnswered)
    const result = await writeSubmission(deps, survey, read, answers, how)
    if (result.kind === 'written') return 'submitted'
    if (
      ![RESPONSE_UNCHANGED, ALERT_UNCHANGED].includes(result.condition) &&
      !isScheduleRace(result.condition)
    )
      throw new Error(`submission refused: ${result.condition}`)
    // An answer was saved, or the same submission was made, since we read: look again.
    return CONFLICT
  })
}

function requireSameAnswers(stored: QuestionnaireResponse, given: BatteryAnswers | undefined): 'unchanged' {
  const again = { ...stored.answers, ...given }
  if (hashAnswers(again) !== stored.answersHash) throw new ProblemError(responseProblems.alreadySubmitted)
  return 'unchanged'
}

async function writeSubmission(
  deps: ResponseDeps,
  survey: Survey,
  read: QuestionnaireResponse | undefined,
  answers: BatteryAnswers,
  how: Provenance,
) {
  const { scope, battery } = survey
  const { study, site, participant, timepoint } = scope
  const at = formatIso(deps.clock.now())
  const answersHash = hashAnswers(answers)
  const submitted: QuestionnaireResponse = {
    study,
    site,
    participant,
    timepoint,
    state: 'submitted',
    answers,
    claimed: read?.claimed ?? {},
    revision: (read?.revision ?? 0) + 1,
    definitions: read?.definitions ?? listDefinitionHashes(battery),
    ...mergeProvenance(read, how, hasNewAnswers(read, answers)),
    startedAt: read?.startedAt ?? at,
    savedAt: at,
    submittedAt: at,
    answersHash,
  }
  const sheet = {
    study,
    site,
    participant,
    timepoint,
    answeredAt: at,
    scores: scoreBattery(battery, answers),
  }
  const event: AuditEvent = {
    action: 'response.submitted',
    actor: how.actor,
    about: { timepoint, answersHash },
  }
  const followUps = await buildFollowUpWrites(deps, survey, at)
  const alerts = await buildNewAlertWrites(deps, survey, read, answers, at)
  return deps.audit.write(formatParticipantChain(scope), event, [
    submitResponse(deps.studyTable, scope, read, submitted),
    completeAssessment(deps.studyTable, scope, at),
    putScores(deps.studyTable, scope, sheet),
    ...alerts,
    ...followUps,
  ])
}

function hasNewAnswers(read: QuestionnaireResponse | undefined, answers: BatteryAnswers): boolean {
  return Object.entries(answers).some(([key, code]) => read?.answers[key] !== code)
}

/**
 * What was saved before has raised its alerts already, and one that a person has closed since stays closed: told are
 * what has no alert yet and what answers that come only now set off.
 */
async function buildNewAlertWrites(
  deps: ResponseDeps,
  survey: Survey,
  read: QuestionnaireResponse | undefined,
  answers: BatteryAnswers,
  at: string,
): Promise<readonly ConditionalWrite<typeof ALERT_UNCHANGED>[]> {
  const fresh = Object.fromEntries(
    Object.entries(answers).filter(([key, code]) => read?.answers[key] !== code),
  )
  const [all, ofFresh] = await Promise.all([
    readAlertSignals(deps, survey, answers, answers, at, true),
    readAlertSignals(deps, survey, answers, fresh, at, true),
  ])
  const standing = await Promise.all(
    all.map((signal) => deps.alerts.find(survey.scope, buildAlertId(signal))),
  )
  const unraised = all.filter((_, index) => standing[index] === undefined)
  return buildAlertWrites(deps, survey.study.safety, survey.scope, [...unraised, ...ofFresh], at)
}

/** What this submission moves: assessments that count from it, and those in which an instrument of it would come too soon. */
async function buildFollowUpWrites(
  deps: ResponseDeps,
  { study, scope, assessment }: Survey,
  at: string,
): Promise<readonly ConditionalWrite<ScheduleCondition>[]> {
  const { timepoint } = scope
  const isAnchor = study.anchors.some(
    (anchor) => anchor.kind === 'completion' && anchor.timepoint === timepoint,
  )
  const asked = new Set(assessment.battery.map((ref) => ref.split('@')[0]))
  if (!isAnchor && !study.spacing.some(({ instrument }) => asked.has(instrument))) return []
  const record = await readSchedule(deps, scope)
  if (!record) return []
  // This very assessment is completed by the submission itself: the plan leaves it alone.
  const assessments = record.assessments.map((one) =>
    one.timepoint === timepoint ? { ...one, progress: 'completed' as const } : one,
  )
  const { participant } = record
  const writes = buildScheduleWrites(deps, study, scope, { ...record, assessments }, { timepoint, at }).flat()
  return writes.length === 0
    ? []
    : [putChangedParticipant(deps.studyTable, scope, participant, participant), ...writes]
}
