import { isAnswerTo } from '../../surveys/instrument/item.ts'
import { ASSIGNMENT_UNTOUCHED, startAssignment } from '../assignment/assignment.store.ts'
import { participantChain } from '../audit/audit.store.ts'
import { isoOf } from '../platform/clock.ts'
import type { NamedWrite } from '../platform/dynamodb.ts'
import { ProblemError } from '../platform/problem.ts'
import { raiseAlert } from '../safety/alert.store.ts'
import type { ResponseDeps } from './response.deps.ts'
import { responseProblems } from './response.problems.ts'
import { beginResponse, RESPONSE_ABSENT, RESPONSE_DRAFT, saveAnswerWrite } from './response.store.ts'
import { definitionsOf, type Response, safetySignals } from './response.ts'
import { refuseUnlessAnswerable, type Survey } from './survey.ts'

/**
 * Saves one answer at once. The first one begins the draft (audited); the next ones are a plain conditional
 * write each; one that sets off a safety rule is written together with its alert (audited), so that no answer
 * is acknowledged whose alert is not stored.
 *
 * @param code the option's code, or `null` for a question that is skipped.
 * @returns whether the answer set off a safety rule.
 * @throws ProblemError when the item or code is unknown, or the survey takes no answers now.
 */
export async function saveAnswer(
  deps: ResponseDeps,
  survey: Survey,
  key: string,
  code: string | null,
): Promise<{ safety: boolean }> {
  const found = survey.battery.items.find((candidate) => candidate.key === key)
  if (!found) throw new ProblemError(responseProblems.unknownItem)
  if (code !== null && !isAnswerTo(found.instrument, found.item, code))
    throw new ProblemError(responseProblems.notAnOption)
  refuseUnlessAnswerable(survey)

  const { scope } = survey
  const at = isoOf(deps.clock.now())
  const signals = safetySignals(survey.battery, { [key]: code })
  const alerts = signals.map((signal) => raiseAlert(deps.studyTable, scope, signal, at))
  // A second pass follows only when another tap of the same person got in between.
  for (let pass = 0; pass < 4; pass += 1) {
    const result =
      alerts.length === 0
        ? await deps.responses.saveAnswer(scope, key, code, at)
        : await saveWithAlerts(deps, survey, saveAnswerWrite(deps.studyTable, scope, key, code, at), alerts)
    if (result.kind === 'saved') return { safety: alerts.length > 0 }
    if (result.kind === 'submitted') throw new ProblemError(responseProblems.alreadySubmitted)
    const begun = await begin(deps, survey, { [key]: code }, at, alerts)
    if (begun) return { safety: alerts.length > 0 }
  }
  throw new ProblemError(responseProblems.alreadySubmitted)
}

async function saveWithAlerts(
  deps: ResponseDeps,
  survey: Survey,
  save: NamedWrite,
  alerts: readonly NamedWrite[],
): Promise<{ kind: 'saved' | 'absent' | 'submitted' }> {
  const result = await deps.audit.write(participantChain(survey.scope), alertEvent(survey), [save, ...alerts])
  if (result.kind === 'written') return { kind: 'saved' }
  if (result.clause !== RESPONSE_DRAFT) throw new Error(`answer refused: ${result.clause}`)
  return { kind: result.existing ? 'submitted' : 'absent' }
}

/** False when another request began the draft first. */
async function begin(
  deps: ResponseDeps,
  survey: Survey,
  answers: Response['answers'],
  at: string,
  alerts: readonly NamedWrite[],
): Promise<boolean> {
  const { scope, battery } = survey
  const draft: Response = {
    study: scope.study,
    site: scope.site,
    participant: scope.participant,
    timepoint: scope.timepoint,
    state: 'draft',
    answers,
    revision: 1,
    definitions: definitionsOf(battery),
    answeredBy: 'self',
    mode: 'web',
    startedAt: at,
    savedAt: at,
  }
  const event =
    alerts.length > 0
      ? alertEvent(survey)
      : {
          action: 'response.started',
          actor: { kind: 'participant' as const },
          about: { timepoint: scope.timepoint },
        }
  const result = await deps.audit.write(participantChain(scope), event, [
    beginResponse(deps.studyTable, scope, draft),
    startAssignment(deps.studyTable, scope, at),
    ...alerts,
  ])
  if (result.kind === 'written') return true
  if (result.clause === RESPONSE_ABSENT || result.clause === ASSIGNMENT_UNTOUCHED) return false
  throw new Error(`first answer refused: ${result.clause}`)
}

function alertEvent(survey: Survey) {
  return {
    action: 'safety-alert.raised',
    actor: { kind: 'participant' as const },
    about: { timepoint: survey.scope.timepoint },
  }
}
