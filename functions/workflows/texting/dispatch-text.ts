import { estimateMinutes } from '../../../surveys/study/minutes.ts'
import { fillTemplate, formatMinutes } from '../../../surveys/text-message/template.ts'
import { formatIso, MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import { formatTextChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { recordTextFailure } from '../../records/text-plan/text-plan.store.ts'
import type { StoredTextPlan } from '../../records/text-plan/text-plan.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import { buildClinicValues, requireStudyTexts } from '../../rules/texting/study-texts.ts'
import { MAX_RETRIES } from '../../rules/texting/text-plan.ts'
import { isFinished } from './read-text-case.ts'
import type { Send, SendDeps, SendResult, TextCase } from './text-case.ts'

const RETRY_MINUTES = 10
/** Before every due time. */
const NEVER = '0000-01-01T00:00:00.000Z'

/**
 * Sends a text that was claimed, and records what became of it. What may forbid it is asked once more, now. What the carrier
 * refused for a passing reason is tried again; what is not known to have gone out stays claimed.
 *
 * @param claimed the plan as the claim left it
 */
export async function dispatchText(
  deps: SendDeps,
  found: TextCase,
  decision: Send,
  claimed: StoredTextPlan,
): Promise<SendResult> {
  const { scope } = found
  const { study, site, participant, timepoint } = scope
  const attempt = claimed.attempts.length
  const allowed = await readLastMoment(deps, found)
  if (allowed.kind === 'forbidden') {
    await recordFailure(deps, found, claimed, {
      ...{ action: 'text.not-sent', failure: allowed.reason },
      again: buildUnsentPlan(found, claimed),
    })
    await deps.dailyLimit.releaseText(scope, formatIso(deps.clock.now()).slice(0, 10))
    return 'not-sent'
  }
  const body = formatBody(deps, found, decision)
  // A delivery event brings these back, and nothing else of the participant.
  const context = { study, site, participant, timepoint, attempt: String(attempt) }
  const outcome = await deps.texts.send({ to: allowed.number, body, context }).catch((error: unknown) => {
    // Not known whether it went out: it stays claimed, and is never sent again by itself.
    deps.log.error('a text is left unknown', { study, site, attempt, ...describeError(error) })
    return undefined
  })
  if (!outcome) return 'unknown'
  if (outcome.kind === 'sent') {
    await deps.textPlans.recordSent(scope, attempt, formatIso(deps.clock.now()), outcome.messageId)
    return 'sent'
  }
  await recordFailure(deps, found, claimed, {
    ...{ action: 'text.failed', failure: outcome.code },
    again: findRetryPlan(deps, found, claimed, outcome.passing),
  })
  return 'refused'
}

type LastMoment =
  | { readonly kind: 'allowed'; readonly number: string }
  | { readonly kind: 'forbidden'; readonly reason: string }

/**
 * Consent, opt-out and number as they are now that the text is claimed, and the submission as it was some milliseconds ago:
 * whoever sends their answers in the very moment of a reminder is thanked by its link.
 */
async function readLastMoment(deps: SendDeps, { scope, linkGeneration }: TextCase): Promise<LastMoment> {
  const [survey, contact] = await Promise.all([deps.surveys.find(scope, 'eventual'), deps.findContact(scope)])
  const permission = await readTextingPermission(deps.findPhone, contact)
  if (permission !== 'given' || !contact)
    return { kind: 'forbidden', reason: contact ? permission : 'no-contact' }
  if (!survey || isFinished(survey.assessment)) return { kind: 'forbidden', reason: 'answered-meanwhile' }
  if (survey.linkGeneration !== linkGeneration) return { kind: 'forbidden', reason: 'link-ended' }
  return { kind: 'allowed', number: contact.phone }
}

/** What never went out has reminded nobody, and an invitation that did not go out is still to come. */
function buildUnsentPlan({ plan }: TextCase, claimed: StoredTextPlan) {
  return {
    ...{ nextText: claimed.nextText, nextTextAt: claimed.nextTextAt },
    lastTextAt: plan.lastTextAt ?? NEVER,
    ...(plan.texts === plan.textsBefore && { textsBefore: claimed.texts }),
  }
}

function formatBody(deps: SendDeps, found: TextCase, { text, engagement }: Send): string {
  const { study, assessment, scope, linkGeneration: generation } = found
  const texts = requireStudyTexts(study, assessment.locale)
  const byText = found.isAnsweredByText ? texts.byText : undefined
  const invitation = byText?.invitation ?? texts.invitation
  const resume = engagement === 'not-opened' ? texts.reminder : (texts.resume ?? texts.reminder)
  const again = byText?.reminder ?? resume
  const questions = assessment.battery.reduce(
    (count, ref) => count + (deps.library.findInstrument(ref)?.definition.items.length ?? 0),
    0,
  )
  return fillTemplate(text === 'invitation' ? invitation : again, {
    ...buildClinicValues(study, scope.site),
    link: `${deps.publicUrl}/s/${deps.links.createSurveyToken({ ...scope, generation })}`,
    duration: formatMinutes(estimateMinutes(questions), assessment.locale),
  })
}

type PlanAgain = NonNullable<Parameters<typeof recordTextFailure>[4]>

/** The same place of the plan once more, unless the next one comes first or it was tried often enough. */
function findRetryPlan(
  deps: SendDeps,
  { plan, assessment }: TextCase,
  claimed: StoredTextPlan,
  isPassing: boolean,
): PlanAgain | undefined {
  const retries = claimed.texts - plan.textsBefore - (plan.nextText + 1)
  if (!isPassing || retries >= MAX_RETRIES) return undefined
  const again = shiftIso(formatIso(deps.clock.now()), RETRY_MINUTES * MINUTE_MS)
  const { nextTextAt } = claimed
  if (nextTextAt === undefined ? again >= assessment.closesAt : again >= nextTextAt) return undefined
  // What was refused has reminded nobody.
  return { nextText: plan.nextText, nextTextAt: again, lastTextAt: plan.lastTextAt ?? NEVER }
}

type Failure = {
  readonly action: 'text.failed' | 'text.not-sent'
  readonly failure: string
  readonly again: PlanAgain | undefined
}

async function recordFailure(
  deps: SendDeps,
  { scope }: TextCase,
  claimed: StoredTextPlan,
  { action, failure, again }: Failure,
): Promise<void> {
  const attempt = claimed.attempts.length
  const event: AuditEvent = {
    action,
    actor: { kind: 'system' as const },
    about: { timepoint: scope.timepoint, attempt, reason: failure },
  }
  const record = async (plan: PlanAgain | undefined): Promise<boolean> => {
    const result = await deps.audit.extend(
      { scope: formatTextChain(scope), head: claimed.head },
      event,
      ({ sequence, hash }) => [
        recordTextFailure(deps.studyTable, scope, claimed, failure, plan, { sequence, hash }),
      ],
    )
    return result.kind === 'written'
  }
  // Where the plan has changed meanwhile, say by a treatment, the failure alone is recorded.
  if ((again && (await record(again))) || (await record(undefined))) return
  deps.log.info('a text was not recorded', { attempt, code: failure })
}
