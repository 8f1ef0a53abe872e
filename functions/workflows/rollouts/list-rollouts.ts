import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import type { SiteRollout } from '../../../web/api/studies/rollouts.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { listAnalysisScopes, type SiteScope } from '../../platform/core/scope.ts'
import type { StudyHead } from '../../records/library/catalogue.ts'
import { findInForce } from '../../records/library/stored-library.ts'
import type { StudyHeadStore } from '../../records/library/study-head.store.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { RolloutStore } from '../../records/rollout/rollout.store.ts'
import type { Rollout } from '../../records/rollout/rollout.ts'
import { findHeldSite } from '../../rules/library/study-head.ts'
import { buildNotFound } from '../access/staff-access.ts'
import { sortTimepoints } from './preview-version.ts'
import { isFreeToChange } from './require-lead-of-site.ts'

export type ListRolloutsDeps = {
  readonly clock: Clock
  readonly heads: Pick<StudyHeadStore, 'find'>
  readonly library: Pick<StudyLibrary, 'findVersion'>
  readonly memberships: Pick<MembershipStore, 'find'>
  readonly rollouts: Pick<RolloutStore, 'find'>
  readonly participants: Pick<ParticipantStore, 'readPage'>
}

/** Which version each site follows, which it follows later, how far its participants are, and what the lead may change of that. */
export async function listSiteRollouts(
  deps: ListRolloutsDeps,
  member: Membership,
): Promise<readonly SiteRollout[]> {
  const head = await deps.heads.find(member.study)
  if (!head) throw buildNotFound()
  const now = formatIso(deps.clock.now())
  const scopes = listAnalysisScopes(member, head.sites)
  return (await Promise.all(scopes.map((scope) => describeSite(deps, head, member, scope, now)))).flat()
}

async function describeSite(
  deps: ListRolloutsDeps,
  head: StudyHead,
  member: Membership,
  scope: SiteScope,
  now: string,
): Promise<readonly SiteRollout[]> {
  const inForce = findInForce(head, now, scope.site)?.version
  if (inForce === undefined) return []
  const [rollout, study] = await Promise.all([
    deps.rollouts.find(scope, inForce),
    deps.library.findVersion(head.study, inForce),
  ])
  const later = findLater(head, scope.site, inForce, now)
  const held = later && findHeldSite(head, { version: later.version, site: scope.site }, now)
  const isFree = (by: string | undefined) => isFreeToChange(deps, member, scope.site, by)
  return [
    {
      ...{
        site: scope.site,
        inForce,
        ...(later && { later: { ...later, isMovable: held !== undefined && (await isFree(held.by)) } }),
      },
      ...(rollout &&
        study && {
          rollout: {
            ...{ ...formatRollout(rollout, study), ...(await countLeft(deps, scope, rollout)) },
            isChangeable: rollout.state !== 'stopped' || (await isFree(rollout.changedBy)),
          },
        }),
    },
  ]
}

/** Participants at once. */
const PAGE_SIZE = 500

async function countLeft(
  { participants }: ListRolloutsDeps,
  scope: SiteScope,
  { state, version }: Rollout,
): Promise<{ readonly left?: number }> {
  if (state !== 'running' && state !== 'stopped') return {}
  let left = 0
  let after: string | undefined
  do {
    const page = await participants.readPage(scope, after, PAGE_SIZE)
    left += page.participants.filter(
      ({ followedVersions }) =>
        compareVersions(followedVersions?.at(-1)?.version ?? version, version) < 0 ||
        followedVersions === undefined,
    ).length
    after = page.next
  } while (after !== undefined)
  return { left }
}

/** The newest version that the site will follow, where it is newer. */
function findLater(
  { versions }: StudyHead,
  site: string,
  inForce: string,
  now: string,
): Omit<NonNullable<SiteRollout['later']>, 'isMovable'> | undefined {
  const [newest] = versions
    .filter(({ version }) => compareVersions(version, inForce) > 0)
    .sort((a, b) => compareVersions(b.version, a.version))
  if (!newest) return undefined
  const held = newest.later?.find((one) => one.site === site)
  const from = held ? held.from : newest.from
  return {
    version: newest.version,
    isHeld: held !== undefined,
    ...(from !== undefined && from > now && { from }),
  }
}

function formatRollout(
  { version, state, startedAt, changedAt, changedBy, moved, touched, timepoints }: Rollout,
  study: Parameters<typeof sortTimepoints>[0],
) {
  return {
    ...{ version, state, startedAt, changedAt, moved, touched },
    ...(changedBy !== undefined && { changedBy }),
    timepoints: sortTimepoints(study, Object.keys(timepoints)).flatMap((timepoint) => {
      const counts = timepoints[timepoint]
      return counts ? [{ timepoint, ...counts }] : []
    }),
  }
}
