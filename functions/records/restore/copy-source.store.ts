import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'

/*
 * Where a table comes from.
 *
 * | access                      | request                        |
 * |-----------------------------|--------------------------------|
 * | ARN of a table               | DescribeTable                   |
 * | what it was restored from    | the same, RestoreSummary        |
 */

/** What AWS says of a table that was restored. */
export type CopySource = {
  /** ARN of the table that it was restored from; AWS does not always name it of a backup. */
  readonly table: string | undefined
  /** ARN of the backup that it was restored from. */
  readonly backup: string | undefined
  /** What it was restored to, ISO 8601. AWS counts whole seconds. */
  readonly instant: string
  readonly isInProgress: boolean
}

/** `source`: undefined of a table that was not restored. */
export type DescribedTable = { readonly arn: string; readonly source: CopySource | undefined }

export async function describeSource(dynamo: DynamoDBClient, table: string): Promise<DescribedTable> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }))
  if (!Table?.TableArn) throw new Error(`${table} has no ARN`)
  const { RestoreSummary: summary } = Table
  return {
    arn: Table.TableArn,
    source: summary && {
      table: summary.SourceTableArn,
      backup: summary.SourceBackupArn,
      instant: summary.RestoreDateTime?.toISOString() ?? '',
      isInProgress: summary.RestoreInProgress !== false,
    },
  }
}
