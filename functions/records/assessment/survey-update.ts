import { type ConditionalWrite, toItem } from '../../platform/aws/dynamodb.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { ChainHead } from '../audit/audit.ts'
import { packHead } from '../audit/packed-hash.ts'
import { buildAssessmentKey } from './assessment-keys.ts'
import { packInstant } from './packed-fields.ts'
import type { OpenedSurvey } from './survey.ts'

/** How a survey is changed: of the very revision that was read, see survey.store.ts. */

export const SURVEY_UNCHANGED = 'survey: as it was read, and open'

/** By which what is due is found: see due.store.ts. */
export const DUE_KEYS = ['duePk', 'dueSk'] as const

/** What an audited write makes of the survey's chain. */
export type Audited = {
  readonly head: ChainHead
  /** Alerts that are raised with it for the first time. */
  readonly raises: readonly string[]
}

/** The head of the survey's chain, and the alerts that are raised, as they are stored. */
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

/** What becomes of a survey that was read. */
export type SurveyChange = {
  /** Path → value. */
  readonly sets: Readonly<Record<string, unknown>>
  readonly removes?: readonly string[]
  /** Beside the revision. */
  readonly condition?: string | undefined
  /** Of the condition, by their names. */
  readonly values?: Readonly<Record<string, unknown>>
  readonly names?: Readonly<Record<string, string>> | undefined
  /** A list, and what is put at its end. */
  readonly append?: { readonly list: string; readonly entry: unknown }
}

/** Of the revision that was read, which rises. */
export function buildSurveyUpdate(
  table: string,
  scope: AssessmentScope,
  { revision }: Pick<OpenedSurvey, 'revision'>,
  { sets, removes = [], condition, values, names, append }: SurveyChange,
) {
  const set = Object.entries({ ...sets, revision: revision + 1 })
  const paths = set.map(([path], n) => `${path} = :s${n}`)
  if (append) paths.push(`${append.list} = list_append(if_not_exists(${append.list}, :none), :entry)`)
  return {
    TableName: table,
    Key: toItem(buildAssessmentKey(scope)),
    UpdateExpression: [
      `SET ${paths.join(', ')}`,
      ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: ['revision = :read', ...(condition ? [condition] : [])].join(' AND '),
    ...(names && { ExpressionAttributeNames: { ...names } }),
    ExpressionAttributeValues: toItem({
      ...Object.fromEntries(set.map(([, value], n) => [`:s${n}`, value])),
      ...{ ':read': revision, ...values },
      ...(append && { ':none': [], ':entry': [append.entry] }),
    }),
  }
}

/** The same in a transaction. */
export function changeSurvey(
  ...change: Parameters<typeof buildSurveyUpdate>
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  return { condition: SURVEY_UNCHANGED, write: { Update: buildSurveyUpdate(...change) } }
}

/** In its window, by a link that holds. */
export function buildOpenCondition(linkGeneration: number, at: string) {
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
