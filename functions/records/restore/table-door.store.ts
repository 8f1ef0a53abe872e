import {
  DeleteResourcePolicyCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetResourcePolicyCommand,
  PolicyNotFoundException,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-dynamodb'

/*
 * The door of a table: a resource policy that refuses items to everybody but one operator. A refusal there wins over whatever a
 * role allows, so that no function, schedule or queue reaches the table while it is restored.
 *
 * | access            | request                                               |
 * |-------------------|-------------------------------------------------------|
 * | close             | PutResourcePolicy, where the table has none             |
 * | is it closed?     | GetResourcePolicy                                     |
 * | open              | DeleteResourcePolicy of the same revision               |
 */

/** With the time after it: an ID of a statement holds letters and digits alone. */
const CLOSED = 'ConcordClosed'

/** Reading and writing items. Settings and policies stay open to administrators, so that nobody is locked out for good. */
const ITEM_ACTIONS = [
  ...['BatchGetItem', 'ConditionCheckItem', 'GetItem', 'Query', 'Scan', 'BatchWriteItem'],
  ...[
    'DeleteItem',
    'PutItem',
    'UpdateItem',
    'PartiQLDelete',
    'PartiQLInsert',
    'PartiQLSelect',
    'PartiQLUpdate',
  ],
].map((action) => `dynamodb:${action}`)

/** A table whose door is somebody else’s. */
export class ForeignPolicyError extends Error {}

/**
 * @param operator ARN of the IAM user or role whose credentials restore, such as `arn:aws:iam::111122223333:role/operator`
 * @param at ISO 8601, in UTC, to the millisecond
 * @throws ForeignPolicyError where the table has a policy of another kind
 */
export async function closeTable(
  dynamo: DynamoDBClient,
  table: string,
  { operator, at }: { readonly operator: string; readonly at: string },
): Promise<void> {
  const arn = await readArn(dynamo, table)
  const found = await findPolicy(dynamo, arn)
  if (found && findClosedAt(found.policy) !== undefined) return
  if (found) throw new ForeignPolicyError(`${table} has a resource policy of its own. Remove it first.`)
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: `${CLOSED}${at.replaceAll(/[^0-9TZ]/g, '')}`,
        ...{ Effect: 'Deny', Principal: '*', Action: ITEM_ACTIONS, Resource: [arn, `${arn}/index/*`] },
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': operator } },
      },
    ],
  }
  await dynamo.send(
    new PutResourcePolicyCommand({
      ...{ ResourceArn: arn, Policy: JSON.stringify(policy), ExpectedRevisionId: 'NO_POLICY' },
    }),
  )
}

export async function isTableClosed(dynamo: DynamoDBClient, table: string): Promise<boolean> {
  const found = await findPolicy(dynamo, await readArn(dynamo, table))
  return found !== undefined && findClosedAt(found.policy) !== undefined
}

/** Since when, ISO 8601; undefined where the table is open. */
export async function findTableClosing(dynamo: DynamoDBClient, table: string): Promise<string | undefined> {
  const found = await findPolicy(dynamo, await readArn(dynamo, table))
  return found && findClosedAt(found.policy)
}

/** A table that is open stays so. @throws ForeignPolicyError for a policy of another kind */
export async function openTable(dynamo: DynamoDBClient, table: string): Promise<void> {
  const arn = await readArn(dynamo, table)
  const found = await findPolicy(dynamo, arn)
  if (!found) return
  if (findClosedAt(found.policy) === undefined)
    throw new ForeignPolicyError(`${table} has a resource policy of its own.`)
  await dynamo.send(new DeleteResourcePolicyCommand({ ResourceArn: arn, ExpectedRevisionId: found.revision }))
}

async function readArn(dynamo: DynamoDBClient, table: string): Promise<string> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }))
  if (!Table?.TableArn) throw new Error(`${table} has no ARN`)
  return Table.TableArn
}

async function findPolicy(dynamo: DynamoDBClient, ResourceArn: string) {
  try {
    const { Policy = '', RevisionId } = await dynamo.send(new GetResourcePolicyCommand({ ResourceArn }))
    return { policy: Policy, revision: RevisionId }
  } catch (error) {
    if (error instanceof PolicyNotFoundException) return undefined
    throw error
  }
}

function findClosedAt(policy: string): string | undefined {
  return new RegExp(`"Sid":\\s*"${CLOSED}(\\d{8}T\\d{9}Z)"`)
    .exec(policy)?.[1]
    ?.replace(/^(....)(..)(..T..)(..)(..)(...)Z$/, '$1-$2-$3:$4:$5.$6Z')
}
