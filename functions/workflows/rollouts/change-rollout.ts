import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { rolloutProblems } from '../../../web/api/problems/rollout-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { Member, SiteScope } from '../../platform/core/scope.ts'
import { formatStudyChain } from '../../records/audit/audit.store.ts'
import { putHead, type StudyHeadStore } from '../../records/library/study-head.store.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import { putRollout } from '../../records/rollout/rollout.store.ts'
import { findHeldSite, moveSite } from '../../rules/library/study-head.ts'
import { requireFreeToChange } from './require-lead-of-site.ts'
import type { RolloutDeps } from './rollout.deps.ts'

export type ChangeRolloutDeps = Pick<RolloutDeps, 'clock' | 'audit' | 'rollouts' | 'studyTable' | 'pause'> & {
  readonly heads: Pick<StudyHeadStore, 'find'>
  readonly memberships: Pick<MembershipStore, 'find'>
  readonly libraryTable: string
}

/** @property by the lead of the study who does it */
type Change = { readonly version: string; readonly by: Member }

const STEPS = {
  stop: { from: 'running', to: 'stopped', action: 'rollout.stopped' },
  continue: { from: 'stopped', to: 'running', action: 'rollout.continued' },
} as const

export type RolloutStep = keyof typeof STEPS

/**
 * Stops a rollout, at once: each participant is moved on the condition that it runs. Or continues one. The same step again
 * changes nothing.
 *
 * @throws ProblemError `rollout-changed` where it has not begun, is finished or superseded; `site-decided-by-its-lead` for
 * somebody else than a lead of the site who would continue what such a lead stopped; `busy`
 */
export async function changeRollout(
  deps: ChangeRolloutDeps,
  scope: SiteScope,
  step: RolloutStep,
  { version, by }: Change,
): Promise<void> {
  const { from, to, action } = STEPS[step]
  await retryOnConflict(async () => {
    const read = await deps.rollouts.find(scope, version)
    if (read?.state === to) return undefined
    if (read?.state !== from) throw new ProblemError(rolloutProblems.changedMeanwhile)
    if (step === 'continue') await requireFreeToChange(deps, by, scope.site, read.changedBy)
    const changed = { ...read, state: to, changedAt: formatIso(deps.clock.now()), changedBy: by.sub }
    const result = await deps.audit.write(
      formatStudyChain(scope.study),
      {
        ...{ action, actor: { kind: 'lead', sub: by.sub } },
        about: { site: scope.site, version, moved: read.moved },
      },
      [putRollout(deps.studyTable, scope, read, changed)],
    )
    return result.kind === 'refused' ? CONFLICT : undefined
  }, buildContendedRetry(deps))
}

/**
 * Lets a site go to a version that it was held back from; its participants are moved once it is in force there.
 *
 * @param from left out: at once
 * @throws ProblemError `site-follows-version`; `site-decided-by-its-lead` for somebody else than a lead of the site, where
 * such a lead held it back; 422 for an instant that has passed; `busy`
 */
export async function moveSiteToVersion(
  deps: ChangeRolloutDeps,
  scope: SiteScope,
  { version, by, from }: Change & { readonly from?: string | undefined },
): Promise<void> {
  await retryOnConflict(async () => {
    const now = formatIso(deps.clock.now())
    if (from !== undefined && from <= now)
      throw new ProblemError(platformProblems.invalidInput, [
        { pointer: '/from', code: 'past', detail: 'must be later than now' },
      ])
    const head = await deps.heads.find(scope.study)
    const held = head && findHeldSite(head, { version, site: scope.site }, now)
    if (held) await requireFreeToChange(deps, by, scope.site, held.by)
    const decided = { from: from ?? now, by: by.sub }
    const next = head && moveSite(head, { version, site: scope.site, ...decided }, now)
    if (!head || !next) throw new ProblemError(rolloutProblems.siteFollows)
    const result = await deps.audit.write(
      formatStudyChain(scope.study),
      {
        ...{ action: 'study.site-moved', actor: { kind: 'lead', sub: by.sub } },
        about: { site: scope.site, version, from: decided.from },
      },
      putHead(deps.libraryTable, next, head),
    )
    return result.kind === 'refused' ? CONFLICT : undefined
  }, buildContendedRetry(deps))
}
