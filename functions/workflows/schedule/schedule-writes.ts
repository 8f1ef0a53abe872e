import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findTimepoint } from '../../../surveys/study/occurrence.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { buildAssessmentScope, type ParticipantScope } from '../../platform/core/scope.ts'
import type { ReadAssessment } from '../../records/assessment/assessment.store.ts'
import type { Assessment, TextedAssessment } from '../../records/assessment/assessment.ts'
import {
  type ASSESSMENT_NEW,
  type ASSESSMENT_UNCHANGED,
  type ASSESSMENT_UNFINISHED,
  cancelAssessment,
  moveAssessment,
  putAssessment,
  putTextPlan,
  type TEXT_PLAN_NEW,
} from '../../records/assessment/assessment-changes.store.ts'
import { appendPlan } from '../../records/assessment/plans.ts'
import { moveTextPlan, type TEXT_PLAN_UNCHANGED } from '../../records/assessment/text-plan.store.ts'
import type { TextPlan } from '../../records/assessment/text-plan.ts'
import type { PLAN_UNCHANGED } from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { addJitter } from '../../rules/schedule/jitter.ts'
import type { PlannedAssessment } from '../../rules/schedule/plan.ts'
import type { ScheduleChange } from '../../rules/schedule/schedule-changes.ts'
import type { FollowedVersions } from '../../rules/schedule/versioned-plan.ts'
import { findTextTime } from '../../rules/texting/text-plan.ts'

/** What a change to the schedule is conditional on. */
export type ScheduleCondition =
  | typeof ASSESSMENT_NEW
  | typeof ASSESSMENT_UNCHANGED
  | typeof ASSESSMENT_UNFINISHED
  | typeof PLAN_UNCHANGED
  | typeof TEXT_PLAN_NEW
  | typeof TEXT_PLAN_UNCHANGED

/** The writes of a change, given the audit entry that makes it: what is added is begun by that. */
export type BuildWrites = (root: string) => readonly ConditionalWrite<ScheduleCondition>[]

/** The writes of a change to the schedule; a new assessment gets a text plan of its own. */
export function buildChangeWrites(
  { studyTable }: { readonly studyTable: string },
  versions: FollowedVersions,
  scope: ParticipantScope,
  participant: Participant,
  change: ScheduleChange<ReadAssessment>,
  now: string,
): BuildWrites {
  switch (change.kind) {
    case 'add': {
      const study = findPlanningStudy(versions, change.planned)
      const { assessment, texts } = splitTextPlan({
        ...buildAssessment(study, participant, change.planned),
        plannedSince: now,
      })
      return (root) => [
        putAssessment(studyTable, scope, assessment, root),
        putTextPlan(studyTable, buildAssessmentScope(scope, assessment.timepoint), texts, root),
      ]
    }
    case 'move': {
      const { from } = change
      const study = findPlanningStudy(versions, change.planned)
      const { assessment, texts } = splitTextPlan(
        planAssessmentAnew(study, participant, from, change.planned, now),
      )
      return () => [
        moveAssessment(studyTable, scope, from, assessment),
        moveTextPlan(studyTable, buildAssessmentScope(scope, from.timepoint), from, texts),
      ]
    }
    case 'cancel':
      return () => [
        cancelAssessment(
          studyTable,
          buildAssessmentScope(scope, change.assessment.timepoint),
          change.assessment,
          now,
        ),
      ]
  }
}

/** The version that an assessment is asked by. */
function findPlanningStudy(versions: FollowedVersions, { studyVersion }: PlannedAssessment): StudyDefinition {
  return (versions.find(({ study }) => study.version === studyVersion) ?? versions[0]).study
}

/** The two items that an assessment is stored as. */
function splitTextPlan(planned: TextedAssessment): {
  readonly assessment: Assessment
  readonly texts: TextPlan
} {
  const { firstTextAt, texts, textsBefore, nextText, nextTextAt, lastTextAt, ...assessment } = planned
  return { assessment, texts: { firstTextAt, texts, textsBefore, nextText, nextTextAt, lastTextAt } }
}

/** Untouched, with its first text due at the time that was planned for it. */
export function buildAssessment(
  study: StudyDefinition,
  { site, participant, locale, timeZone }: Participant,
  planned: PlannedAssessment,
): TextedAssessment {
  const { timepoint, anchoredAt, opensAt, dueAt, closesAt, battery, closedBy } = planned
  // Someone who is with us waits for the text.
  const minutes = findTimepoint(study, timepoint)?.invite === 'at-once' ? 0 : study.spreadMinutes
  const textAt = addJitter(planned.textAt, minutes, { participant, timepoint }, closesAt)
  return {
    ...{ study: study.id, studyVersion: study.version, site, participant, locale, timeZone },
    ...{ timepoint, anchoredAt, opensAt, dueAt, closesAt, battery: [...battery], firstTextAt: textAt },
    ...(closedBy !== undefined && { closedBy }),
    progress: 'untouched',
    texts: 0,
    textsBefore: 0,
    nextText: 0,
    nextTextAt: textAt,
  }
}

/** While it was cancelled, or closed before its time, its text plan may have ended: it is planned again. */
function findReplannedText(
  study: StudyDefinition,
  from: TextedAssessment,
  fresh: TextedAssessment,
): string | undefined {
  const timepoint = findTimepoint(study, from.timepoint)
  return (from.progress === 'cancelled' || from.closedBy !== undefined) && timepoint
    ? findTextTime(fresh, timepoint, from.nextText)
    : undefined
}

/**
 * What has been answered stays. Texts begin anew where the window is still to open; in one that is open already, no
 * invitation is sent twice.
 */
export function planAssessmentAnew(
  study: StudyDefinition,
  participant: Participant,
  from: TextedAssessment,
  planned: PlannedAssessment,
  now: string,
): TextedAssessment {
  const fresh = buildAssessment(study, participant, planned)
  const isOpenStill = from.opensAt === planned.opensAt && planned.opensAt <= now
  const beginsAnew = from.texts === from.textsBefore || (!isOpenStill && (fresh.nextTextAt ?? '') > now)
  return {
    ...fresh,
    ...appendPlan(from, planned, now),
    ...(from.openedAt !== undefined && { openedAt: from.openedAt }),
    ...(from.missedReasons && { missedReasons: from.missedReasons }),
    ...(from.lastTextAt !== undefined && { lastTextAt: from.lastTextAt }),
    // What was begun finishes on what it began with.
    ...(from.startedAt !== undefined && {
      ...{ progress: 'started' as const, startedAt: from.startedAt },
      ...{ battery: from.battery, studyVersion: from.studyVersion },
    }),
    texts: from.texts,
    textsBefore: beginsAnew ? from.texts : from.textsBefore,
    nextText: beginsAnew ? 0 : from.nextText,
    nextTextAt: beginsAnew ? fresh.nextTextAt : (from.nextTextAt ?? findReplannedText(study, from, fresh)),
  }
}
