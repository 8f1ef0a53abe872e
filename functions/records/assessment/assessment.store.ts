import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  requireExistingItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  buildAssessmentScope,
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import { type Assessment, assessmentSchema } from './assessment.ts'
import { findCurrentPlan } from './planned-history.ts'

/*
 * Study table: assessments.
 *
 * | access                          | key                                                              |
 * |---------------------------------|------------------------------------------------------------------|
 * | one                             | pk SITE#<study>#<site>, sk ASSESSMENT#<participant>#<timepoint>  |
 * | of a participant                | sk begins ASSESSMENT#<participant>#                              |
 * | of a page of participants       | sk between the first and the last participant of the page         |
 * | of a site                       | sk begins ASSESSMENT#                                            |
 * | whose next text is due          | index `due`, see functions/due/due.store.ts                      |
 *
 * Progress:   untouched ──first answer──▶ started ──submit──▶ completed
 *                 └────────────submit (all answers at once)──────▲
 *   The schedule moves what is untouched, and cancels what is not completed; what it cancelled it can bring back.
 */

export function buildAssessmentKey(scope: AssessmentScope) {
  return buildSiteKey(scope, 'ASSESSMENT', scope.participant, scope.timepoint)
}

export type AssessmentStore = {
  find(scope: AssessmentScope): Promise<Assessment | undefined>
  listByParticipant(scope: ParticipantScope): Promise<readonly Assessment[]>
  /** Of every participant from `first` to `last`, both included. */
  listByParticipantRange(scope: SiteScope, first: string, last: string): Promise<readonly Assessment[]>
  listBySite(scope: SiteScope): Promise<readonly Assessment[]>
  /** A person has pressed Start: one plain write, the first time. */
  recordOpening(scope: AssessmentScope, at: string): Promise<void>
}

export function createAssessmentStore(deps: { dynamo: DynamoDBClient; table: string }): AssessmentStore {
  const { dynamo, table } = deps

  return {
    find: (scope) => getItem(dynamo, table, buildAssessmentKey(scope), assessmentSchema),
    listByParticipant: (scope) =>
      readAll(
        dynamo,
        table,
        buildPrefixRange(formatSitePartition(scope), `ASSESSMENT#${scope.participant}#`),
        assessmentSchema,
      ),
    listByParticipantRange: (scope, first, last) =>
      readAll(
        dynamo,
        table,
        { pk: formatSitePartition(scope), from: `ASSESSMENT#${first}#`, to: `ASSESSMENT#${last}#\uffff` },
        assessmentSchema,
      ),
    listBySite: (scope) =>
      readAll(dynamo, table, buildPrefixRange(formatSitePartition(scope), 'ASSESSMENT#'), assessmentSchema),
    async recordOpening(scope, at) {
      try {
        await dynamo.send(
          new UpdateItemCommand({
            TableName: table,
            Key: toItem(buildAssessmentKey(scope)),
            UpdateExpression: 'SET openedAt = :at',
            ConditionExpression: 'progress = :untouched AND attribute_not_exists(openedAt)',
            ExpressionAttributeValues: toItem({ ':at': at, ':untouched': 'untouched' }),
          }),
        )
      } catch (error) {
        requireExistingItem(error)
      }
    },
  }
}

export function putAssessment(
  table: string,
  scope: ParticipantScope,
  assessment: Assessment,
): ConditionalWrite<typeof ASSESSMENT_NEW> {
  const at = buildAssessmentScope(scope, assessment.timepoint)
  return {
    condition: ASSESSMENT_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...buildAssessmentKey(at),
          ...assessment,
          ...buildDueKeys(scope.participant, assessment.nextTextAt),
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

export const ASSESSMENT_NEW = 'assessment: must be new'
export const ASSESSMENT_UNCHANGED = 'assessment: as it was read'
export const ASSESSMENT_UNTOUCHED = 'assessment: untouched'
export const ASSESSMENT_UNFINISHED = 'assessment: neither completed nor cancelled'
export const TEXT_NOT_YET_CLAIMED = 'assessment: this text is not yet claimed'

/** With the first answer. */
export function startAssessment(
  table: string,
  scope: AssessmentScope,
  at: string,
): ConditionalWrite<typeof ASSESSMENT_UNTOUCHED> {
  return {
    condition: ASSESSMENT_UNTOUCHED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: 'SET progress = :started, startedAt = :at',
        ConditionExpression: 'progress = :untouched',
        ExpressionAttributeValues: toItem({ ':started': 'started', ':untouched': 'untouched', ':at': at }),
      },
    },
  }
}

/** With the submission. The assessment leaves the due index: no text follows a completed survey. */
export function completeAssessment(
  table: string,
  scope: AssessmentScope,
  at: string,
): ConditionalWrite<typeof ASSESSMENT_UNFINISHED> {
  return {
    condition: ASSESSMENT_UNFINISHED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression:
          'SET progress = :completed, completedAt = :at, startedAt = if_not_exists(startedAt, :at) REMOVE nextTextAt, duePk, dueSk',
        ConditionExpression: 'progress IN (:untouched, :started)',
        ExpressionAttributeValues: toItem({
          ':completed': 'completed',
          ':untouched': 'untouched',
          ':started': 'started',
          ':at': at,
        }),
      },
    },
  }
}

/** To another window: only while nobody has touched it, texted about it or told why it was missed since it was read. */
export function moveAssessment(
  table: string,
  scope: ParticipantScope,
  from: Assessment,
  to: Assessment,
): ConditionalWrite<typeof ASSESSMENT_UNCHANGED> {
  const at = buildAssessmentScope(scope, to.timepoint)
  return {
    condition: ASSESSMENT_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildAssessmentKey(at), ...to, ...buildDueKeys(scope.participant, to.nextTextAt) }),
        ConditionExpression: `progress = :progress AND anchoredAt = :anchoredAt AND opensAt = :opensAt AND texts = :texts AND nextText = :nextText AND ${
          from.missedReasons ? 'size(missedReasons) = :reasons' : 'attribute_not_exists(missedReasons)'
        }`,
        ExpressionAttributeValues: toItem({
          ':progress': from.progress,
          ':anchoredAt': from.anchoredAt,
          ':opensAt': from.opensAt,
          ':texts': from.texts,
          ':nextText': from.nextText,
          ...(from.missedReasons && { ':reasons': from.missedReasons.length }),
        }),
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
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression:
          'SET progress = :cancelled, plannedSince = :at, earlierPlans = list_append(if_not_exists(earlierPlans, :none), :was) REMOVE nextTextAt, duePk, dueSk',
        ConditionExpression: 'progress IN (:untouched, :started)',
        ExpressionAttributeValues: toItem({
          ':at': at,
          ':none': [],
          ':was': [findCurrentPlan(from)],
          ':cancelled': 'cancelled',
          ':untouched': 'untouched',
          ':started': 'started',
        }),
      },
    },
  }
}

/** Moves the text plan on: texts claimed so far and when the last one was, next place in the plan and its time; without a time no further text goes out. */
export function advanceTextPlan(
  table: string,
  scope: AssessmentScope,
  from: Pick<Assessment, 'texts' | 'nextText' | 'nextTextAt'>,
  to: { texts: number; nextText: number; nextTextAt: string | undefined; lastTextAt?: string | undefined },
): ConditionalWrite<typeof TEXT_NOT_YET_CLAIMED> {
  return {
    condition: TEXT_NOT_YET_CLAIMED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: `SET texts = :texts, nextText = :next${to.lastTextAt ? ', lastTextAt = :last' : ''}${
          to.nextTextAt
            ? ', nextTextAt = :at, duePk = :shard, dueSk = :at'
            : ' REMOVE nextTextAt, duePk, dueSk'
        }`,
        // At the end of the plan there is no next time.
        ConditionExpression: `texts = :oldTexts AND nextText = :oldNext AND ${
          from.nextTextAt ? 'nextTextAt = :oldAt' : 'attribute_not_exists(nextTextAt)'
        } AND progress IN (:untouched, :started)`,
        ExpressionAttributeValues: toItem({
          ':texts': to.texts,
          ':next': to.nextText,
          ...(to.lastTextAt && { ':last': to.lastTextAt }),
          ...(to.nextTextAt && {
            ':at': to.nextTextAt,
            ':shard': buildDueKeys(scope.participant, to.nextTextAt).duePk,
          }),
          ':oldTexts': from.texts,
          ':oldNext': from.nextText,
          ...(from.nextTextAt && { ':oldAt': from.nextTextAt }),
          ':untouched': 'untouched',
          ':started': 'started',
        }),
      },
    },
  }
}
