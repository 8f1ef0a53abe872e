import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { BackupClient, DescribeBackupVaultCommand } from '@aws-sdk/client-backup'
import { BudgetsClient, DescribeBudgetCommand } from '@aws-sdk/client-budgets'
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation'
import { CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb'
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53'
import { GetObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3'
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import {
  ACCOUNT,
  before,
  DISTRIBUTION,
  DOMAIN,
  describeStack,
  findPhysicalId,
  listStackResources,
  NOW,
  RESOURCES,
  type StackChange,
} from './stack-replies.ts'
import { answerTexts } from './text-replies.ts'

/*
 * A deployment in which all is well, as AWS replies about it: the stacks are those that are synthesized, and each reply has
 * the members that the API reference of its service gives it.
 */

export const clients = {
  backups: mockClient(BackupClient),
  certificates: mockClient(ACMClient),
  budgets: mockClient(BudgetsClient),
  stacks: mockClient(CloudFormationClient),
  cloudFront: mockClient(CloudFrontClient),
  cloudWatch: mockClient(CloudWatchClient),
  dns: mockClient(Route53Client),
  dynamo: mockClient(DynamoDBClient),
  keys: mockClient(KMSClient),
  functions: mockClient(LambdaClient),
  texts: mockClient(PinpointSMSVoiceV2Client),
  buckets: mockClient(S3Client),
  mail: mockClient(SESv2Client),
  topics: mockClient(SNSClient),
  queues: mockClient(SQSClient),
  secrets: mockClient(SecretsManagerClient),
}

const findTopic = (stack: string) => findPhysicalId(stack, 'AWS::SNS::Topic', 'Topic')

const alarmStates = { ActionsEnabled: true, StateValue: 'OK' as const }

/** Metric → its values by hour; others have none. */
export type Metrics = Readonly<Record<string, readonly number[]>>
export const METRICS: Metrics = { TextMessageMonthlySpend: [12.5, 12], Invocations: [1], Errors: [0] }

export function answerMetrics(metrics: Metrics): void {
  clients.cloudWatch
    .on(GetMetricDataCommand)
    .callsFake(
      ({
        MetricDataQueries: [query],
      }: {
        MetricDataQueries: { MetricStat: { Metric: { MetricName: string } } }[]
      }) => {
        const Values = [...(metrics[query?.MetricStat.Metric.MetricName ?? ''] ?? [])]
        return {
          MetricDataResults: [
            { Id: 'asked', StatusCode: 'Complete', Values, Timestamps: Values.map(() => NOW) },
          ],
        }
      },
    )
}

/** @param change of an alarm whose name has this in it */
export function answerAlarms(change: { readonly name?: string; readonly is?: object } = {}): void {
  clients.cloudWatch.on(DescribeAlarmsCommand).callsFake(({ AlarmNames }: { AlarmNames: string[] }) => ({
    MetricAlarms: AlarmNames.map((AlarmName) => ({
      ...{ AlarmName, ...alarmStates, StateUpdatedTimestamp: before(10) },
      AlarmActions: [findTopic(AlarmName.split('-')[0] ?? '')],
      ...(change.name !== undefined && AlarmName.includes(change.name) && change.is),
    })),
  }))
}

/** @param without a type of resources that no stack has */
export function answerStacks(
  version: string,
  changes: Readonly<Record<string, StackChange | null>> = {},
  without?: string,
): void {
  const gone = (name: string) =>
    Object.assign(new Error(`Stack with id ${name} does not exist`), { name: 'ValidationError' })
  clients.stacks
    .on(DescribeStacksCommand)
    .callsFake(({ StackName }: { StackName: string }) => {
      const change = changes[StackName]
      if (change === null || RESOURCES[StackName] === undefined) throw gone(StackName)
      return { Stacks: [describeStack(StackName, version, change)] }
    })
    .on(ListStackResourcesCommand)
    .callsFake(({ StackName }: { StackName: string }) => ({
      StackResourceSummaries: listStackResources(StackName).filter(
        ({ ResourceType }) => ResourceType !== without,
      ),
    }))
}

/** Everything as it should be. */
export function answerHealthy(version: string): void {
  for (const client of Object.values(clients)) client.reset()
  answerStacks(version)
  answerMetrics(METRICS)
  answerAlarms()
  answerTexts(clients.texts)
  answerEdge()
  answerStoredData()
  answerVaults()
  clients.topics.on(ListSubscriptionsByTopicCommand).callsFake(({ TopicArn }: { TopicArn: string }) => ({
    Subscriptions: [
      {
        SubscriptionArn: `${TopicArn}:EXAMPLE`,
        Owner: ACCOUNT,
        Protocol: 'email',
        Endpoint: 'alarms@example.org',
        TopicArn,
      },
    ],
  }))
  answerTopicPolicy('cloudwatch.amazonaws.com')
  clients.budgets.on(DescribeBudgetCommand).resolves({
    Budget: {
      ...{ BudgetName: 'budget', TimeUnit: 'MONTHLY', BudgetType: 'COST' },
      BudgetLimit: { Amount: '300', Unit: 'USD' },
      CalculatedSpend: { ActualSpend: { Amount: '41.2', Unit: 'USD' } },
    },
  })
  clients.functions
    .on(GetAccountSettingsCommand)
    .resolves({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 } })
    .on(GetFunctionConcurrencyCommand)
    .resolves({})
  clients.queues.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '0' } })
  clients.mail
    .on(GetAccountCommand)
    .resolves({ ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'HEALTHY' })
    .on(GetEmailIdentityCommand)
    .resolves({ IdentityType: 'DOMAIN', VerifiedForSendingStatus: true })
}

/** @param service whom it lets publish */
export function answerTopicPolicy(service: string): void {
  const Statement = [
    // As the CDK refuses what is not encrypted.
    { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: '*' },
    { Effect: 'Allow', Principal: { Service: service }, Action: 'sns:Publish', Resource: '*' },
  ]
  clients.topics
    .on(GetTopicAttributesCommand)
    .resolves({ Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) } })
}

/** @param change of the vault in a region */
export function answerVaults(change: { readonly region?: string; readonly is?: object } = {}): void {
  clients.backups.on(DescribeBackupVaultCommand).callsFake(async (_, getClient) => ({
    ...{ BackupVaultName: 'concord', VaultType: 'BACKUP_VAULT', CreationDate: before(100) },
    ...{ Locked: true, MinRetentionDays: 35, MaxRetentionDays: 36, LockDate: before(97) },
    NumberOfRecoveryPoints: 175,
    ...((await getClient().config.region()) === (change.region ?? 'us-west-2') && change.is),
  }))
}

export const distribution = {
  ...{ Id: 'EDFDVBD6EXAMPLE', ARN: 'arn', Status: 'Deployed', LastModifiedTime: before(100) },
  ...{ InProgressInvalidationBatches: 0, DomainName: DISTRIBUTION },
  DistributionConfig: {
    ...{
      CallerReference: 'ref',
      Comment: 'Concord',
      Enabled: true,
      Origins: undefined,
      DefaultCacheBehavior: undefined,
    },
    Aliases: { Quantity: 1, Items: [DOMAIN] },
    WebACLId: `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/${findPhysicalId('ConcordEdge', 'AWS::WAFv2::WebACL', 'Firewall').split('|').slice(0, 2).join('/')}`,
  },
}

export const records = (['A', 'AAAA'] as const).map((Type) => ({
  ...{ Name: `${DOMAIN}.`, Type },
  AliasTarget: { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: `${DISTRIBUTION}.`, EvaluateTargetHealth: false },
}))

function answerEdge(): void {
  clients.certificates
    .on(DescribeCertificateCommand)
    .resolves({ Certificate: { DomainName: DOMAIN, Status: 'ISSUED', NotAfter: before(-200) } })
  clients.cloudFront.on(GetDistributionCommand).resolves({ Distribution: distribution, ETag: 'E' })
  clients.dns
    .on(ListResourceRecordSetsCommand)
    .resolves({ ResourceRecordSets: records, IsTruncated: false, MaxItems: 20 })
}

function answerStoredData(): void {
  clients.dynamo
    .on(DescribeContinuousBackupsCommand)
    .resolves({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 },
      },
    })
    .on(DescribeTableCommand)
    .resolves({ Table: { TableStatus: 'ACTIVE', DeletionProtectionEnabled: true } })
    .on(GetItemCommand)
    .resolves({ Item: { administrators: { N: '1' } } })
  clients.keys
    .on(DescribeKeyCommand)
    .callsFake(({ KeyId }: { KeyId: string }) => ({
      KeyMetadata: {
        ...{ KeyId, KeyState: 'Enabled', Enabled: true },
        KeySpec: KeyId.includes('Signing') ? 'ECC_NIST_P256' : 'SYMMETRIC_DEFAULT',
      },
    }))
    .on(GetKeyRotationStatusCommand)
    .callsFake(({ KeyId }: { KeyId: string }) => {
      // As KMS refuses to say it of an asymmetric key.
      if (KeyId.includes('Signing'))
        throw Object.assign(new Error(KeyId), { name: 'UnsupportedOperationException' })
      return { KeyRotationEnabled: true, RotationPeriodInDays: 365 }
    })
  clients.buckets.on(GetObjectLockConfigurationCommand).resolves({
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 730 } },
    },
  })
  clients.secrets.on(DescribeSecretCommand).resolves({ Name: 'secret', CreatedDate: before(100) })
}
