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
 * | close what was never sent      | Update, in a transaction with its score sheet and audit entry       |
 * | erase words                    | Update, in a transaction with its audit entry                       |
 *
 * Answers that arrive after the window: late-answers.store.ts.
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

/** An audited write tells what becomes of the survey's chain. */
export type Audited = {
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

export function buildChainAttributes(
  read: OpenedSurvey,
  audited: Audited | undefined,
): Record<string, unknown> {
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
          ...(keyHash !== undefined && { submissionKeyHash: keyHash }),
          ...{ answers: packAnswers(answers), provenances: packWords(provenances) },
          ...buildChainAttributes(read, audited),
        },
        undefined,
        startedAt === undefined ? [] : DUE_KEYS,
      ),
    },
  }
}

/** What is left when the words a participant wrote are erased; what holds none of them is left out. */
export type WithoutWords = {
  readonly answers?: BatteryAnswers
  readonly lateAnswers?: readonly LateAnswer[]
}

/** The hash of what was submitted stays as it was. */
export function eraseAnswers(
  table: string,
  scope: AssessmentScope,
  { revision }: Pick<StoredSurvey, 'revision'>,
  { answers, lateAnswers }: WithoutWords,
  head: ChainHead,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const set = Object.entries({
    ...{ head: packHead(head), revision: revision + 1 },
    ...(answers && { answers: packAnswers(answers) }),
    ...(lateAnswers && lateAnswers.length > 0 && { lateAnswers }),
  })
  const removed = lateAnswers?.length === 0 ? ' REMOVE lateAnswers' : ''
  return {
    condition: SURVEY_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: `SET ${set.map(([path], n) => `${path} = :s${n}`).join(', ')}${removed}`,
        ConditionExpression: 'revision = :read',
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(set.map(([, value], n) => [`:s${n}`, value])),
          ':read': revision,
        }),
      },
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

export const LINKS_ENDED = 'survey: its links end'

/** Every link to the survey that was made so far opens nothing any more. An answer that meets it is not saved. */
export function endLink(
  table: string,
  scope: AssessmentScope,
  at: string,
): ConditionalWrite<typeof LINKS_ENDED> {
  return { condition: LINKS_ENDED, write: { Update: buildLinkEnding(table, scope, at) } }
}

/** Beyond the last generation that a link can carry there are no more links. */
function buildLinkEnding(table: string, scope: AssessmentScope, at: string, since?: string) {
  return {
    TableName: table,
    Key: toItem(buildAssessmentKey(scope)),
    UpdateExpression: 'SET linksEndedAt = :at ADD linkGeneration :one',
    ConditionExpression:
      since === undefined
        ? 'attribute_exists(pk)'
        : 'attribute_exists(pk) AND (attribute_not_exists(linksEndedAt) OR linksEndedAt < :since)',
    ExpressionAttributeValues: toItem({
      ...{ ':one': 1, ':at': packInstant(at) },
      ...(since !== undefined && { ':since': packInstant(since) }),
    }),
  }
}

/** In its window, by a link that holds. */
function buildOpenCondition(linkGeneration: number, at: string) {
  const link = buildLinkCondition(linkGeneration)
  return {
    condition: `opensAt <= :now AND closesAt > :now AND ${link.condition}`,
    values: { ':now': packInstant(at), ...link.values },
  }
}

/** No link was ended since the survey was read. */
export function buildLinkCondition(linkGeneration: number) {
  return linkGeneration === 0
    ? { condition: 'attribute_not_exists(linkGeneration)', values: {} }
    : { condition: 'linkGeneration = :generation', values: { ':generation': linkGeneration } }
}
