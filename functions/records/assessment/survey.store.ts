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
import type { ChainHead } from '../audit/audit.ts'
import { packHash, packHead } from '../audit/packed-hash.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import type { BatteryAnswers, QuestionnaireResponse } from '../response/response.ts'
import { buildAssessmentKey, parseAssessmentKey } from './assessment-keys.ts'
import type { LateAnswer } from './late-answer.ts'
import { packAnswers, packInstant, packWords } from './packed-fields.ts'
import { buildStoredSurvey, type OpenedSurvey, type StoredSurvey, surveySchema } from './survey.ts'

/*
 * Study table: surveys, each an assessment with its answers in one item (keys: assessment-keys.ts).
 *
 * | access                         | request                                                            |
 * |--------------------------------|--------------------------------------------------------------------|
 * | open                           | Get ASSESSMENT#<participant>#<timepoint>: 1 read unit up to 4 kB     |
 * | an answer                      | Update the same, of the revision that was read: 1 write unit to 1 kB |
 * | first answer, one that raises  | the same in a transaction with its audit entry and alert             |
 * | submit                         | the same in a transaction with its score sheet and audit entry       |
 * | a page of a site's responses   | Query ASSESSMENT#, after the page's last one                       |
 *
 *   (untouched) ──first answer──▶ started ──answer, answer …──▶ started ──submit──▶ completed
 *        └───────────────── submit with all answers ────────────────────────────────▲
 *
 * Every one of these writes is of the very revision that was read, of an open window and of a link that still holds. A
 * completed survey takes no more answers.
 */

export const SURVEY_UNCHANGED = 'survey: as it was read, and open'

export type ResponsePosition = { readonly participant: string; readonly timepoint: string }

export type ResponsePage = {
  readonly responses: readonly QuestionnaireResponse[]
  /** The last of this page, when there are more. */
  readonly next: ResponsePosition | null
}

/** One answer, to be saved into the survey as it was read. */
export type AnswerToSave = {
  readonly key: string
  readonly code: string | null
  readonly at: string
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
        const { response } = buildStoredSurvey(buildPositionScope(scope, parseAssessmentKey(sk)), value)
        return response ? [response] : []
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
  }
}

function isSurveyKey(sk: string): boolean {
  return !parseAssessmentKey(sk).isTextPlan
}

function buildPositionScope(scope: SiteScope, { participant, timepoint }: ResponsePosition): AssessmentScope {
  return buildAssessmentScope(buildParticipantScope(scope, participant), timepoint)
}

/** An audited write tells what becomes of the survey's chain. */
type Audited = {
  readonly head: ChainHead
  /** Alerts that are raised with it for the first time. */
  readonly raises: readonly string[]
}

/** The same as `saveAnswer` in a transaction: the first answer, and one that raises an alert. */
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
  { key, code, at, mode, claimedAt, definitionsHash }: AnswerToSave,
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
    ...(isFirst
      ? { claimed: claimedAt === undefined ? {} : { [key]: claimedAt } }
      : claimedAt !== undefined && { 'claimed.#key': claimedAt }),
    ...(read.response?.provenances.has(mode)
      ? {}
      : { provenances: packWords([...(read.response?.provenances ?? []), mode]) }),
    ...buildChainAttributes(read, audited),
  }
  return buildSurveyUpdate(table, scope, read, at, sets, 'claimed.#key' in sets ? { '#key': key } : undefined)
}

function buildChainAttributes(read: OpenedSurvey, audited: Audited | undefined): Record<string, unknown> {
  if (!audited) return {}
  const { head, raises } = audited
  return {
    head: packHead(head),
    ...(raises.length > 0 && { raised: [...read.raised, ...raises] }),
  }
}

/** What a submission makes of the survey that was read. */
export type Submission = {
  readonly answers: BatteryAnswers
  readonly answersHash: string
  readonly definitionsHash: string
  readonly provenances: ReadonlySet<string>
  readonly at: string
}

export function submitSurveyItem(
  table: string,
  scope: AssessmentScope,
  read: OpenedSurvey,
  { at, answers, answersHash, definitionsHash, provenances }: Submission,
  audited: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const { startedAt } = read.assessment
  return {
    condition: SURVEY_UNCHANGED,
    write: {
      Update: buildSurveyUpdate(
        table,
        scope,
        read,
        at,
        {
          ...{ progress: 'completed', completedAt: packInstant(at), savedAt: packInstant(at) },
          ...{ answersHash: packHash(answersHash), definitionsHash: packHash(definitionsHash) },
          ...(startedAt === undefined && { startedAt: packInstant(at) }),
          ...{ answers: packAnswers(answers), provenances: packWords(provenances) },
          ...buildChainAttributes(read, audited),
        },
        undefined,
        startedAt === undefined ? [] : DUE_KEYS,
      ),
    },
  }
}

/**
 * The window has closed on answers that were never sent: they stay as they are, and the survey leaves the index of what is due.
 * Only while it is as it was read, and closed for good.
 */
export function closeSurveyItem(
  table: string,
  scope: AssessmentScope,
  read: StoredSurvey,
  { head, raises }: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const set = Object.entries({ ...buildChainAttributes(read, { head, raises }), revision: read.revision + 1 })
  return {
    condition: SURVEY_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: `SET ${set.map(([path], n) => `${path} = :s${n}`).join(', ')} REMOVE ${DUE_KEYS.join(', ')}`,
        ConditionExpression: 'revision = :read AND progress = :started AND closesAt = :closesAt',
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(set.map(([, value], n) => [`:s${n}`, value])),
          ...{ ':read': read.revision, ':started': 'started' },
          ':closesAt': packInstant(read.assessment.closesAt),
        }),
      },
    },
  }
}

/** Appends an answer that came after the window: of the very revision that was read, and only once the window is closed. */
export function keepLateAnswerItem(
  table: string,
  scope: AssessmentScope,
  read: StoredSurvey,
  answer: LateAnswer,
  audited: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const set = Object.entries({ ...buildChainAttributes(read, audited), revision: read.revision + 1 })
  return {
    condition: SURVEY_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: `SET ${set.map(([path], n) => `${path} = :s${n}`).join(', ')}, lateAnswers = list_append(if_not_exists(lateAnswers, :none), :late)`,
        ConditionExpression: 'revision = :read AND closesAt <= :now',
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(set.map(([, value], n) => [`:s${n}`, value])),
          ...{ ':read': read.revision, ':now': packInstant(answer.receivedAt) },
          ...{ ':none': [], ':late': [answer] },
        }),
      },
    },
  }
}

/** What a decision on late answers makes of the survey: the whole list with the decision, and the response that they are laid over. */
export type LateDecision = {
  readonly at: string
  readonly lateAnswers: readonly LateAnswer[]
  /** Left out where they are left out. */
  readonly response?: Pick<
    QuestionnaireResponse,
    'answers' | 'claimed' | 'provenances' | 'savedAt' | 'startedAt' | 'definitionsHash'
  >
}

/** Of the very revision that was read; they are laid over the response only while the window is closed and nothing was submitted. */
export function decideLateAnswersItem(
  table: string,
  scope: AssessmentScope,
  read: StoredSurvey,
  { at, lateAnswers, response }: LateDecision,
  audited: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const set = Object.entries({
    ...buildChainAttributes(read, audited),
    ...{ revision: read.revision + 1, lateAnswers },
    ...(response && {
      ...{ progress: 'started', startedAt: packInstant(response.startedAt), claimed: response.claimed },
      ...{ answers: packAnswers(response.answers), provenances: packWords(response.provenances) },
      ...{ savedAt: packInstant(response.savedAt), definitionsHash: packHash(response.definitionsHash) },
    }),
  })
  const isClosed = response && ' AND closesAt <= :now AND progress IN (:untouched, :started)'
  return {
    condition: SURVEY_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: `SET ${set.map(([path], n) => `${path} = :s${n}`).join(', ')}`,
        ConditionExpression: `revision = :read${isClosed ?? ''}`,
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(set.map(([, value], n) => [`:s${n}`, value])),
          ':read': read.revision,
          ...(response && { ':now': packInstant(at), ':untouched': 'untouched', ':started': 'started' }),
        }),
      },
    },
  }
}

const DUE_KEYS = ['duePk', 'dueSk'] as const

/** Of the revision that was read, in an open window, by a link that holds. */
function buildSurveyUpdate(
  table: string,
  scope: AssessmentScope,
  { revision, linkGeneration }: OpenedSurvey,
  at: string,
  sets: Readonly<Record<string, unknown>>,
  names?: Readonly<Record<string, string>>,
  removes: readonly string[] = [],
) {
  const set = Object.entries({ ...sets, revision: revision + 1 })
  const open = buildOpenCondition(linkGeneration, at)
  return {
    TableName: table,
    Key: toItem(buildAssessmentKey(scope)),
    UpdateExpression: [
      `SET ${set.map(([path], n) => `${path} = :s${n}`).join(', ')}`,
      ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: `revision = :read AND progress IN (:untouched, :started) AND ${open.condition}`,
    ...(names && { ExpressionAttributeNames: { ...names } }),
    ExpressionAttributeValues: toItem({
      ...Object.fromEntries(set.map(([, value], n) => [`:s${n}`, value])),
      ...{ ...open.values, ':read': revision, ':untouched': 'untouched', ':started': 'started' },
    }),
  }
}

/** In its window, by a link that holds. */
function buildOpenCondition(linkGeneration: number, at: string) {
  const link = linkGeneration === 0 ? 'attribute_not_exists(linkGeneration)' : 'linkGeneration = :generation'
  return {
    condition: `opensAt <= :now AND closesAt > :now AND ${link}`,
    values: {
      ':now': packInstant(at),
      ...(linkGeneration > 0 && { ':generation': linkGeneration }),
    },
  }
}
