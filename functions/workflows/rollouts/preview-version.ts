import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { parseTimepointId } from '../../../surveys/study/occurrence.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import { rolloutProblems } from '../../../web/api/problems/rollout-problems.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import type {
  SiteEffects,
  TimepointEffects,
  VersionEffects,
} from '../../../web/api/studies/version-effects.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { findMemberSite, listAnalysisScopes, type SiteScope } from '../../platform/core/scope.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import { findInForce } from '../../records/library/stored-library.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { Membership } from '../../records/membership/membership.ts'
import type { ParticipantRecordStore } from '../../records/participant/participant-record.store.ts'
import { isStanding } from '../../records/treatment/treatment.store.ts'
import { measureMoves } from '../../rules/rollouts/measure-moves.ts'
import { addEffects, isTouched, type VersionEffect } from '../../rules/rollouts/version-effects.ts'
import type { FollowedVersions } from '../../rules/schedule/versioned-plan.ts'
import { buildNotFound } from '../access/staff-access.ts'
import { checkDraft, type DraftDeps } from '../library/study-drafts.ts'
import { listFollowed, readFollowedVersions } from '../schedule/followed-versions.ts'
import type { ScheduleRecord } from '../schedule/record-plan.ts'
import { planFollowing } from './plan-version.ts'

export type PreviewDeps = Pick<
  DraftDeps,
  'clock' | 'drafts' | 'openInstruments' | 'heads' | 'definitions'
> & {
  readonly library: Pick<StudyLibrary, 'findVersion'>
  readonly participantRecords: Pick<ParticipantRecordStore, 'readSite'>
  readonly assessments: Pick<AssessmentStore, 'listBySite'>
}

/** A version whose effects are asked for; `revision` of a draft. */
export type PreviewedVersion = { readonly study: StudyDefinition; readonly revision?: number }

/**
 * @param version a published one; left out: the draft
 * @throws ProblemError 404 where there is none; `draft-faulty` with each problem
 */
export async function readPreviewedVersion(
  deps: PreviewDeps,
  study: string,
  version?: string,
): Promise<PreviewedVersion> {
  if (version !== undefined) {
    const published = await deps.library.findVersion(study, version)
    if (!published) throw buildNotFound()
    return { study: published }
  }
  const { draft, revision } = await deps.drafts.find(study)
  if (!draft) throw buildNotFound()
  const { problems, definition } = await checkDraft(deps, draft)
  if (!definition || problems.length > 0) throw new ProblemError(studyDraftProblems.draftFaulty, problems)
  return { study: definition, revision }
}

/**
 * What a version would do to the participants of every site if these followed it now, as counts; when windows open, which is
 * a participant's where they are the only one, at the lead's own sites alone. Sites that it has and no version before has have
 * nobody yet. By the rule of the move itself; nothing is written.
 *
 * @param site left out: all of them
 * @throws ProblemError 404 for a site that the study does not have; `version-not-newer` where no site could follow it
 */
export async function previewVersion(
  deps: PreviewDeps,
  member: Membership,
  { study, revision }: PreviewedVersion,
  site?: string,
): Promise<VersionEffects> {
  const head = await deps.heads.find(study.id)
  if (!head || (site !== undefined && !head.sites.includes(site))) throw buildNotFound()
  const now = formatIso(deps.clock.now())
  const wanted = site === undefined ? head.sites : [site]
  const asked = listAnalysisScopes(member, wanted).flatMap((scope) => {
    const inForce = findInForce(head, now, scope.site)?.version
    return inForce === undefined ? [] : [{ scope, inForce }]
  })
  const open = asked.filter(({ inForce }) => compareVersions(inForce, study.version) < 0)
  if (asked.length > 0 && open.length === 0) throw new ProblemError(rolloutProblems.notNewer)
  const sites: SiteEffects[] = []
  // One after the other: a site's assessments are a lot of memory.
  for (const { scope, inForce } of open) {
    const effects = await previewSite(deps, scope, study, inForce, now)
    const isOwn = findMemberSite(member, scope.site) !== undefined
    sites.push(isOwn ? effects : { ...effects, timepoints: effects.timepoints.map(leaveOutInstants) })
  }
  return { version: study.version, ...(revision !== undefined && { revision }), asOf: now, sites }
}

function leaveOutInstants({ opened: _, ...counts }: TimepointEffects): TimepointEffects {
  return counts
}

async function previewSite(
  deps: PreviewDeps,
  scope: SiteScope,
  study: StudyDefinition,
  inForce: string,
  now: string,
): Promise<SiteEffects> {
  const records = await readSiteSchedules(deps, scope)
  const all: VersionEffect[] = []
  let touched = 0
  let counts: ReturnType<typeof addEffects> = {}
  for (const record of records) {
    const last = listFollowed(study.version, record).at(-1)?.version ?? ''
    if (compareVersions(last, study.version) >= 0) continue
    const known = await readFollowedVersions(deps, study, record)
    const versions: FollowedVersions = [...known, { study, since: now }]
    const { effects } = planFollowing(versions, record, now)
    if (isTouched(effects)) touched += 1
    counts = addEffects(counts, effects)
    all.push(...effects)
  }
  const timepoints = sortTimepoints(study, Object.keys(counts)).flatMap((timepoint): TimepointEffects[] => {
    const sum = counts[timepoint]
    const moves = measureMoves(all.filter((one) => parseTimepointId(one.timepoint) === timepoint))
    return sum ? [{ timepoint, ...sum, ...moves }] : []
  })
  return { site: scope.site, inForce, participants: records.length, touched, timepoints }
}

async function readSiteSchedules(deps: PreviewDeps, scope: SiteScope): Promise<readonly ScheduleRecord[]> {
  const [{ participants, treatments }, assessments] = await Promise.all([
    deps.participantRecords.readSite(scope),
    deps.assessments.listBySite(scope),
  ])
  const given = Map.groupBy(treatments.filter(isStanding), ({ participant }) => participant)
  const planned = Map.groupBy(assessments, ({ participant }) => participant)
  return participants.map((participant) => ({
    participant,
    treatments: given.get(participant.participant) ?? [],
    assessments: planned.get(participant.participant) ?? [],
  }))
}

/** In the order of the version, then those that it does not ask. */
export function sortTimepoints({ timepoints }: StudyDefinition, ids: readonly string[]): readonly string[] {
  const place = new Map(timepoints.map(({ id }, index) => [id, index]))
  const rank = (id: string) => place.get(id) ?? timepoints.length
  return [...ids].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}
