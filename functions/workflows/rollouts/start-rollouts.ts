import { formatIso } from '../../platform/core/clock.ts'
import { buildVerifiedParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { formatStudyChain } from '../../records/audit/audit.store.ts'
import type { StudyHead } from '../../records/library/catalogue.ts'
import { findInForce } from '../../records/library/stored-library.ts'
import { putRollout } from '../../records/rollout/rollout.store.ts'
import type { Rollout } from '../../records/rollout/rollout.ts'
import { listForcedInstants } from '../../rules/library/study-head.ts'
import type { RolloutDeps } from './rollout.deps.ts'

export type StudyRollouts = {
  /** Those that participants are still to be moved by. */
  readonly running: readonly Rollout[]
  /** When a version of the study comes into force next, anywhere. */
  readonly nextAt: string | undefined
}

type StartDeps = Pick<RolloutDeps, 'clock' | 'heads' | 'rollouts' | 'audit' | 'studyTable'>

/**
 * Begins a rollout of each version that is in force at a site and was not begun there, and ends those of an earlier version:
 * however the version came into force. A study's first version has nobody to move.
 */
export async function startRollouts(deps: StartDeps, study: string): Promise<StudyRollouts> {
  const head = await deps.heads.find(study)
  if (!head || head.versions.length < 2) return { running: [], nextAt: undefined }
  const now = formatIso(deps.clock.now())
  const running = await Promise.all(head.sites.map((site) => startAtSite(deps, head, site, now)))
  return { running: running.flat(), nextAt: listForcedInstants(head).find((at) => at > now) }
}

async function startAtSite(
  deps: StartDeps,
  head: StudyHead,
  site: string,
  now: string,
): Promise<readonly Rollout[]> {
  const inForce = findInForce(head, now, site)
  if (!inForce || inForce.version === head.versions[0]?.version) return []
  const scope = buildVerifiedParticipantScope({ study: head.study, site, participant: '' })
  const known = await deps.rollouts.listBySite(scope)
  for (const rollout of known)
    if (rollout.version !== inForce.version && (rollout.state === 'running' || rollout.state === 'stopped'))
      await supersede(deps, scope, rollout, inForce.version, now)
  const found = known.find(({ version }) => version === inForce.version)
  if (found) return found.state === 'running' ? [found] : []
  const rollout: Rollout = {
    ...{ study: head.study, site, version: inForce.version, state: 'running' },
    ...{ startedAt: now, changedAt: now, passSince: now, moved: 0, touched: 0, timepoints: {}, revision: 0 },
  }
  const result = await deps.audit.write(
    formatStudyChain(head.study),
    { action: 'rollout.started', actor: { kind: 'system' }, about: { site, version: inForce.version } },
    [putRollout(deps.studyTable, scope, undefined, rollout)],
  )
  // Somebody else began it at this moment: it is found the next time.
  return result.kind === 'written' ? [{ ...rollout, revision: 1 }] : []
}

async function supersede(
  deps: StartDeps,
  scope: SiteScope,
  rollout: Rollout,
  version: string,
  now: string,
): Promise<void> {
  const { changedBy: _, ...rest } = rollout
  await deps.audit.write(
    formatStudyChain(scope.study),
    {
      ...{ action: 'rollout.superseded', actor: { kind: 'system' } },
      about: { site: scope.site, version: rollout.version, by: version, moved: rollout.moved },
    },
    [
      putRollout(deps.studyTable, scope, rollout, {
        ...rest,
        ...{ state: 'superseded', changedAt: now },
      }),
    ],
  )
}
