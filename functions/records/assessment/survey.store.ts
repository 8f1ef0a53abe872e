import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  type ReadConsistency,
  readPage,
  requireExistingItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  buildAssessmentScope,
  buildParticipantScope,
  formatSitePartition,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { packHash } from '../audit/packed-hash.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import type { BatteryAnswers, QuestionnaireResponse } from '../response/response.ts'
import { buildAssessmentKey, parseAssessmentKey } from './assessment-keys.ts'
import { packAnswers, packInstant, packWords } from './packed-fields.ts'
import { buildStoredSurvey, type OpenedSurvey, type StoredSurvey, surveySchema } from './survey.ts'
import { buildLinkEnding } from './survey-links.store.ts'
import {
  type Audited,
  buildChainAttributes,
  buildOpenCondition,
  buildSurveyUpdate,
  changeSurvey,
  DUE_KEYS,
  SURVEY_UNCHANGED,
} from './survey-update.ts'

/*
 * Study table: surveys, each an assessment with its answers in one item (keys: assessment-keys.ts).
 *
 * | access                         | request                                                            |
 * |--------------------------------|--------------------------------------------------------------------|
 * | open                           | Get ASSESSMENT#<participant>#<timepoint>: 1 read unit up to 4 kB     |
 * | an answer                      | Update the same, of the revision that was read: 1 write unit to 1 kB |
 * | an answer that raises an alert | the same in a transaction with the alert and its audit entry         |
 * | submit                         | the same in a transaction with its score sheet and audit entry       |
 * | a page of a site's responses   | Query ASSESSMENT#, after the page's last one                       |
 *
 * After the window: survey-ending.store.ts, late-answers.store.ts. The end of its links: survey-links.store.ts.
 *
 *   (untouched) ──first answer──▶ started ──answer, answer …──▶ started ──submit──▶ completed
 *        └───────────────── submit with all answers ────────────────────────────────▲
 *
 * Every one of these writes is of the very revision that was read, of an open window and of a link that still holds. A
 * completed survey takes no more answers.
 */

export type ResponsePosition = { readonly participant: string; readonly timepoint: string }

/** A response with the language in which it was asked for. */
export type AskedResponse = QuestionnaireResponse & { readonly locale: string }

export type ResponsePage = {
  readonly responses: readonly AskedResponse[]
  /** The last of this page, when there are more. */
  readonly next: ResponsePosition | null
}

/** One answer, to be saved into the survey as it was read. */
export type AnswerToSave = {
  readonly key: string
  readonly code: string | null
  readonly at: string
  /** What it makes of the survey’s pace: see answer-pace.ts. */
  readonly pace: number
  /** See `formatMode`. */
  readonly mode: string
  /** The phone's own time, where it differs. */
  readonly claimedAt?: string | undefined
  /** Of the first answer: the definitions that it was given to. */
  readonly definitionsHash?: string | undefined
}

export type SurveyStore = {
  find(scope: AssessmentScope, consistency?: ReadConsistency): Promise<StoredSurvey | undefined>
  /** Drafts and submitted ones, by participant and timepoint, as many as one read gives (1 MB). */
  readResponsePage(scope: SiteScope, after: ResponsePosition | null): Promise<ResponsePage>
  /** One conditional write; false when the survey is not as it was read, or not open. */
  saveAnswer(scope: AssessmentScope, read: OpenedSurvey, answer: AnswerToSave): Promise<boolean>
  /** When its window is to be closed, or `undefined` for never. False when it is not as it was read. */
  planClosing(scope: AssessmentScope, read: StoredSurvey, at: string | undefined): Promise<boolean>
  /** A person has pressed Start: one plain write, the first time. False when it was recorded before, or is not open. */
  recordOpening(read: OpenedSurvey & { readonly scope: AssessmentScope }, at: string): Promise<boolean>
  /** See the write `endLink`. @param since nothing where they were ended at or after it */
  endLink(scope: AssessmentScope, at: string, since: string): Promise<void>
}

export function createSurveyStore(deps: { dynamo: DynamoDBClient; table: string }): SurveyStore {
  const { dynamo, table } = deps
  /** False where the condition does not hold. */
  const update = async (input: UpdateItemCommand['input']): Promise<boolean> => {
    try {
      await dynamo.send(new UpdateItemCommand(input))
      return true
    } catch (error) {
      requireExistingItem(error)
      return false
    }
  }
  return {
    async find(scope, consistency) {
      const item = await getItem(dynamo, table, buildAssessmentKey(scope), surveySchema, consistency)
      return item && buildStoredSurvey(scope, item)
    },
    async readResponsePage(scope, after) {
      const range = buildPrefixRange(formatSitePartition(scope), 'ASSESSMENT#')
      const from = after && buildAssessmentKey(buildPositionScope(scope, after)).sk
      const page = await readPage(dynamo, table, range, surveySchema, from, {
        isWanted: isSurveyKey,
      })
      const responses = page.found.flatMap(({ sk, value }) => {
        const position = buildPositionScope(scope, parseAssessmentKey(sk))
        const { assessment, response } = buildStoredSurvey(position, value)
        return response ? [{ ...response, locale: assessment.locale }] : []
      })
      return { responses, next: page.next === null ? null : parseAssessmentKey(page.next) }
    },
    saveAnswer: (scope, read, answer) => update(buildAnswerUpdate(table, scope, read, answer)),
    planClosing(scope, read, at) {
      const due = buildDueKeys(scope.participant, at)
      return update({
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression:
          at === undefined ? `REMOVE ${DUE_KEYS.join(', ')}` : 'SET duePk = :duePk, dueSk = :dueSk',
        ConditionExpression: 'revision = :read AND progress = :progress',
        ExpressionAttributeValues: toItem({
          ...{ ':read': read.revision, ':progress': read.assessment.progress },
          ...(at !== undefined && { ':duePk': due.duePk, ':dueSk': due.dueSk }),
        }),
      })
    },
    recordOpening({ scope, linkGeneration }, at) {
      const open = buildOpenCondition(linkGeneration, at)
      return update({
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: 'SET openedAt = :now',
        ConditionExpression: `progress = :untouched AND attribute_not_exists(openedAt) AND ${open.condition}`,
        ExpressionAttributeValues: toItem({ ...open.values, ':untouched': 'untouched' }),
      })
    },
    async endLink(scope, at, since) {
      await update(buildLinkEnding(table, scope, at, since))
    },
  }
}

function isSurveyKey(sk: string): boolean {
  return !parseAssessmentKey(sk).isTextPlan
}

function buildPositionScope(scope: SiteScope, { participant, timepoint }: ResponsePosition): AssessmentScope {
  return buildAssessmentScope(buildParticipantScope(scope, participant), timepoint)
}

/** The same as `saveAnswer` in a transaction: an answer that raises an alert. */
export function saveAuditedAnswer(
  table: string,
  scope: AssessmentScope,
  read: OpenedSurvey,
  answer: AnswerToSave,
  audited: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  return {
    condition: SURVEY_UNCHANGED,
    write: { Update: buildAnswerUpdate(table, scope, read, answer, audited) },
  }
}

function buildAnswerUpdate(
  table: string,
  scope: AssessmentScope,
  read: OpenedSurvey,
  { key, code, at, pace, mode, claimedAt, definitionsHash }: AnswerToSave,
  audited?: Audited,
) {
  const isFirst = read.response === undefined
  const sets: Record<string, unknown> = {
    ...(isFirst
      ? {
          ...{ progress: 'started', startedAt: packInstant(at) },
          // What is not sent by then is closed: see close-unsubmitted.ts.
          ...buildDueKeys(scope.participant, read.assessment.closesAt),
          definitionsHash: definitionsHash && packHash(definitionsHash),
        }
      : {}),
    answers: packAnswers({ ...read.response?.answers, [key]: code }),
    savedAt: packInstant(at),
    pace,
    ...(isFirst
      ? { claimed: claimedAt === undefined ? {} : { [key]: claimedAt } }
      : claimedAt !== undefined && { 'claimed.#key': claimedAt }),
    ...(read.response?.provenances.has(mode)
      ? {}
      : { provenances: packWords([...(read.response?.provenances ?? []), mode]) }),
    ...buildChainAttributes(read, audited),
  }
  const names = 'claimed.#key' in sets ? { '#key': key } : undefined
  return buildSurveyUpdate(table, scope, read, { sets, names, ...buildAnswerable(read, at) })
}

/** What a submission makes of the survey that was read. */
export type Submission = {
  readonly answers: BatteryAnswers
  readonly answersHash: string
  /** Of the key that its sender gave; none where it was reviewed here. */
  readonly keyHash?: string | undefined
  readonly definitionsHash: string
  readonly provenances: ReadonlySet<string>
  readonly at: string
}

export function submitSurveyItem(
  table: string,
  scope: AssessmentScope,
  read: OpenedSurvey,
  { at, answers, answersHash, keyHash, definitionsHash, provenances }: Submission,
  audited: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const { startedAt } = read.assessment
  return changeSurvey(table, scope, read, {
    sets: {
      ...{ progress: 'completed', completedAt: packInstant(at), savedAt: packInstant(at) },
      ...{ answersHash: packHash(answersHash), definitionsHash: packHash(definitionsHash) },
      ...(startedAt === undefined && { startedAt: packInstant(at) }),
      ...(keyHash !== undefined && { submissionKeyHash: keyHash }),
      ...{ answers: packAnswers(answers), provenances: packWords(provenances) },
      ...buildChainAttributes(read, audited),
    },
    removes: startedAt === undefined ? [] : DUE_KEYS,
    ...buildAnswerable(read, at),
  })
}

/** Neither submitted nor cancelled, in an open window, by a link that holds. */
function buildAnswerable({ linkGeneration }: OpenedSurvey, at: string) {
  const open = buildOpenCondition(linkGeneration, at)
  return {
    condition: `progress IN (:untouched, :started) AND ${open.condition}`,
    values: { ...open.values, ':untouched': 'untouched', ':started': 'started' },
  }
}
