import type { StudyTexts } from '../../../surveys/study/definition.ts'
import { estimateMinutes } from '../../../surveys/study/minutes.ts'
import { fillTemplate, formatMinutes } from '../../../surveys/text-message/template.ts'
import { formatIso, MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { recordTextFailure, type TextFailure } from '../../records/assessment/text-attempts.store.ts'
import type { StoredTextPlan } from '../../records/assessment/text-plan.ts'
import { formatTextChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { chooseByReplyText } from '../../rules/texting/default-texts.ts'
import { buildClinicValues, requireStudyTexts } from '../../rules/texting/study-texts.ts'
import { MAX_RETRIES } from '../../rules/texting/text-plan.ts'
import { type LastMoment, readLastMoment } from './last-moment.ts'
import type { AnswerMode, Send, SendDeps, SendResult, TextCase } from './text-case.ts'

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
    // To the day that it was taken from, which may be over by now.
    await deps.dailyLimit.releaseText(scope, (claimed.lastTextAt ?? '').slice(0, 10))
    return 'not-sent'
  }
  const body = formatBody(deps, found, decision, allowed)
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

/** What never went out has reminded nobody, and an invitation that did not go out is still to come. */
function buildUnsentPlan({ plan }: TextCase, claimed: StoredTextPlan): PlanAgain {
  return {
    from: claimed,
    ...{ nextText: claimed.nextText, nextTextAt: claimed.nextTextAt },
    lastTextAt: plan.lastTextAt ?? NEVER,
    ...(plan.texts === plan.textsBefore && { textsBefore: claimed.texts }),
  }
}

function formatBody(
  deps: SendDeps,
  { study, assessment, scope }: TextCase,
  { text, engagement }: Send,
  { mode, linkGeneration: generation }: Extract<LastMoment, { kind: 'allowed' }>,
): string {
  const texts = requireStudyTexts(study, assessment.locale)
  const questions = assessment.battery.reduce(
    (count, ref) => count + (deps.library.findInstrument(ref)?.definition.items.length ?? 0),
    0,
  )
  return fillTemplate(chooseTemplate(texts, assessment.locale, mode, { text, engagement }), {
    ...buildClinicValues(study, scope.site),
    link: `${deps.publicUrl}/s/${deps.links.createSurveyToken({ ...scope, generation })}`,
    duration: formatMinutes(estimateMinutes(questions), assessment.locale),
  })
}

function chooseTemplate(
  texts: StudyTexts,
  locale: string,
  mode: AnswerMode,
  { text, engagement }: Pick<Send, 'text' | 'engagement'>,
): string {
  const isInvitation = text === 'invitation'
  if (mode === 'reply' && texts.byText) return isInvitation ? texts.byText.invitation : texts.byText.reminder
  if (mode === 'link-instead')
    return chooseByReplyText(texts, isInvitation ? 'linkInvitation' : 'linkReminder', locale)
  if (isInvitation) return texts.invitation
  return engagement === 'not-opened' ? texts.reminder : (texts.resume ?? texts.reminder)
}

type PlanAgain = NonNullable<TextFailure['again']>

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
  return { from: claimed, nextText: plan.nextText, nextTextAt: again, lastTextAt: plan.lastTextAt ?? NEVER }
}

type Failure = Omit<TextFailure, 'attempt'> & { readonly action: 'text.failed' | 'text.not-sent' }

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
  const record = async (read: StoredTextPlan, plan: PlanAgain | undefined): Promise<boolean> => {
    const change = { attempt, failure, again: plan }
    const result = await deps.audit.extend(
      { scope: formatTextChain(scope), head: read.head },
      event,
      ({ sequence, hash }) => [recordTextFailure(deps.studyTable, scope, read, change, { sequence, hash })],
    )
    return result.kind === 'written'
  }
  await retryOnConflict(async (made) => {
    // What an earlier text came to may have been recorded while this one was being sent.
    const read = made === 0 ? claimed : await deps.textPlans.find(scope)
    if (read?.attempts[attempt - 1]?.state !== 'claimed')
      return deps.log.info('a text was not recorded', { attempt, code: failure })
    // Where the plan has changed meanwhile, say by a treatment, the failure alone is recorded.
    if ((again && (await record(read, again))) || (await record(read, undefined))) return
    return CONFLICT
  })
}
