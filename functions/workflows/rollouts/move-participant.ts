import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { buildAssessmentScope, type ParticipantScope } from '../../platform/core/scope.ts'
import type { ReadAssessment } from '../../records/assessment/assessment.store.ts'
import { cancelUntouchedAssessment } from '../../records/assessment/assessment-changes.store.ts'
import { guardTextPlan } from '../../records/assessment/text-plan.store.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { putChangedParticipant } from '../../records/participant/participant.store.ts'
import { putRollout, ROLLOUT_UNCHANGED } from '../../records/rollout/rollout.store.ts'
import type { Rollout } from '../../records/rollout/rollout.ts'
import { addEffects, isTouched } from '../../rules/rollouts/version-effects.ts'
import type { ScheduleChange } from '../../rules/schedule/schedule-changes.ts'
import type { FollowedVersions } from '../../rules/schedule/versioned-plan.ts'
import { buildGuards, MAX_CHANGES_PER_WRITE, readSchedule } from '../schedule/change-schedule.ts'
import { listFollowed, readFollowedVersions } from '../schedule/followed-versions.ts'
import { type BuildWrites, buildChangeWrites } from '../schedule/schedule-writes.ts'
import { planFollowing } from './plan-version.ts'
import type { RolloutDeps } from './rollout.deps.ts'

/** The rollout as it stands then; `stale` where it is another by now: stopped, or worked off by somebody else. */
export type MoveResult = { readonly kind: 'moved' | 'skipped'; readonly rollout: Rollout } | 'stale'

/**
 * Moves one participant to the version of a rollout: the version that they follow, every assessment that it moves, adds or
 * cancels, and the rollout's counts, in one transaction with the audit entry. A plan too large for one is finished in further
 * ones; until then the rollout stays at this participant. Killed anywhere, run twice or at the same time, it moves and counts
 * each participant once. Whoever follows the version already, or a newer one, is passed over.
 */
export async function moveParticipant(
  deps: RolloutDeps,
  scope: ParticipantScope,
  target: StudyDefinition,
  given: Rollout,
): Promise<MoveResult> {
  let rollout = given
  return retryOnConflict<MoveResult>(async () => {
    const read = await readSchedule(deps, scope)
    if (!read) return { kind: 'skipped', rollout }
    const followed = listFollowed(target.version, read)
    const last = followed.at(-1)?.version ?? ''
    if (compareVersions(last, target.version) > 0) return { kind: 'skipped', rollout }
    const now = formatIso(deps.clock.now())
    const isNew = last !== target.version
    const known = await readFollowedVersions(deps, target, read)
    const versions: FollowedVersions = isNew ? [...known, { study: target, since: now }] : known
    const { changes, effects } = planFollowing(versions, read, now)
    if (!isNew && changes.length === 0) return { kind: 'skipped', rollout }
    const writes = [
      ...buildGuards(deps.studyTable, versions, scope, read, changes, now),
      ...changes.map((change) => buildVersionWrites(deps, versions, scope, read.participant, change, now)),
    ]
    const isWhole = writes.length <= MAX_CHANGES_PER_WRITE
    const to: Rollout = {
      ...rollout,
      ...(isWhole ? { after: scope.participant, unfinished: undefined } : { unfinished: scope.participant }),
      ...(isNew && {
        moved: rollout.moved + 1,
        touched: rollout.touched + (isTouched(effects) ? 1 : 0),
        timepoints: addEffects(rollout.timepoints, effects),
      }),
    }
    const followedVersions = isNew ? [...followed, { version: target.version, since: now }] : followed
    const event: AuditEvent = isNew
      ? { action: 'schedule.version-followed', actor: SYSTEM, about: { from: last, version: target.version } }
      : { action: 'schedule.continued', actor: SYSTEM }
    const result = await deps.audit.write<string>(formatParticipantChain(scope), event, ({ hash }) => [
      putRollout(deps.studyTable, scope, rollout, to),
      putChangedParticipant(deps.studyTable, scope, read.participant, {
        ...read.participant,
        followedVersions,
      }),
      ...writes.slice(0, MAX_CHANGES_PER_WRITE).flatMap((build) => build(hash)),
    ])
    if (result.kind === 'refused') return result.condition === ROLLOUT_UNCHANGED ? 'stale' : CONFLICT
    rollout = { ...to, revision: rollout.revision + 1 }
    return isWhole ? { kind: 'moved', rollout } : CONFLICT
  }, buildContendedRetry(deps))
}

const SYSTEM = { kind: 'system' } as const

/** As a change of facts makes them; but what is cancelled must not have been touched or texted about since it was read. */
function buildVersionWrites(
  deps: RolloutDeps,
  versions: FollowedVersions,
  scope: ParticipantScope,
  participant: Parameters<typeof buildChangeWrites>[3],
  change: ScheduleChange<ReadAssessment>,
  now: string,
): BuildWrites {
  if (change.kind !== 'cancel') return buildChangeWrites(deps, versions, scope, participant, change, now)
  const { assessment } = change
  const of = buildAssessmentScope(scope, assessment.timepoint)
  return () => [
    cancelUntouchedAssessment(deps.studyTable, of, assessment, now),
    guardTextPlan(deps.studyTable, of, assessment),
  ]
}
