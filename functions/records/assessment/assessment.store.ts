import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { buildPrefixRange, type KeyRange, keyedItemSchema, readAll } from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  buildAssessmentScope,
  buildParticipantScope,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import type { TextedAssessment } from './assessment.ts'
import { buildAssessmentKey, buildTextPlanKey, parseAssessmentKey } from './assessment-keys.ts'
import { buildStoredSurvey, type StoredSurvey, surveySchema } from './survey.ts'
import { textAttemptSchema, textPlanSchema } from './text-plan.ts'

/*
 * Study table: assessments as schedules and lists read them; changes of them: assessment-changes.store.ts, their answers:
 * survey.store.ts, their texts: text-plan.store.ts, their keys: assessment-keys.ts.
 *
 * | access                         | request                                                         |
 * |--------------------------------|-----------------------------------------------------------------|
 * | one with its text plan         | Query from ASSESSMENT#<participant>#<timepoint> to its …#TEXTS    |
 * | of a participant               | Query ASSESSMENT#<participant>#                                   |
 * | of a page of participants      | Query between the first and the last participant of the page      |
 * | of a site                      | Query ASSESSMENT#, 1 MB at a time: 1 read unit for about 3         |
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
    const items = await readAll(dynamo, table, { ...range, pk: formatSitePartition(scope) }, keyedItemSchema)
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

function isTextPlan({ sk }: { readonly sk: string }): boolean {
  return parseAssessmentKey(sk).isTextPlan
}
