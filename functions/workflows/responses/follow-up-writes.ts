import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { putChangedParticipant } from '../../records/participant/participant.store.ts'
import { canSubmissionMove } from '../../rules/schedule/submission-effects.ts'
import type { ScheduleCondition } from '../schedule/schedule-writes.ts'
import type { ReadForSubmission } from './read-for-submission.ts'
import type { ResponseDeps } from './response.deps.ts'

/**
 * What a submission moves: assessments that count from it, and those in which an instrument of it would come too soon.
 *
 * @returns the writes, given the audit entry of the submission: what it adds is begun by that
 */
export async function prepareFollowUpWrites(
  deps: Pick<ResponseDeps, 'studyTable' | 'clock'>,
  { survey: { study, scope, assessment }, schedule }: ReadForSubmission,
  at: string,
): Promise<(root: string) => readonly ConditionalWrite<ScheduleCondition>[]> {
  const { timepoint } = scope
  if (!schedule || !canSubmissionMove(study, timepoint, assessment.battery, schedule.treatments))
    return () => []
  const { buildScheduleWrites } = await loadSchedule()
  // This very assessment is completed by the submission itself: the plan leaves it alone.
  const assessments = schedule.assessments.map((one) =>
    one.timepoint === timepoint ? { ...one, progress: 'completed' as const } : one,
  )
  const { participant } = schedule
  const changes = buildScheduleWrites(deps, study, scope, { ...schedule, assessments }, { timepoint, at })
  return (root) => {
    const writes = changes.flatMap((build) => build(root))
    return writes.length === 0
      ? []
      : [putChangedParticipant(deps.studyTable, scope, participant, participant), ...writes]
  }
}

/** Loaded when a submission first moves a schedule: planning needs Temporal, and the pages before it do not wait for that. */
function loadSchedule() {
  return import('../schedule/change-schedule.ts')
}
