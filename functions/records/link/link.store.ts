import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { type ConditionalWrite, getItem, toItem } from '../../platform/aws/dynamodb.ts'
import { type AssessmentScope, buildVerifiedAssessmentScope } from '../../platform/core/scope.ts'

/*
 * Study table: links of interviews. A survey's own link needs no item: its token holds the survey's key (see link.ts).
 *
 * | access                       | key                          |
 * |------------------------------|------------------------------|
 * | the assessment of a link     | pk LINK#<link id>, sk LINK   |
 * | with a new interview         | Put, must be absent          |
 */

export const LINK_MUST_BE_NEW = 'link: must be new'

/** Somebody at the site asks the questions on the telephone: who (sign-in id), and until when the link opens. */
const interviewSchema = z.object({ by: z.string(), until: z.string() })
export type Interview = z.infer<typeof interviewSchema>

const linkSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
  interview: interviewSchema,
})

/** What the link of an interview leads to, which a person at the site opened to ask the questions themselves. */
export type InterviewLink = { readonly scope: AssessmentScope; readonly interview: Interview }

/** What a verified link id leads to. It leads to the same assessment for ever: an eventual read can only miss one that was made this second, and is then made again. */
export async function findInterviewLink(
  deps: { dynamo: DynamoDBClient; table: string },
  linkId: string,
): Promise<InterviewLink | undefined> {
  const found =
    (await getItem(deps.dynamo, deps.table, buildKey(linkId), linkSchema, 'eventual')) ??
    (await getItem(deps.dynamo, deps.table, buildKey(linkId), linkSchema))
  return found && { scope: buildVerifiedAssessmentScope(found), interview: found.interview }
}

export function putInterviewLink(
  table: string,
  linkId: string,
  to: AssessmentScope,
  interview: Interview,
): ConditionalWrite<typeof LINK_MUST_BE_NEW> {
  const { study, site, participant, timepoint } = to
  return {
    condition: LINK_MUST_BE_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(linkId), study, site, participant, timepoint, interview }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

function buildKey(linkId: string) {
  return { pk: `LINK#${linkId}`, sk: 'LINK' }
}
