import type { StudyTexts } from '../../../surveys/study/definition.ts'
import { estimateMinutes } from '../../../surveys/study/minutes.ts'
import { fillTemplate, formatMinutes } from '../../../surveys/text-message/template.ts'
import type { TextOutcome } from '../../platform/aws/sms.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { toInstant } from '../../platform/core/instant.ts'
import { describeError } from '../../platform/core/log.ts'
import type { StoredTextPlan } from '../../records/assessment/text-plan.ts'
import { chooseByReplyText } from '../../rules/texting/default-texts.ts'
import { buildClinicValues, requireStudyTexts } from '../../rules/texting/study-texts.ts'
import { countRefusals, findNextTextTry, isReportedRefusal } from '../../rules/texting/text-retry.ts'
import { computeSecondsToLive } from '../../rules/texting/time-to-live.ts'
import { type LastMoment, readLastMoment } from './last-moment.ts'
import { type PlanAgain, recordFailure } from './record-failure.ts'
import { findTryAfterStop } from './stopped-line.ts'
import type { AnswerMode, Send, SendDeps, SendResult, TextCase } from './text-case.ts'

/** Before every due time. */
const NEVER = '0000-01-01T00:00:00.000Z'

/**
 * Sends a text that was claimed, and records what became of it. What may forbid it is asked once more, now. What the carrier
 * may take later is tried again, and uses up no place of the plan; what it will never take is final; what is not known to have
 * gone out stays claimed.
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
  const secondsToLive = computeSecondsToLive(found.study, found.assessment, toInstant(deps.clock.now()))
  const outcome = await deps.texts
    .send({ to: allowed.number, body, context, secondsToLive })
    .catch((error: unknown) => {
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
    ...{ action: 'text.failed', failure: outcome.code, number: allowed.number },
    again: buildPlanAfterRefusal(deps, found, claimed, outcome),
  })
  await deps.dailyLimit.releaseText(scope, (claimed.lastTextAt ?? '').slice(0, 10))
  return 'refused'
}

/** The same place of the plan once more, unless the next one comes first; the next one where the refusal is final. */
function buildPlanAfterRefusal(
  deps: SendDeps,
  found: TextCase,
  claimed: StoredTextPlan,
  { cause, code }: Extract<TextOutcome, { kind: 'refused' }>,
): PlanAgain {
  const unsent = buildUnsentPlan(found, claimed)
  if (cause === 'recipient') return unsent
  const { study, site, participant, timepoint } = found.scope
  const attempt = claimed.attempts.length
  const key = `${participant}#${timepoint}#${attempt}`
  const now = formatIso(deps.clock.now())
  const refusals = countRefusals(found.plan.attempts) + 1
  // What stops every text is one alarm, and not one for each of them; and none waits longer than the others.
  if (cause !== 'account' && isReportedRefusal(refusals))
    deps.log.error('a text is refused again and again', { study, site, attempt, code })
  const again = cause === 'account' ? findTryAfterStop(now, key) : findNextTextTry(refusals, now, key)
  if (again >= (claimed.nextTextAt ?? found.assessment.closesAt)) return unsent
  return { ...unsent, nextText: found.plan.nextText, nextTextAt: again }
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
  { study, library, assessment, scope }: TextCase,
  { text, engagement }: Send,
  { mode, linkGeneration: generation }: Extract<LastMoment, { kind: 'allowed' }>,
): string {
  const texts = requireStudyTexts(study, assessment.locale)
  const questions = assessment.battery.reduce(
    (count, ref) => count + (library.findInstrument(ref)?.definition.items.length ?? 0),
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
