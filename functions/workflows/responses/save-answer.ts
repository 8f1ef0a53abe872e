import { isAnswerTo } from '../../../surveys/instrument/item.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import type { NamedWrite } from '../../platform/aws/dynamodb.ts'
import { isoOf } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { ALERT_AS_READ } from '../../records/alert/alert.store.ts'
import { ASSIGNMENT_UNTOUCHED, startAssignment } from '../../records/assessment/assessment.store.ts'
import { participantChain } from '../../records/audit/audit.store.ts'
import { type AnsweredHow, BY_THEMSELVES, wayOf } from '../../records/response/provenance.ts'
import {
  beginResponse,
  RESPONSE_ABSENT,
  RESPONSE_DRAFT,
  saveAnswerWrite,
} from '../../records/response/response.store.ts'
import { type BatteryAnswers, definitionsOf, type Response } from '../../records/response/response.ts'
import { alertWrites } from '../alerts/raise-alert.ts'
import { signalsNow } from './answer-alerts.ts'
import { refuseUnlessAnswerable, type Survey } from './load-survey.ts'
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
  how: AnsweredHow = BY_THEMSELVES,
): Promise<{ safety: boolean }> {
  const found = survey.battery.items.find((candidate) => candidate.key === key)
  if (!found) throw new ProblemError(responseProblems.unknownItem)
  if (code !== null && !isAnswerTo(found.instrument, found.item, code))
    throw new ProblemError(responseProblems.notAnOption)
  refuseUnlessAnswerable(survey)

  const { scope } = survey
  const at = isoOf(deps.clock.now())
  const given = { [key]: code }
  const claimed = isLate(claimedAt, at) ? claimedAt : undefined
  const signals = await signalsNow(deps, survey, { ...before, ...given }, given, at, false)
  const safety = signals.some(({ instrument }) => instrument !== null)
  // A second pass follows only when another tap of the same person, or someone at the alert, got in between.
  for (let pass = 0; pass < 6; pass += 1) {
    const alerts = await alertWrites(deps, survey.study.safety, scope, signals, at)
    const result =
      alerts.length === 0
        ? await deps.responses.saveAnswer(scope, key, code, at, wayOf(how), claimed)
        : await saveWithAlerts(
            deps,
            survey,
            saveAnswerWrite(deps.studyTable, scope, key, code, at, wayOf(how), claimed),
            alerts,
            how,
          )
    if (result.kind === 'saved') return { safety }
    if (result.kind === 'submitted') throw new ProblemError(responseProblems.alreadySubmitted)
    if (
      result.kind === 'absent' &&
      (await begin(
        deps,
        survey,
        { answers: given, ...(claimed && { claimed: { [key]: claimed } }) },
        at,
        alerts,
        how,
      ))
    )
      return { safety }
  }
  throw new ProblemError(platformProblems.busy)
}

function isLate(claimedAt: string | undefined, at: string): boolean {
  return claimedAt !== undefined && Math.abs(Date.parse(at) - Date.parse(claimedAt)) > LATE_MILLISECONDS
}

async function saveWithAlerts(
  deps: ResponseDeps,
  survey: Survey,
  save: NamedWrite,
  alerts: readonly NamedWrite[],
  how: AnsweredHow,
): Promise<{ kind: 'saved' | 'absent' | 'submitted' | 'changed' }> {
  const result = await deps.audit.write(participantChain(survey.scope), alertEvent(survey, how), [
    save,
    ...alerts,
  ])
  if (result.kind === 'written') return { kind: 'saved' }
  if (result.clause === ALERT_AS_READ) return { kind: 'changed' }
  if (result.clause !== RESPONSE_DRAFT) throw new Error(`answer refused: ${result.clause}`)
  return { kind: result.existing ? 'submitted' : 'absent' }
}

/** False when another request began the draft first, or an alert changed. */
async function begin(
  deps: ResponseDeps,
  survey: Survey,
  first: { readonly answers: BatteryAnswers; readonly claimed?: Response['claimed'] },
  at: string,
  alerts: readonly NamedWrite[],
  how: AnsweredHow,
): Promise<boolean> {
  const { scope, battery } = survey
  const draft: Response = {
    study: scope.study,
    site: scope.site,
    participant: scope.participant,
    timepoint: scope.timepoint,
    state: 'draft',
    answers: first.answers,
    claimed: first.claimed ?? {},
    revision: 1,
    definitions: definitionsOf(battery),
    answeredBy: how.answeredBy,
    mode: how.mode,
    ways: new Set([wayOf(how)]),
    startedAt: at,
    savedAt: at,
  }
  const event =
    alerts.length > 0
      ? alertEvent(survey, how)
      : {
          action: 'response.started',
          actor: how.actor,
          about: { timepoint: scope.timepoint },
        }
  const result = await deps.audit.write(participantChain(scope), event, [
    beginResponse(deps.studyTable, scope, draft),
    startAssignment(deps.studyTable, scope, at),
    ...alerts,
  ])
  if (result.kind === 'written') return true
  if ([RESPONSE_ABSENT, ASSIGNMENT_UNTOUCHED, ALERT_AS_READ].includes(result.clause)) return false
  throw new Error(`first answer refused: ${result.clause}`)
}

function alertEvent(survey: Survey, { actor }: AnsweredHow) {
  return {
    action: 'safety-alert.raised',
    actor,
    about: { timepoint: survey.scope.timepoint },
  }
}
