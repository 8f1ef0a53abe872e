import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { putChangedParticipant } from '../../records/participant/participant.store.ts'
import { canSubmissionMove } from '../../rules/schedule/submission-effects.ts'
import { readFollowedVersions } from '../schedule/followed-versions.ts'
import type { ScheduleCondition } from '../schedule/schedule-writes.ts'
import type { ReadForSubmission } from './read-for-submission.ts'
import type { ResponseDeps } from './response.deps.ts'

/** What a submission moves. */
export type FollowUps = {
  /** In the submission's own transaction; what it adds is begun by the submission's audit entry. */
  readonly buildWrites: (root: string) => readonly ConditionalWrite<ScheduleCondition>[]
  /** What one transaction could not hold, after it. Cut short, the next change to the schedule finishes it. */
  readonly finish: () => Promise<void>
}

const NO_FOLLOW_UPS: FollowUps = { buildWrites: () => [], finish: async () => {} }

/** Assessments that count from the submission, and those in which an instrument of it would come too soon. */
export async function prepareFollowUps(
  deps: ResponseDeps,
  { survey: { study, scope, assessment }, schedule }: ReadForSubmission,
  at: string,
): Promise<FollowUps> {
  const { timepoint } = scope
  if (!schedule) return NO_FOLLOW_UPS
  const versions = await readFollowedVersions(deps, study, schedule)
  const canMove = versions.some((one) =>
    canSubmissionMove(one.study, timepoint, assessment.battery, schedule.treatments),
  )
  if (!canMove) return NO_FOLLOW_UPS
  const { buildScheduleWrites, finishPlan, MAX_CHANGES_PER_WRITE } = await loadSchedule()
  // This very assessment is completed by the submission itself: the plan leaves it alone.
  const assessments = schedule.assessments.map((one) =>
    one.timepoint === timepoint ? { ...one, progress: 'completed' as const } : one,
  )
  const { participant } = schedule
  const changes = buildScheduleWrites(deps, versions, scope, { ...schedule, assessments }, { timepoint, at })
  if (changes.length === 0) return NO_FOLLOW_UPS
  return {
    buildWrites: (root) => [
      putChangedParticipant(deps.studyTable, scope, participant, participant),
      ...changes.slice(0, MAX_CHANGES_PER_WRITE).flatMap((build) => build(root)),
    ],
    async finish() {
      if (changes.length > MAX_CHANGES_PER_WRITE) await finishPlan(deps, study, scope)
    },
  }
}

/** Loaded when a submission first moves a schedule: planning needs Temporal, and the pages before it do not wait for that. */
function loadSchedule() {
  return import('../schedule/change-schedule.ts')
}
