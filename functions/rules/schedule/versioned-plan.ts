import { isDeepStrictEqual } from 'node:util'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findTimepoint } from '../../../surveys/study/occurrence.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { parseInstant } from '../../platform/core/instant.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import { findNextTextingTime } from '../texting/quiet-hours.ts'
import type { ScheduleFacts } from './anchors.ts'
import {
  type OmittedAssessment,
  type Plan,
  type PlannedAssessment,
  planVersion,
  type SettledBatteries,
} from './plan.ts'

/** A version of the study that a participant follows from an instant on, until they follow the next one. */
export type FollowedVersion = {
  readonly study: StudyDefinition
  /** ISO 8601; empty of the first. */
  readonly since: string
}

export type FollowedVersions = readonly [FollowedVersion, ...FollowedVersion[]]

type Standing = Pick<
  Assessment,
  'timepoint' | 'progress' | 'startedAt' | 'opensAt' | 'anchoredAt' | 'timeZone' | 'studyVersion'
>

/**
 * Every assessment that the versions which a participant has followed give for what has happened to them. Each belongs to the
 * version that they followed when its window opened, and to the one that it was begun on: a new version changes only what is
 * still to come. It adds what opens after it alone; what it moves may open before it, unless it would be over by then.
 *
 * As with one version, the plan follows from the facts alone: a treatment that is corrected later moves what an earlier version
 * asked by that version's own windows, and undoes nothing that was left alone. Pure.
 *
 * @param versions in the order in which they were followed
 * @param standing assessments that there are: whose window has opened where they were, and what they were begun on
 */
export function buildVersionedPlan(
  versions: FollowedVersions,
  facts: ScheduleFacts,
  settled: SettledBatteries = new Map(),
  standing: readonly Standing[] = [],
): Plan {
  const known = new Map(standing.map((one) => [one.timepoint, one]))
  const leftOut: OmittedAssessment[] = []
  let kept: readonly PlannedAssessment[] = []
  let toCome: ReadonlySet<string> = new Set()
  for (const [at, { study, since }] of versions.entries()) {
    const until = versions[at + 1]?.since
    const plan = planVersion(study, facts, settled, {
      ...{ kept, until },
      isBegun: (timepoint) => isBegunOn(versions, at, known.get(timepoint)),
      isAsked: ({ timepoint, opensAt, closesAt }) =>
        at === 0 || opensAt > since || (closesAt > since && toCome.has(timepoint)),
    })
    if (until === undefined)
      return {
        assessments: plan.assessments.map((planned) =>
          finishPlanned(versions, planned, known, study, since, facts),
        ),
        leftOut: [...leftOut, ...plan.leftOut],
      }
    const isKept = (planned: PlannedAssessment) =>
      isBegunOn(versions, at, known.get(planned.timepoint)) ||
      findOpening(versions, at, planned, known.get(planned.timepoint), facts) <= until
    leftOut.push(
      ...plan.leftOut.filter(({ timepoint }) =>
        plan.assessments.some((one) => one.timepoint === timepoint && isKept(one)),
      ),
    )
    kept = plan.assessments.filter(isKept)
    toCome = new Set(plan.assessments.filter((one) => !isKept(one)).map(({ timepoint }) => timepoint))
  }
  throw new Error('a schedule follows no version')
}

function isBegunOn(versions: FollowedVersions, at: number, one: Standing | undefined): boolean {
  // What was begun and cancelled comes back as it was begun.
  if (!one || (one.startedAt === undefined && one.progress !== 'completed')) return false
  return findPlace(versions, one) === at
}

/** Which version it stands by. What stands from before versions were kept apart counts as of the first of them. */
function findPlace(versions: FollowedVersions, { studyVersion }: Standing): number {
  return Math.max(
    versions.findIndex(({ study }) => study.version === studyVersion),
    0,
  )
}

/** When its window opened: earlier where somebody has gone west since. See `listScheduleChanges`. */
function findOpening(
  versions: FollowedVersions,
  at: number,
  planned: PlannedAssessment,
  one: Standing | undefined,
  { timeZone }: ScheduleFacts,
): string {
  if (!one || one.progress === 'cancelled' || findPlace(versions, one) > at) return planned.opensAt
  const isSame = one.anchoredAt === planned.anchoredAt || one.timeZone !== timeZone
  return isSame && one.opensAt < planned.opensAt ? one.opensAt : planned.opensAt
}

/** What the version in force asks; what earlier ones asked stays as it is. */
function finishPlanned(
  versions: FollowedVersions,
  planned: PlannedAssessment,
  known: ReadonlyMap<string, Standing>,
  study: StudyDefinition,
  since: string,
  { timeZone }: ScheduleFacts,
): PlannedAssessment {
  if (planned.studyVersion !== study.version || versions.length === 1) return planned
  const one = known.get(planned.timepoint)
  const isRenewed =
    one !== undefined && one.studyVersion !== study.version && isTextedOtherwise(versions, study, one)
  return {
    ...planned,
    ...(isRenewed && { renews: true as const }),
    // Moved to where it is open already, perhaps at night: nobody is texted then.
    ...(planned.opensAt <= since &&
      planned.textAt <= since && { textAt: findFirstTextingTime(study, since, timeZone) }),
  }
}

function findFirstTextingTime({ textingHours }: StudyDefinition, since: string, timeZone: string): string {
  const opens = findNextTextingTime(textingHours, timeZone, parseInstant(since))
  return opens === undefined ? since : formatIso(opens)
}

/** Whether the version that it stands by sends other texts about it. */
function isTextedOtherwise(versions: FollowedVersions, study: StudyDefinition, one: Standing): boolean {
  const before = versions.find((version) => version.study.version === one.studyVersion)?.study
  const [was, is] = [before && findTimepoint(before, one.timepoint), findTimepoint(study, one.timepoint)]
  if (!before || !was || !is) return false
  return !isDeepStrictEqual(pickTexting(before, was), pickTexting(study, is))
}

function pickTexting(
  { textingHours, spreadMinutes }: StudyDefinition,
  { invite, reminders }: StudyDefinition['timepoints'][number],
) {
  return { invite, reminders, textingHours, spreadMinutes }
}
