import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  type KeyRange,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  buildAssessmentScope,
  buildParticipantScope,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { packHead } from '../audit/packed-hash.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import type { Assessment, TextedAssessment } from './assessment.ts'
import { buildAssessmentKey, buildTextPlanKey, parseAssessmentKey } from './assessment-keys.ts'
import { packAttribute, packAttributes, packInstant } from './packed-fields.ts'
import { findCurrentPlan } from './planned-history.ts'
import { buildStoredSurvey, type StoredSurvey, surveySchema } from './survey.ts'
import { textAttemptSchema, textPlanSchema } from './text-plan.ts'

/*
 * Study table: assessments as schedules and lists read and change them; their answers: survey.store.ts, their texts:
 * text-plan.store.ts, their keys: assessment-keys.ts.
 *
 * | access                         | request                                                         |
 * |--------------------------------|-----------------------------------------------------------------|
 * | one with its text plan         | Query from ASSESSMENT#<participant>#<timepoint> to its …#TEXTS    |
 * | of a participant               | Query ASSESSMENT#<participant>#                                   |
 * | of a page of participants      | Query between the first and the last participant of the page      |
 * | of a site                      | Query ASSESSMENT#, 1 MB at a time: 1 read unit for about 3         |
 *
 * Progress:   untouched ──first answer──▶ started ──submit──▶ completed
 *                 └────────────submit (all answers at once)──────▲
 *   The schedule moves what is untouched, and cancels what is not completed; what it cancelled it can bring back. It says
 *   nothing to the text plan of what it cancels: when its next text is due, the sender finds that nothing is.
 */

/** An assessment as it was read: a change to it is of this revision. */
export type ReadAssessment = TextedAssessment & {
  readonly revision: number
  /** Texts that failed or could not be delivered. */
  readonly undelivered: number
}

export type AssessmentStore = {
  find(scope: AssessmentScope): Promise<ReadAssessment | undefined>
  listByParticipant(scope: ParticipantScope): Promise<readonly ReadAssessment[]>
  /** One as a submission needs it, with all of the participant's: the same read. */
  findAmongAll(scope: AssessmentScope): Promise<{
    readonly stored: StoredSurvey | undefined
    readonly assessments: readonly ReadAssessment[]
  }>
  /** Of every participant from `first` to `last`, both included. */
  listByParticipantRange(scope: SiteScope, first: string, last: string): Promise<readonly ReadAssessment[]>
  listBySite(scope: SiteScope): Promise<readonly ReadAssessment[]>
}

export function createAssessmentStore(deps: { dynamo: DynamoDBClient; table: string }): AssessmentStore {
  const { dynamo, table } = deps
  const read = async (scope: SiteScope, range: Omit<KeyRange, 'pk'>): Promise<readonly ReadItems[]> => {
    const items = await readAll(dynamo, table, { ...range, pk: formatSitePartition(scope) }, itemSchema)
    const plans = new Map(items.flatMap((item) => (isTextPlan(item) ? [[item.sk, item] as const] : [])))
    return items.flatMap((item): readonly ReadItems[] => {
      if (isTextPlan(item)) return []
      const { participant, timepoint } = parseAssessmentKey(item.sk)
      const at = buildAssessmentScope(buildParticipantScope(scope, participant), timepoint)
      const plan = plans.get(buildTextPlanKey(at).sk)
      // A query may see half of a transaction: what is just being planned is not there yet.
      if (!plan) return []
      return [{ survey: buildStoredSurvey(at, surveySchema.parse(item)), plan: listedPlanSchema.parse(plan) }]
    })
  }
  const list = async (scope: SiteScope, range: Omit<KeyRange, 'pk'>) =>
    (await read(scope, range)).map(buildReadAssessment)
  const buildRange = ({ participant }: ParticipantScope) => buildPrefixRange('', `ASSESSMENT#${participant}#`)
  return {
    find: async (scope) =>
      (await list(scope, { from: buildAssessmentKey(scope).sk, to: buildTextPlanKey(scope).sk }))[0],
    listByParticipant: (scope) => list(scope, buildRange(scope)),
    async findAmongAll(scope) {
      const all = await read(scope, buildRange(scope))
      return {
        stored: all.find(({ survey }) => survey.assessment.timepoint === scope.timepoint)?.survey,
        assessments: all.map(buildReadAssessment),
      }
    },
    listByParticipantRange: (scope, first, last) =>
      list(scope, { from: `ASSESSMENT#${first}#`, to: `ASSESSMENT#${last}#\uffff` }),
    listBySite: (scope) => list(scope, buildPrefixRange('', 'ASSESSMENT#')),
  }
}

const listedPlanSchema = z.extend(textPlanSchema, {
  attempts: z.array(z.pick(textAttemptSchema, { state: true })),
})

type ReadItems = { readonly survey: StoredSurvey; readonly plan: z.infer<typeof listedPlanSchema> }

function buildReadAssessment({ survey: { assessment, revision }, plan }: ReadItems): ReadAssessment {
  const { attempts, ...texts } = plan
  const undelivered = attempts.filter(({ state }) => state === 'undelivered' || state === 'failed').length
  return { ...assessment, ...texts, revision, undelivered }
}

const itemSchema = z.looseObject({ sk: z.string() })

function isTextPlan({ sk }: { readonly sk: string }): boolean {
  return parseAssessmentKey(sk).isTextPlan
}

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
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression:
          'SET progress = :cancelled, plannedSince = :at, earlierPlans = list_append(if_not_exists(earlierPlans, :none), :was), revision = revision + :one',
        ConditionExpression: 'progress IN (:untouched, :started)',
        ExpressionAttributeValues: toItem({
          ':at': packInstant(at),
          ':one': 1,
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
