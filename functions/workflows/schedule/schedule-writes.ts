import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findTimepoint } from '../../../surveys/study/occurrence.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { buildAssessmentScope, type ParticipantScope } from '../../platform/core/scope.ts'
import {
  type ASSESSMENT_NEW,
  type ASSESSMENT_UNCHANGED,
  type ASSESSMENT_UNFINISHED,
  cancelAssessment,
  moveAssessment,
  putAssessment,
} from '../../records/assessment/assessment.store.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import { appendPlan } from '../../records/assessment/planned-history.ts'
import { type LINK_MUST_BE_NEW, putLink } from '../../records/link/link.store.ts'
import type { PLAN_UNCHANGED } from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { addJitter } from '../../rules/schedule/jitter.ts'
import type { PlannedAssessment } from '../../rules/schedule/plan.ts'
import type { ScheduleChange } from '../../rules/schedule/schedule-changes.ts'
import { findTextTime } from '../../rules/texting/text-plan.ts'

/** What a change to the schedule is conditional on. */
export type ScheduleCondition =
  | typeof ASSESSMENT_NEW
  | typeof ASSESSMENT_UNCHANGED
  | typeof ASSESSMENT_UNFINISHED
  | typeof LINK_MUST_BE_NEW
  | typeof PLAN_UNCHANGED

type WriteDeps = { readonly studyTable: string; readonly createLinkId: () => string }

/** The writes of a change to the schedule; a new assessment gets a link of its own. */
export function buildChangeWrites(
  deps: WriteDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  participant: Participant,
  change: ScheduleChange,
  now: string,
): readonly ConditionalWrite<ScheduleCondition>[] {
  switch (change.kind) {
    case 'add': {
      const linkId = deps.createLinkId()
      const assessment = {
        ...buildAssessment(study, participant, change.planned, linkId),
        plannedSince: now,
      }
      return [
        putAssessment(deps.studyTable, scope, assessment),
        putLink(deps.studyTable, linkId, buildAssessmentScope(scope, assessment.timepoint)),
      ]
    }
    case 'move':
      return [
        moveAssessment(
          deps.studyTable,
          scope,
          change.from,
          planAssessmentAnew(study, participant, change.from, change.planned, now),
        ),
      ]
    case 'cancel':
      return [
        cancelAssessment(
          deps.studyTable,
          buildAssessmentScope(scope, change.assessment.timepoint),
          change.assessment,
          now,
        ),
      ]
  }
}

/** Untouched, with its first text due at the time that was planned for it. */
export function buildAssessment(
  study: StudyDefinition,
  { site, participant, locale, timeZone }: Participant,
  planned: PlannedAssessment,
  linkId: string,
): Assessment {
  const { timepoint, anchoredAt, opensAt, dueAt, closesAt, battery } = planned
  // Someone who is with us waits for the text.
  const minutes = findTimepoint(study, timepoint)?.invite === 'at-once' ? 0 : study.spreadMinutes
  const textAt = addJitter(planned.textAt, minutes, { participant, timepoint }, closesAt)
  return {
    ...{ study: study.id, studyVersion: study.version, site, participant, locale, timeZone, linkId },
    ...{ timepoint, anchoredAt, opensAt, dueAt, closesAt, battery: [...battery], firstTextAt: textAt },
    progress: 'untouched',
    texts: 0,
    textsBefore: 0,
    nextText: 0,
    nextTextAt: textAt,
  }
}

/** Cancelling took the time of its next text away: it is planned again. */
function findReplannedText(study: StudyDefinition, from: Assessment, fresh: Assessment): string | undefined {
  const timepoint = findTimepoint(study, from.timepoint)
  return from.progress === 'cancelled' && timepoint
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
  from: Assessment,
  planned: PlannedAssessment,
  now: string,
): Assessment {
  const fresh = buildAssessment(study, participant, planned, from.linkId)
  const isOpenStill = from.opensAt === planned.opensAt && planned.opensAt <= now
  const beginsAnew = from.texts === from.textsBefore || (!isOpenStill && (fresh.nextTextAt ?? '') > now)
  return {
    ...fresh,
    ...appendPlan(from, planned, now),
    ...(from.openedAt !== undefined && { openedAt: from.openedAt }),
    ...(from.missedReasons && { missedReasons: from.missedReasons }),
    ...(from.lastTextAt !== undefined && { lastTextAt: from.lastTextAt }),
    ...(from.startedAt !== undefined && { progress: 'started' as const, startedAt: from.startedAt }),
    texts: from.texts,
    textsBefore: beginsAnew ? from.texts : from.textsBefore,
    nextText: beginsAnew ? 0 : from.nextText,
    nextTextAt: beginsAnew ? fresh.nextTextAt : (from.nextTextAt ?? findReplannedText(study, from, fresh)),
  }
}
