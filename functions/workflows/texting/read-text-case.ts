import type { ReadConsistency } from '../../platform/aws/dynamodb.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { buildVerifiedAssessmentScope } from '../../platform/core/scope.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { DueText } from '../../records/due/due.ts'
import type { OpenedStudy } from '../../records/library/study-library.ts'
import { isShared } from '../../records/phone/phone.ts'
import { isAnsweredByText } from '../../rules/texting/answer-by-text.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import { findAskedTimepoint } from '../schedule/asked-timepoint.ts'
import type { AnswerMode, SendDeps, TextCase } from './text-case.ts'

/** A text that was planned by an earlier version of the study: the current one does not ask at this timepoint. */
export type RemovedCase = Pick<TextCase, 'scope' | 'plan'> & { readonly kind: 'removed' }

/**
 * Reads what decides about a due text.
 *
 * @param consistency `eventual` at first: whatever has changed since is seen when the text is claimed, or checked after it
 * @returns `finished` where no text is due any more, `changed` where that is no longer so, `removed` where the study does not
 * ask this any more, `undefined` where none is due yet or whom it was about was erased
 */
export async function readTextCase(
  deps: SendDeps,
  due: DueText,
  consistency: ReadConsistency,
): Promise<TextCase | RemovedCase | { readonly kind: 'finished' | 'changed' } | undefined> {
  const scope = buildVerifiedAssessmentScope(due)
  // What was planned a moment ago may not be there yet.
  const read =
    (await deps.textPlans.findWithSurvey(scope, consistency)) ??
    (await deps.textPlans.findWithSurvey(scope, 'consistent'))
  if (!read) return undefined
  const { survey, plan } = read
  const opened = await deps.library.openBattery(due.study, survey.assessment.battery, due.site)
  const study = opened?.definition
  const timepoint = await findAskedTimepoint(deps.library, survey.assessment, study)
  const assessment = { ...survey.assessment, ...plan }
  if (!plan.nextTextAt || plan.nextTextAt > formatIso(deps.clock.now())) return undefined
  if (isFinished(assessment)) {
    const isEnded = await deps.textPlans.endPlan(scope, plan, assessment.progress)
    return { kind: isEnded ? 'finished' : 'changed' }
  }
  if (!opened || !study || !timepoint) return { kind: 'removed', scope, plan }
  const contact = await deps.findContact(scope, consistency)
  return {
    ...{
      scope,
      study,
      library: opened.library,
      timepoint,
      assessment,
      plan,
      contact,
      linkGeneration: survey.linkGeneration,
    },
    permission: await readTextingPermission((number) => deps.findPhone(number, consistency), contact),
    mode: await chooseAnswerMode(deps, opened, assessment, contact, consistency),
  }
}

export function isFinished({ progress }: Pick<Assessment, 'progress'>): boolean {
  return progress === 'completed' || progress === 'cancelled'
}

/** A number that several people have is asked by link: a number in reply could be anybody's. */
async function chooseAnswerMode(
  deps: SendDeps,
  { definition: study, library }: OpenedStudy,
  assessment: Assessment,
  contact: Contact | undefined,
  consistency: ReadConsistency,
): Promise<AnswerMode> {
  // The participant is read only where the study asks anything by text.
  if (!contact || study.byText === undefined) return 'link'
  const participant = await deps.participants.find(buildVerifiedAssessmentScope(assessment), consistency)
  if (participant?.channel !== 'text') return 'link'
  const isByReply =
    isAnsweredByText(study, library, participant, assessment) &&
    !isShared(await deps.findPhone(contact.phone))
  return isByReply ? 'reply' : 'link-instead'
}
