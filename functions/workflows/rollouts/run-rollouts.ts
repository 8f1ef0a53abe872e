import { formatIso, MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import {
  buildParticipantScope,
  buildVerifiedParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { formatStudyChain } from '../../records/audit/audit.store.ts'
import { HEAD_MILLISECONDS } from '../../records/library/stored-library.ts'
import { putRollout } from '../../records/rollout/rollout.store.ts'
import type { Rollout } from '../../records/rollout/rollout.ts'
import { moveParticipant } from './move-participant.ts'
import type { RolloutDeps } from './rollout.deps.ts'
import { startRollouts } from './start-rollouts.ts'

/** A while after the start nobody is enrolled on the version before any more: functions know the new one by then. */
const LAST_PASS_MS = Math.max(2 * HEAD_MILLISECONDS, MINUTE_MS)

/** Participants that are looked at between two looks at the time. */
const PAGE_SIZE = 20

/** Sites that are worked off at once. */
const SITES_AT_ONCE = 4

/**
 * One call of every minute: begins what is to begin, and moves participants until the time is up. The next call goes on where
 * this one stops. It may be killed anywhere, and run beside another: see `moveParticipant`.
 *
 * @param hasTimeLeft asked before each page
 * @returns how many were moved, and when there is something to do next
 */
export async function runRollouts(
  deps: RolloutDeps,
  hasTimeLeft: () => boolean = () => true,
): Promise<{ readonly enqueued: number; readonly nextDueAt: string | null }> {
  const started = await Promise.all(
    (await deps.library.listStudies()).map(({ study }) => startRollouts(deps, study)),
  )
  const queue = started.flatMap(({ running }) => running)
  const times = started.flatMap(({ nextAt }) => nextAt ?? [])
  let moved = 0
  const work = async () => {
    for (let rollout = queue.shift(); rollout !== undefined && hasTimeLeft(); rollout = queue.shift()) {
      const result = await runSafely(deps, rollout, hasTimeLeft)
      moved += result.moved
      if (result.nextAt !== undefined) times.push(result.nextAt)
    }
  }
  await Promise.all(Array.from({ length: SITES_AT_ONCE }, work))
  return { enqueued: moved, nextDueAt: times.sort()[0] ?? null }
}

/** What went wrong at one site keeps no other waiting. */
async function runSafely(
  deps: RolloutDeps,
  rollout: Rollout,
  hasTimeLeft: () => boolean,
): Promise<{ readonly moved: number; readonly nextAt: string | undefined }> {
  try {
    return await runRollout(deps, rollout, hasTimeLeft)
  } catch (error) {
    const { study, site } = rollout
    // Counted, see counted-messages.ts.
    deps.log.error('a participant is not moved to the version of their site', {
      study,
      site,
      ...describeError(error),
    })
    return { moved: 0, nextAt: undefined }
  }
}

/** One pass over the participants of a site, or the part of one that there is time for. */
async function runRollout(
  deps: RolloutDeps,
  given: Rollout,
  hasTimeLeft: () => boolean,
): Promise<{ readonly moved: number; readonly nextAt: string | undefined }> {
  const scope = buildVerifiedParticipantScope({ ...given, participant: '' })
  const target = await deps.library.findVersion(given.study, given.version)
  if (!target) throw new Error('a version in force is not in the library')
  let { after } = given
  let rollout = after === undefined ? { ...given, passSince: formatIso(deps.clock.now()) } : given
  let moved = 0
  const failures: unknown[] = []
  for (let isMore = true; isMore; ) {
    if (!hasTimeLeft()) {
      // Who was passed over without a write is not looked at again.
      await deps.rollouts.change(scope, rollout, { ...rollout, after })
      return { moved, nextAt: undefined }
    }
    const page = await deps.participants.readPage(scope, after, PAGE_SIZE)
    for (const { participant, followedVersions } of page.participants) {
      after = participant
      const isFollowing = followedVersions?.at(-1)?.version === rollout.version
      if (isFollowing && rollout.unfinished !== participant) continue
      const move = moveParticipant(deps, buildParticipantScope(scope, participant), target, rollout)
      const result = await move.catch((error: unknown) => void failures.push(error))
      if (result === 'stale') return { moved, nextAt: undefined }
      if (result?.kind === 'moved') moved += 1
      if (result) rollout = result.rollout
    }
    isMore = page.next !== undefined
  }
  const lastPassAt = shiftIso(rollout.startedAt, LAST_PASS_MS)
  if (failures.length === 0 && rollout.passSince >= lastPassAt) await finish(deps, scope, rollout)
  else await deps.rollouts.change(scope, rollout, { ...rollout, after: undefined })
  if (failures.length > 0) throw failures[0]
  return { moved, nextAt: lastPassAt }
}

async function finish(deps: RolloutDeps, scope: SiteScope, rollout: Rollout): Promise<void> {
  const { version, moved, touched } = rollout
  await deps.audit.write(
    formatStudyChain(scope.study),
    {
      ...{ action: 'rollout.finished', actor: { kind: 'system' } },
      about: { site: scope.site, version, moved, touched },
    },
    [
      putRollout(deps.studyTable, scope, rollout, {
        ...rollout,
        ...{
          state: 'finished',
          changedAt: formatIso(deps.clock.now()),
          changedBy: undefined,
          after: undefined,
        },
      }),
    ],
  )
}
