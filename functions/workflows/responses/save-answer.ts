import { isValidAnswer } from '../../../surveys/instrument/item.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { ALERT_UNCHANGED } from '../../records/alert/alert.store.ts'
import { startAssessment } from '../../records/assessment/assessment.store.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { formatMode, type Provenance, SELF_ON_WEB } from '../../records/response/provenance.ts'
import { beginResponse, buildSaveAnswer, type RESPONSE_DRAFT } from '../../records/response/response.store.ts'
import {
  type BatteryAnswers,
  listDefinitionHashes,
  type QuestionnaireResponse,
} from '../../records/response/response.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { refuseUnlessAnswerable, type Survey } from './load-survey.ts'
import { readAlertSignals } from './read-alert-signals.ts'
import type { ResponseDeps } from './response.deps.ts'

/** `code`: the option's code, or `null` for a question that is skipped. `claimedAt`: the phone's own time. */
export type SavedAnswer = {
  readonly key: string
  readonly code: string | null
  readonly claimedAt?: string | undefined
}

/** What came later than this after the phone's own time waited for the network: its time is kept. */
const LATE_MILLISECONDS = 60_000

/**
 * Saves one answer at once. The first one begins the draft (audited); the next ones are a plain conditional
 * write each; one that sets off a safety rule is written together with its alert (audited), so that no answer
 * is acknowledged whose alert is not stored.
 *
 * @param before the answers that were saved when the survey was opened: what scores are made from that rules look at
 * @returns whether the answer set off a rule of its instrument, so that the help page is due.
 * @throws ProblemError when the item or code is unknown, or the survey takes no answers now.
 */
export async function saveAnswer(
  deps: ResponseDeps,
  survey: Survey,
  before: BatteryAnswers,
  { key, code, claimedAt }: SavedAnswer,
  how: Provenance = SELF_ON_WEB,
): Promise<{ safety: boolean }> {
  const found = survey.battery.items.find((candidate) => candidate.key === key)
  if (!found) throw new ProblemError(responseProblems.unknownItem)
  if (code !== null && !isValidAnswer(found.instrument, found.item, code))
    throw new ProblemError(responseProblems.notAnOption)
  refuseUnlessAnswerable(survey)

  const { scope } = survey
  const at = formatIso(deps.clock.now())
  const given = { [key]: code }
  const claimed = isLate(claimedAt, at) ? claimedAt : undefined
  const signals = await readAlertSignals(deps, survey, { ...before, ...given }, given, at, false)
  const safety = signals.some(({ instrument }) => instrument !== null)
  // A second pass follows only when another tap of the same person, or someone at the alert, got in between.
  return retryOnConflict(async () => {
    const alerts = await buildAlertWrites(deps, survey.study.safety, scope, signals, at)
    const result =
      alerts.length === 0
        ? await deps.responses.saveAnswer(scope, key, code, at, formatMode(how), claimed)
        : await saveWithAlerts(
            deps,
            survey,
            buildSaveAnswer(deps.studyTable, scope, key, code, at, formatMode(how), claimed),
            alerts,
            how,
          )
    if (result.kind === 'saved') return { safety }
    if (result.kind === 'submitted') throw new ProblemError(responseProblems.alreadySubmitted)
    if (
      result.kind === 'absent' &&
      (await beginDraft(
        deps,
        survey,
        { answers: given, ...(claimed && { claimed: { [key]: claimed } }) },
        at,
        alerts,
        how,
      ))
    )
      return { safety }
    return CONFLICT
  })
}

function isLate(claimedAt: string | undefined, at: string): boolean {
  return claimedAt !== undefined && Math.abs(Date.parse(at) - Date.parse(claimedAt)) > LATE_MILLISECONDS
}

async function saveWithAlerts(
  deps: ResponseDeps,
  survey: Survey,
  save: ConditionalWrite<typeof RESPONSE_DRAFT>,
  alerts: readonly ConditionalWrite<typeof ALERT_UNCHANGED>[],
  how: Provenance,
): Promise<{ kind: 'saved' | 'absent' | 'submitted' | 'changed' }> {
  const result = await deps.audit.write(formatParticipantChain(survey.scope), buildAlertEvent(survey, how), [
    save,
    ...alerts,
  ])
  if (result.kind === 'written') return { kind: 'saved' }
  if (result.condition === ALERT_UNCHANGED) return { kind: 'changed' }
  return { kind: result.existing ? 'submitted' : 'absent' }
}

/** False when another request began the draft first, or an alert changed. */
async function beginDraft(
  deps: ResponseDeps,
  survey: Survey,
  first: { readonly answers: BatteryAnswers; readonly claimed?: QuestionnaireResponse['claimed'] },
  at: string,
  alerts: readonly ConditionalWrite<typeof ALERT_UNCHANGED>[],
  how: Provenance,
): Promise<boolean> {
  const { scope, battery } = survey
  const draft: QuestionnaireResponse = {
    study: scope.study,
    site: scope.site,
    participant: scope.participant,
    timepoint: scope.timepoint,
    state: 'draft',
    answers: first.answers,
    claimed: first.claimed ?? {},
    revision: 1,
    definitions: listDefinitionHashes(battery),
    answeredBy: how.answeredBy,
    mode: how.mode,
    provenances: new Set([formatMode(how)]),
    startedAt: at,
    savedAt: at,
  }
  const event: AuditEvent =
    alerts.length > 0
      ? buildAlertEvent(survey, how)
      : {
          action: 'response.started',
          actor: how.actor,
          about: { timepoint: scope.timepoint },
        }
  const result = await deps.audit.write(formatParticipantChain(scope), event, [
    beginResponse(deps.studyTable, scope, draft),
    startAssessment(deps.studyTable, scope, at),
    ...alerts,
  ])
  if (result.kind === 'written') return true
  // Each of its conditions means that somebody else was first.
  return false
}

function buildAlertEvent(survey: Survey, { actor }: Provenance): AuditEvent {
  return {
    action: 'safety-alert.raised',
    actor,
    about: { timepoint: survey.scope.timepoint },
  }
}
