import { isValidAnswer } from '../../../surveys/instrument/item.ts'
import { findSiteSafety } from '../../../surveys/study/site-rules.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { buildAlertId, type SafetySignal } from '../../records/alert/alert.ts'
import { paceAnswer } from '../../records/assessment/answer-pace.ts'
import { type AnswerToSave, saveAuditedAnswer } from '../../records/assessment/survey.store.ts'
import { formatAssessmentChain } from '../../records/audit/audit.store.ts'
import type { ChainHead } from '../../records/audit/audit.ts'
import { formatMode, type Provenance, SELF_ON_WEB } from '../../records/response/provenance.ts'
import { hashDefinitions } from '../../records/response/response.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { listHiddenItems } from './hidden-items.ts'
import { listAnswers, openSurvey, refuseUnlessAnswerable, type Survey } from './load-survey.ts'
import { readAlertSignals } from './read-alert-signals.ts'
import type { ResponseDeps } from './response.deps.ts'

/** `code`: the option's code, or `null` for a question that is skipped. `claimedAt`: the phone's own time. */
export type SavedAnswer = {
  readonly key: string
  readonly code: string | null
  readonly claimedAt?: string | undefined
  /** Of the link by which it came; left out where it came by none that ends so. */
  readonly linkGeneration?: number | undefined
}

/** What came later than this after the phone's own time waited for the network: its time is kept. */
const LATE_MILLISECONDS = 60_000

/**
 * Saves one answer at once, into the survey as it was read or as the page has it: one conditional write. One that sets off a
 * safety rule is written with its alert and audit entry, so that no answer is acknowledged whose alert is not stored. The
 * others have no entry: what is sent, or closed, is what the audit knows, with the time of the first answer. Where the
 * survey is not as it was read, it is read again.
 *
 * @returns whether the answer set off a rule of its instrument, so that the help page is due; and the survey after it
 * @throws ProblemError when the item or code is unknown, other answers hide the item, or the survey takes no answers now; 429
 * with the time to wait when answers come faster than people give them
 */
export async function saveAnswer(
  deps: ResponseDeps,
  opened: Survey,
  { key, code, claimedAt, linkGeneration }: SavedAnswer,
  how: Provenance = SELF_ON_WEB,
): Promise<{ safety: boolean; survey: Survey }> {
  const found = opened.battery.items.find((candidate) => candidate.key === key)
  if (!found) throw new ProblemError(responseProblems.unknownItem)
  if (code !== null && !isValidAnswer(found.instrument, found.item, code))
    throw new ProblemError(responseProblems.notAnOption)

  let survey = opened
  // A second attempt follows only when something was written since the page was made: another tab, someone at the alert.
  const attempt = async (made: number) => {
    if (made > 0) survey = await reopenSurvey(deps, opened.scope, linkGeneration)
    refuseUnlessAnswerable(survey)
    if (listHiddenItems(survey.battery, { ...listAnswers(survey), [key]: code }, [key]).length > 0) {
      // Perhaps another tab has brought it up since the page was made.
      if (made === 0) return CONFLICT
      throw new ProblemError(responseProblems.notShown)
    }
    const at = formatIso(deps.clock.now())
    const paced = paceAnswer(survey.pace, at)
    if (paced.kind === 'too-soon')
      throw new ProblemError(platformProblems.tooManyRequests, [], { retryAfter: paced.retryAfterSeconds })
    const given = { [key]: code }
    const answer: AnswerToSave = {
      ...{ key, code, at, pace: paced.pace, mode: formatMode(how) },
      claimedAt: isLate(claimedAt, survey.assessment.opensAt, at) ? claimedAt : undefined,
      ...(!survey.response && { definitionsHash: hashDefinitions(survey.battery.instruments) }),
    }
    const signals = await readAlertSignals(deps, survey, { ...listAnswers(survey), ...given }, given, at)
    const safety = signals.some(({ instrument }) => instrument !== null)
    // It came through although its reply was lost, or was sent twice. One that raises an alert proves itself otherwise.
    if (made > 0 && signals.length === 0 && isSaved(survey, answer) && !isSaved(opened, answer))
      return { safety, survey }
    const saved = await writeAnswer(deps, survey, answer, signals, how)
    return saved ? { safety, survey: saved } : CONFLICT
  }
  return retryOnConflict(attempt, buildContendedRetry(deps))
}

function isSaved(survey: Survey, { key, code, mode }: AnswerToSave): boolean {
  return listAnswers(survey)[key] === code && survey.response?.provenances.has(mode) === true
}

/** @throws ProblemError `link-unknown` where the link by which it was opened has ended meanwhile */
async function reopenSurvey(
  deps: ResponseDeps,
  scope: AssessmentScope,
  linkGeneration: number | undefined,
): Promise<Survey> {
  const survey = await openSurvey(deps, scope)
  if (linkGeneration !== undefined && survey.linkGeneration !== linkGeneration)
    throw new ProblemError(responseProblems.unknownLink)
  return survey
}

/**
 * A phone whose clock is wrong says a time that cannot be: to come, or before the survey opened. The answer is taken all the
 * same, at the time at which it arrived: nobody loses an answer by a clock, and no file shows one of the year 2099.
 */
function isLate(claimedAt = '', opensAt: string, at: string): boolean {
  const claimed = Date.parse(claimedAt)
  return claimed >= Date.parse(opensAt) && claimed < Date.parse(at) - LATE_MILLISECONDS
}

/** The survey after it; `undefined` where it is not as it was read. */
async function writeAnswer(
  deps: ResponseDeps,
  survey: Survey,
  answer: AnswerToSave,
  signals: readonly SafetySignal[],
  how: Provenance,
): Promise<Survey | undefined> {
  const { scope } = survey
  if (signals.length === 0)
    return (await deps.surveys.saveAnswer(scope, survey, answer))
      ? applyAnswer(survey, answer, survey.head, [])
      : undefined
  const alerts = await buildAlertWrites(
    deps,
    findSiteSafety(survey.study, scope.site),
    scope,
    signals,
    answer.at,
    (id) => survey.raised.includes(id),
  )
  const raises = listNewAlerts(survey, signals)
  let head = survey.head
  const result = await deps.audit.extend<ConditionalWrite<string>['condition']>(
    { scope: formatAssessmentChain(scope), head },
    { action: 'safety-alert.raised', actor: how.actor, about: { timepoint: scope.timepoint } },
    (next) => {
      head = { sequence: next.sequence, hash: next.hash }
      return [saveAuditedAnswer(deps.studyTable, scope, survey, answer, { head, raises }), ...alerts]
    },
  )
  return result.kind === 'written' ? applyAnswer(survey, answer, head, raises) : undefined
}

/** Ids of the alerts that an answer to this survey raises for the first time. */
export function listNewAlerts(
  { raised }: Pick<Survey, 'raised'>,
  signals: readonly SafetySignal[],
): string[] {
  return [...new Set(signals.map(buildAlertId))].filter((id) => !raised.includes(id))
}

/** What the write has made of the survey: the next answer is written into that. */
function applyAnswer(
  survey: Survey,
  { key, code, at, pace, mode }: AnswerToSave,
  head: ChainHead,
  raises: readonly string[],
): Survey {
  const { assessment, response } = survey
  return {
    ...survey,
    ...{ revision: survey.revision + 1, pace, head, raised: [...survey.raised, ...raises], state: 'started' },
    assessment: { ...assessment, progress: 'started', startedAt: assessment.startedAt ?? at },
    response: {
      answers: { ...response?.answers, [key]: code },
      provenances: new Set([...(response?.provenances ?? []), mode]),
    },
  }
}
