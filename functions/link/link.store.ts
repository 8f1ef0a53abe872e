import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { getItem, type NamedWrite, toItem } from '../platform/dynamodb.ts'
import { type AssignmentScope, scopeOfAssignment } from '../platform/scope.ts'

/*
 * Study table: participants' links. The token itself is never stored (see link.ts).
 *
 * | access                       | key                          |
 * |------------------------------|------------------------------|
 * | the assignment of a link     | pk LINK#<link id>, sk LINK   |
 * | with a new assignment        | Put, must be absent          |
 */

const linkSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
})

/** The scope of the assignment that a verified link id leads to. A link leads to the same assignment for ever: an eventual read may only miss one that was made this second. */
export async function findLink(
  deps: { dynamo: DynamoDBClient; table: string },
  linkId: string,
): Promise<AssignmentScope | undefined> {
  const found = await getItem(deps.dynamo, deps.table, keyOf(linkId), linkSchema, 'eventual')
  return found && scopeOfAssignment(found)
}

export function putLink(table: string, linkId: string, to: AssignmentScope): NamedWrite {
  const { study, site, participant, timepoint } = to
  return {
    clause: 'link: must be new',
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...keyOf(linkId), study, site, participant, timepoint }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

function keyOf(linkId: string) {
  return { pk: `LINK#${linkId}`, sk: 'LINK' }
}
