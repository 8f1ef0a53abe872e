import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { scheduleProblems } from '../../../web/api/problems/schedule-problems.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import {
  buildContendedRetry,
  CONFLICT,
  type Pause,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { AssessmentStore, ReadAssessment } from '../../records/assessment/assessment.store.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import {
  ASSESSMENT_NEW,
  ASSESSMENT_UNCHANGED,
  ASSESSMENT_UNFINISHED,
  guardAssessment,
} from '../../records/assessment/assessment-changes.store.ts'
import { TEXT_PLAN_UNCHANGED } from '../../records/assessment/text-plan.store.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { PLAN_UNCHANGED, putChangedParticipant } from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import type { ParticipantRecordStore } from '../../records/participant/participant-record.store.ts'
import { isStanding } from '../../records/treatment/treatment.store.ts'
import { listScheduleChanges, type ScheduleChange } from '../../rules/schedule/schedule-changes.ts'
import type { FollowedVersions } from '../../rules/schedule/versioned-plan.ts'
import { type FollowedVersionDeps, readFollowedVersions } from './followed-versions.ts'
import { buildRecordPlan, type ScheduleRecord } from './record-plan.ts'
import { type BuildWrites, buildChangeWrites } from './schedule-writes.ts'

export type ScheduleReadDeps = {
  readonly participantRecords: Pick<ParticipantRecordStore, 'find'>
  readonly assessments: Pick<AssessmentStore, 'listByParticipant'>
}

export type ScheduleDeps = ScheduleReadDeps &
  FollowedVersionDeps & {
    readonly clock: Clock
    readonly audit: AuditStore
    readonly studyTable: string
    readonly pause?: Pause | undefined
  }

/** What is to be done: the new state of the facts, and the writes and the audit entry that make it so. */
export type FactChange = {
  readonly participant?: Participant
  readonly treatments?: ScheduleRecord['treatments']
  readonly writes: readonly ConditionalWrite<string>[]
  readonly event: AuditEvent
}

/** Conditions that fail when someone else has changed the schedule since it was read: it is read again. */
const RACE_CONDITIONS: ReadonlySet<string> = new Set([
  PLAN_UNCHANGED,
  ASSESSMENT_UNCHANGED,
  ASSESSMENT_NEW,
  ASSESSMENT_UNFINISHED,
  TEXT_PLAN_UNCHANGED,
])

/** Assessments changed in one transaction, which holds a hundred writes at most. */
export const MAX_CHANGES_PER_WRITE = 40

/** @returns `undefined` when there is no such participant. */
export async function readSchedule(
  deps: ScheduleReadDeps,
  scope: ParticipantScope,
): Promise<ScheduleRecord | undefined> {
  const [{ participant, treatments }, assessments] = await Promise.all([
    deps.participantRecords.find(scope),
    deps.assessments.listByParticipant(scope),
  ])
  return participant && { participant, treatments: treatments.filter(isStanding), assessments }
}

/**
 * Changes a fact that schedules count from, and every assessment that follows from it, in one transaction with the audit
 * entry. A change that someone else makes meanwhile is seen and counted in. A plan too large for one transaction is
 * finished in further ones; as it follows from the facts, the next change would finish it too. The participant's plan is made by
 * the versions that they follow, whichever is in force at their site by now.
 *
 * @param study as it is in force at the site
 * @param decide what to do with what was read; a string ends it without a write, and is given back.
 * @returns `changed`, or what `decide` said.
 * @throws ProblemError 503 when the races do not end.
 */
export async function changeSchedule<Stop extends string>(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  decide: (read: ScheduleRecord | undefined, versions: FollowedVersions) => FactChange | Stop,
): Promise<'changed' | Stop> {
  return retryOnConflict(async () => {
    const read = await readSchedule(deps, scope)
    const versions = await readFollowedVersions(deps, study, read)
    const change = decide(read, versions)
    if (typeof change === 'string') return change
    if (!read) throw new Error('a schedule cannot be changed for nobody')
    const participant = change.participant ?? read.participant
    const treatments = change.treatments ?? read.treatments
    const writes = buildScheduleWrites(deps, versions, scope, { ...read, participant, treatments })
    const result = await deps.audit.write<string>(formatParticipantChain(scope), change.event, ({ hash }) => [
      ...change.writes,
      putChangedParticipant(deps.studyTable, scope, read.participant, participant),
      ...writes.slice(0, MAX_CHANGES_PER_WRITE).flatMap((build) => build(hash)),
    ])
    if (result.kind === 'written') {
      if (writes.length > MAX_CHANGES_PER_WRITE) await finishPlan(deps, study, scope)
      return 'changed'
    }
    // Someone else was first: what was decided no longer holds, and is decided anew.
    return CONFLICT
  }, buildContendedRetry(deps))
}

/** Changes of one thing whose history is kept: some 30 kB of the 400 that an item can have. */
export const MAX_CHANGES = 200

/**
 * For changes that staff can do without. What a participant does, and that a participation ends, is never refused: neither
 * can happen so often.
 * @throws ProblemError 409 where there is no more room for a history
 */
export function requireRoomForHistory({ participant, treatments, assessments }: ScheduleRecord): void {
  const lengths = [
    participant.dispositions?.length,
    participant.attributes?.length,
    ...treatments.flatMap(({ changes, exposures }) => [changes?.length, exposures?.length]),
    ...assessments.map(({ earlierPlans }) => earlierPlans?.length),
  ]
  if (lengths.some((length = 0) => length >= MAX_CHANGES))
    throw new ProblemError(scheduleProblems.changedTooOften)
}

/** The writes that make the assessments those of the plan, change by change. */
export function buildScheduleWrites(
  deps: Pick<ScheduleDeps, 'studyTable' | 'clock'>,
  versions: FollowedVersions,
  scope: ParticipantScope,
  record: ScheduleRecord,
  completion?: { readonly timepoint: string; readonly at: string },
): readonly BuildWrites[] {
  const now = formatIso(deps.clock.now())
  const plan = buildRecordPlan(versions, record, completion)
  const changes = listScheduleChanges(record.assessments, plan, record.participant, now)
  if (changes.length === 0) return []
  return [
    ...buildGuards(deps.studyTable, versions, scope, record, changes, now, completion),
    ...changes.map((change) => buildChangeWrites(deps, versions, scope, record.participant, change, now)),
  ]
}

/** What the plan was made from, and what somebody could submit at this moment: it must not be overlooked. */
export function buildGuards(
  studyTable: string,
  versions: FollowedVersions,
  scope: ParticipantScope,
  { assessments }: ScheduleRecord,
  changes: readonly ScheduleChange[],
  now: string,
  completion?: { readonly timepoint: string },
): readonly BuildWrites[] {
  const changed = new Set(changes.map(findChangedTimepoint))
  const guarded = assessments.filter(
    (one) =>
      !changed.has(one.timepoint) &&
      one.timepoint !== completion?.timepoint &&
      ['open', 'started'].includes(findStateAtIso(one, now)) &&
      versions.some(({ study }) => isPlannedFrom(study, one)),
  )
  return guarded.map((one) => () => [guardAssessment(studyTable, scope, one)])
}

function findChangedTimepoint(change: ScheduleChange): string {
  switch (change.kind) {
    case 'add':
      return change.planned.timepoint
    case 'move':
      return change.from.timepoint
    case 'cancel':
      return change.assessment.timepoint
  }
}

/** What can be submitted at this moment and would then move others: a plan that is made without it must not overlook it. */
function isPlannedFrom(
  { anchors, spacing }: StudyDefinition,
  { timepoint, battery }: ReadAssessment,
): boolean {
  return (
    anchors.some((anchor) => anchor.kind === 'completion' && anchor.timepoint === timepoint) ||
    spacing.some(({ instrument }) => battery.some((ref) => ref.split('@')[0] === instrument))
  )
}

/** Makes in further transactions what one could not hold. */
export async function finishPlan(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
): Promise<void> {
  for (;;) {
    const read = await readSchedule(deps, scope)
    const versions = await readFollowedVersions(deps, study, read)
    const writes = read ? buildScheduleWrites(deps, versions, scope, read) : []
    if (!read || writes.length === 0) return
    const event: AuditEvent = { action: 'schedule.continued', actor: { kind: 'system' as const } }
    const result = await deps.audit.write<string>(formatParticipantChain(scope), event, ({ hash }) => [
      putChangedParticipant(deps.studyTable, scope, read.participant, read.participant),
      ...writes.slice(0, MAX_CHANGES_PER_WRITE).flatMap((build) => build(hash)),
    ])
    if (result.kind === 'refused' && !RACE_CONDITIONS.has(result.condition))
      throw new Error(`the plan could not be finished: ${result.condition}`)
  }
}
