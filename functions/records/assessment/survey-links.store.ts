import { type ConditionalWrite, toItem } from '../../platform/aws/dynamodb.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { buildAssessmentKey } from './assessment-keys.ts'
import { packInstant } from './packed-fields.ts'

/*
 * Study table: the end of a survey's links, on its item (survey.store.ts).
 *
 * | access      | request                                                     |
 * |-------------|-------------------------------------------------------------|
 * | end them    | Update, plain or in a transaction: the generation rises     |
 */

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
export function buildLinkEnding(table: string, scope: AssessmentScope, at: string, since?: string) {
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
