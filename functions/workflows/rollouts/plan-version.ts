import type { ReadAssessment } from '../../records/assessment/assessment.store.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import {
  listVersionChanges,
  listVersionEffects,
  type VersionEffect,
} from '../../rules/rollouts/version-effects.ts'
import { buildPlan, type Plan } from '../../rules/schedule/plan.ts'
import type { ScheduleChange } from '../../rules/schedule/schedule-changes.ts'
import type { FollowedVersions } from '../../rules/schedule/versioned-plan.ts'
import { buildRecordPlan, buildScheduleFacts, type ScheduleRecord } from '../schedule/record-plan.ts'

/** What following a version changes of a participant's assessments, and what it means for each. */
export type VersionPlan = {
  readonly changes: readonly ScheduleChange<ReadAssessment>[]
  readonly effects: readonly VersionEffect[]
}

/**
 * The one rule of the preview and of the move itself. Nothing is written.
 *
 * @param versions that the participant follows, the new one last and since now
 * @param now ISO 8601
 */
export function planFollowing(versions: FollowedVersions, record: ScheduleRecord, now: string): VersionPlan {
  const { assessments, participant } = record
  const target = (versions.at(-1) ?? versions[0]).study
  const plan = buildRecordPlan(versions, record)
  const changes = listVersionChanges(assessments, plan, participant, now)
  const effects = listVersionEffects(
    assessments,
    changes,
    plan,
    planAlone(target, record, now),
    target.version,
    now,
  )
  return { changes, effects }
}

const NOTHING: Plan = { assessments: [], leftOut: [] }

/** What the version asks by itself: only looked at for what is open. */
function planAlone(target: FollowedVersions[number]['study'], record: ScheduleRecord, now: string): Plan {
  const isOpen = (one: ReadAssessment) =>
    one.studyVersion !== target.version && ['open', 'started'].includes(findStateAtIso(one, now))
  return record.assessments.some(isOpen) ? buildPlan(target, buildScheduleFacts(record)) : NOTHING
}
