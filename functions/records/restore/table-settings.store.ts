import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'

/*
 * What a table of the stack has beside its items. DynamoDB restores items, keys and indexes into a new table, and none of these.
 *
 * | access                           | request                                            |
 * |----------------------------------|----------------------------------------------------|
 * | begin a restore to an instant    | RestoreTableToPointInTime, into a table beside it     |
 * | is it set?                       | DescribeTable, …ContinuousBackups, …TimeToLive        |
 * | turn it on                       | UpdateTable, …ContinuousBackups, …TimeToLive          |
 */

/** As far back as DynamoDB can keep a table, and as the template asks for. */
const RECOVERY_DAYS = 35

/**
 * Begins to restore a table into a new one beside it, under the same key and without its indexes: it is only read from.
 *
 * @param instant ISO 8601, of the last 35 days
 * @returns the name of the new table, which is ready when its status is ACTIVE
 */
export async function beginRestore(dynamo: DynamoDBClient, table: string, instant: string): Promise<string> {
  const name = `${table}-at-${instant.replaceAll(/[^0-9TZ]/g, '')}`
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }))
  const key = Table?.SSEDescription?.KMSMasterKeyArn
  await dynamo.send(
    new RestoreTableToPointInTimeCommand({
      ...{ SourceTableName: table, TargetTableName: name, RestoreDateTime: new Date(instant) },
      ...{ BillingModeOverride: 'PAY_PER_REQUEST', GlobalSecondaryIndexOverride: [] },
      ...(key !== undefined && {
        SSESpecificationOverride: { Enabled: true, SSEType: 'KMS' as const, KMSMasterKeyId: key },
      }),
    }),
  )
  return name
}

/**
 * Turns on what protects a table, where it is off: point-in-time recovery for 35 days, protection against deletion, and expiry.
 *
 * @param timeToLive the attribute that items expire by, where they do
 * @returns what was turned on
 */
export async function applyTableSettings(
  dynamo: DynamoDBClient,
  table: string,
  timeToLive?: string,
): Promise<string[]> {
  const turnedOn: string[] = []
  const { ContinuousBackupsDescription: backups } = await dynamo.send(
    new DescribeContinuousBackupsCommand({ TableName: table }),
  )
  const { PointInTimeRecoveryStatus: status, RecoveryPeriodInDays: days = RECOVERY_DAYS } =
    backups?.PointInTimeRecoveryDescription ?? {}
  if (status !== 'ENABLED' || days < RECOVERY_DAYS) {
    await dynamo.send(
      new UpdateContinuousBackupsCommand({
        TableName: table,
        PointInTimeRecoverySpecification: {
          ...{ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: RECOVERY_DAYS },
        },
      }),
    )
    turnedOn.push(`${table}: point-in-time recovery`)
  }
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }))
  if (!Table?.DeletionProtectionEnabled) {
    await dynamo.send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: true }))
    turnedOn.push(`${table}: deletion protection`)
  }
  if (timeToLive === undefined) return turnedOn
  const { TimeToLiveDescription: expiry } = await dynamo.send(
    new DescribeTimeToLiveCommand({ TableName: table }),
  )
  if (expiry?.TimeToLiveStatus !== 'ENABLED' && expiry?.TimeToLiveStatus !== 'ENABLING') {
    await dynamo.send(
      new UpdateTimeToLiveCommand({
        TableName: table,
        TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive },
      }),
    )
    turnedOn.push(`${table}: expiry by ${timeToLive}`)
  }
  return turnedOn
}
