import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { buildAssessmentScope, type ParticipantScope } from '../../platform/core/scope.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import { moveTextPlan, type TEXT_PLAN_UNCHANGED } from '../../records/assessment/text-plan.store.ts'
import { findResumedPlan } from '../../rules/texting/resumed-plan.ts'

export type ResumeDeps = {
  readonly clock: Clock
  readonly assessments: Pick<AssessmentStore, 'listByParticipant'>
  readonly studyTable: string
}

/**
 * The writes by which one who may be texted from now on gets the invitations that were withheld. To be written with what
 * allows the texts; `TEXT_PLAN_UNCHANGED` refused means: make them anew.
 *
 * @param isNewNumber what went out before went to another number: all that is open is sent anew
 */
export async function buildResumeWrites(
  { assessments, clock, studyTable }: ResumeDeps,
  scope: ParticipantScope,
  isNewNumber = false,
): Promise<readonly ConditionalWrite<typeof TEXT_PLAN_UNCHANGED>[]> {
  const now = formatIso(clock.now())
  return (await assessments.listByParticipant(scope)).flatMap((assessment) => {
    const resumed = findResumedPlan(assessment, now, isNewNumber)
    return resumed
      ? [moveTextPlan(studyTable, buildAssessmentScope(scope, assessment.timepoint), assessment, resumed)]
      : []
  })
}
