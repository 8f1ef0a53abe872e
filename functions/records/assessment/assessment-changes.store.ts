import { type ConditionalWrite, toItem } from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  buildAssessmentScope,
  type ParticipantScope,
} from '../../platform/core/scope.ts'
import { packHead } from '../audit/packed-hash.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import type { ReadAssessment } from './assessment.store.ts'
import type { Assessment } from './assessment.ts'
import { buildAssessmentKey, buildTextPlanKey } from './assessment-keys.ts'
import { packAttribute, packAttributes, packInstant } from './packed-fields.ts'
import { findCurrentPlan } from './plans.ts'
import type { TextPlan } from './text-plan.ts'

/*
 * Study table: what a schedule makes of assessments. Apart from reading them (assessment.store.ts), which a participant's page
 * does at once; schedules are loaded with the first that moves.
 *
 * Progress:   untouched ──first answer──▶ started ──submit──▶ completed
 *                 └────────────submit (all answers at once)──────▲
 *   The schedule moves what is untouched, and cancels what is not completed; what it cancelled it can bring back. It says
 *   nothing to the text plan of what it cancels: when its next text is due, the sender finds that nothing is.
 */

export const TEXT_PLAN_NEW = 'text plan: must be new'
export const ASSESSMENT_NEW = 'assessment: must be new'
export const ASSESSMENT_UNCHANGED = 'assessment: as it was read'
export const ASSESSMENT_UNFINISHED = 'assessment: neither completed nor cancelled'

/** @param root the audit entry that makes it: its own chain stands on that */
export function putAssessment(
  table: string,
  scope: ParticipantScope,
  { study: _, site: __, participant: ___, timepoint, ...assessment }: Assessment,
  root: string,
): ConditionalWrite<typeof ASSESSMENT_NEW> {
  return {
    condition: ASSESSMENT_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...buildAssessmentKey(buildAssessmentScope(scope, timepoint)),
          ...packAttributes(assessment),
          revision: 0,
          head: packHead({ sequence: 0, hash: root }),
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

/** Beside it: when it is texted about (text-plan.store.ts). */
export function putTextPlan(
  table: string,
  scope: AssessmentScope,
  plan: TextPlan,
  root: string,
): ConditionalWrite<typeof TEXT_PLAN_NEW> {
  return {
    condition: TEXT_PLAN_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...buildTextPlanKey(scope),
          ...plan,
          ...buildDueKeys(scope.participant, plan.nextTextAt),
          ...{ attempts: [], unsent: [], head: packHead({ sequence: 0, hash: root }) },
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

/** What the schedule decides of an assessment. */
const PLANNED = [
  ...([
    'studyVersion',
    'locale',
    'timeZone',
    'anchoredAt',
    'opensAt',
    'dueAt',
    'closesAt',
    'battery',
  ] as const),
  ...(['progress', 'plannedSince', 'earlierPlans', 'closedBy'] as const),
]

/** To another window: only while nobody has touched it or recorded why it was missed since it was read. */
export function moveAssessment(
  table: string,
  scope: ParticipantScope,
  from: ReadAssessment,
  to: Assessment,
): ConditionalWrite<typeof ASSESSMENT_UNCHANGED> {
  const planned = PLANNED.filter((name) => to[name] !== undefined)
  // What was begun is closed at the end of its new window.
  const due = to.progress === 'started' ? buildDueKeys(scope.participant, to.closesAt) : {}
  const isDue = due.duePk !== undefined
  const reasons = from.missedReasons?.length
  return {
    condition: ASSESSMENT_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(buildAssessmentScope(scope, to.timepoint))),
        UpdateExpression: `SET ${planned.map((name) => `#${name} = :${name}`).join(', ')}, revision = :next${isDue ? ', duePk = :duePk, dueSk = :dueSk' : ''}${
          to.closedBy === undefined && from.closedBy !== undefined ? ' REMOVE closedBy' : ''
        }`,
        ConditionExpression: `revision = :read AND ${
          reasons === undefined ? 'attribute_not_exists(missedReasons)' : 'size(missedReasons) = :reasons'
        }`,
        // Some of these names are words of the expression language.
        ExpressionAttributeNames: Object.fromEntries(planned.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(planned.map((name) => [`:${name}`, packAttribute(name, to[name])])),
          ...{ ':read': from.revision, ':next': from.revision + 1 },
          ...(reasons !== undefined && { ':reasons': reasons }),
          ...(isDue && { ':duePk': due.duePk, ':dueSk': due.dueSk }),
        }),
      },
    },
  }
}

/**
 * With a plan that was made from what the assessment was: neither has a submission come before it, nor does one come after
 * it that has not seen the plan.
 */
export function guardAssessment(
  table: string,
  scope: ParticipantScope,
  { timepoint, revision }: ReadAssessment,
): ConditionalWrite<typeof ASSESSMENT_UNCHANGED> {
  return {
    condition: ASSESSMENT_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(buildAssessmentScope(scope, timepoint))),
        UpdateExpression: 'SET revision = :next',
        ConditionExpression: 'revision = :read',
        ExpressionAttributeValues: toItem({ ':read': revision, ':next': revision + 1 }),
      },
    },
  }
}

/** The rule that made it no longer gives it. Answers to it, and how it was planned, are kept; no text follows. */
export function cancelAssessment(
  table: string,
  scope: AssessmentScope,
  from: Assessment,
  at: string,
): ConditionalWrite<typeof ASSESSMENT_UNFINISHED> {
  return {
    condition: ASSESSMENT_UNFINISHED,
    write: {
      Update: {
        ...buildCancellation(table, scope),
        ConditionExpression: 'progress IN (:untouched, :started)',
        ExpressionAttributeValues: toItem({
          ...listCancellationValues(from, at),
          ...{ ':untouched': 'untouched', ':started': 'started' },
        }),
      },
    },
  }
}

/** The same by a new version of the study, which leaves alone what was touched since it was read. */
export function cancelUntouchedAssessment(
  table: string,
  scope: AssessmentScope,
  from: ReadAssessment,
  at: string,
): ConditionalWrite<typeof ASSESSMENT_UNCHANGED> {
  return {
    condition: ASSESSMENT_UNCHANGED,
    write: {
      Update: {
        ...buildCancellation(table, scope),
        ConditionExpression: 'revision = :read AND progress = :untouched',
        ExpressionAttributeValues: toItem({
          ...listCancellationValues(from, at),
          ...{ ':read': from.revision, ':untouched': 'untouched' },
        }),
      },
    },
  }
}

function buildCancellation(table: string, scope: AssessmentScope) {
  return {
    TableName: table,
    Key: toItem(buildAssessmentKey(scope)),
    UpdateExpression:
      'SET progress = :cancelled, plannedSince = :at, earlierPlans = list_append(if_not_exists(earlierPlans, :none), :was), revision = revision + :one',
  }
}

function listCancellationValues(from: Assessment, at: string) {
  return {
    ':at': packInstant(at),
    ':one': 1,
    ':none': [],
    ':was': [findCurrentPlan(from)],
    ':cancelled': 'cancelled',
  }
}
