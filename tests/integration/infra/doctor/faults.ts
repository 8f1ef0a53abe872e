import { DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { DescribeBudgetCommand } from '@aws-sdk/client-budgets'
import { GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb'
import { DescribeKeyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms'
import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda'
import {
  DescribeAccountAttributesCommand,
  DescribeConfigurationSetsCommand,
  DescribeOptOutListsCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeRegistrationsCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53'
import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3'
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager'
import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2'
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { readVersion } from '../../../../infra/constructs/source-digest.ts'
import {
  answerAlarms,
  answerMetrics,
  answerStacks,
  answerTopicPolicy,
  answerVaults,
  clients,
  distribution,
  METRICS,
  records,
} from './deployed-service.ts'
import { NOW } from './stack-replies.ts'
import { number, pool } from './text-replies.ts'

const version = readVersion()
/** A check, and what it says where something is arranged otherwise in a deployment in which all is well. */
export type Fault = readonly [id: string, state: 'failed' | 'warning', found: RegExp, arrange: () => unknown]

const day = 24 * 3600_000
export const FAULTS: readonly Fault[] = [
  [
    'stack-status',
    'failed',
    /ConcordService is UPDATE_ROLLBACK_COMPLETE/,
    () => answerStacks(version, { ConcordService: { StackStatus: 'UPDATE_ROLLBACK_COMPLETE' } }),
  ],
  [
    'stack-status',
    'warning',
    /ConcordData is UPDATE_IN_PROGRESS/,
    () => answerStacks(version, { ConcordData: { StackStatus: 'UPDATE_IN_PROGRESS' } }),
  ],
  [
    'stack-drift',
    'warning',
    /changed resources of ConcordEdge by hand/,
    () => answerStacks(version, { ConcordEdge: { DriftInformation: { StackDriftStatus: 'DRIFTED' } } }),
  ],
  [
    'stack-drift',
    'warning',
    /never looked at/,
    () => answerStacks(version, { ConcordData: { DriftInformation: { StackDriftStatus: 'NOT_CHECKED' } } }),
  ],
  [
    'termination-protection',
    'failed',
    /ConcordData can be deleted/,
    () => answerStacks(version, { ConcordData: { EnableTerminationProtection: false } }),
  ],
  ['version', 'warning', /0\.0\.9\+000000000000 is deployed/, () => answerStacks('0.0.9+000000000000')],
  [
    'text-numbers',
    'failed',
    /1 of 1 number cannot text: PENDING/,
    () =>
      clients.texts
        .on(DescribePhoneNumbersCommand)
        .resolves({ PhoneNumbers: [{ ...number, Status: 'PENDING' }] }),
  ],
  [
    'text-numbers',
    'failed',
    /1 of 1 number cannot text: released/,
    () => clients.texts.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [] }),
  ],
  [
    'text-numbers',
    'failed',
    /cannot text/,
    () =>
      clients.texts
        .on(DescribePhoneNumbersCommand)
        .resolves({ PhoneNumbers: [{ ...number, PoolId: 'pool-of-others' }] }),
  ],
  [
    'text-numbers',
    'failed',
    /pool of the numbers is gone/,
    () =>
      clients.texts
        .on(DescribePoolsCommand)
        .rejects(Object.assign(new Error('pool'), { name: 'ResourceNotFoundException' })),
  ],
  [
    'text-numbers',
    'warning',
    /is a simulator/,
    () =>
      clients.texts
        .on(DescribePhoneNumbersCommand)
        .resolves({ PhoneNumbers: [{ ...number, NumberType: 'SIMULATOR' }] }),
  ],
  [
    'text-registration',
    'failed',
    /has no registration/,
    () =>
      clients.texts
        .on(DescribePhoneNumbersCommand)
        .resolves({ PhoneNumbers: [{ ...number, RegistrationId: undefined }] }),
  ],
  [
    'text-registration',
    'failed',
    /is REQUIRES_UPDATES/,
    () =>
      clients.texts.on(DescribeRegistrationsCommand).resolves({
        Registrations: [
          {
            RegistrationArn: 'arn',
            RegistrationId: 'registration-0123',
            RegistrationType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION',
            RegistrationStatus: 'REQUIRES_UPDATES',
            CurrentVersionNumber: 2,
            CreatedTimestamp: NOW,
          },
        ],
      }),
  ],
  [
    'text-sandbox',
    'failed',
    /in the text sandbox/,
    () =>
      clients.texts
        .on(DescribeAccountAttributesCommand)
        .resolves({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' }] }),
  ],
  [
    'text-spend',
    'failed',
    /\$100 of \$100 .* no text goes out/,
    () => answerMetrics({ ...METRICS, TextMessageMonthlySpend: [100] }),
  ],
  [
    'text-spend',
    'warning',
    /\$80 of \$100/,
    () => answerMetrics({ ...METRICS, TextMessageMonthlySpend: [80] }),
  ],
  [
    'text-spend',
    'warning',
    /no text was counted/,
    () => answerMetrics({ ...METRICS, TextMessageMonthlySpend: [] }),
  ],
  [
    'text-replies',
    'failed',
    /take no replies/,
    () => clients.texts.on(DescribePoolsCommand).resolves({ Pools: [{ ...pool, TwoWayEnabled: false }] }),
  ],
  [
    'text-replies',
    'failed',
    /another topic/,
    () =>
      clients.texts
        .on(DescribePoolsCommand)
        .resolves({ Pools: [{ ...pool, TwoWayChannelArn: 'arn:aws:sns:eu-central-1:111122223333:other' }] }),
  ],
  [
    'text-opt-outs',
    'failed',
    /AWS answers STOP/,
    () =>
      clients.texts
        .on(DescribePoolsCommand)
        .resolves({ Pools: [{ ...pool, SelfManagedOptOutsEnabled: false }] }),
  ],
  [
    'text-opt-outs',
    'failed',
    /use the opt-out list Default/,
    () =>
      clients.texts.on(DescribePoolsCommand).resolves({ Pools: [{ ...pool, OptOutListName: 'Default' }] }),
  ],
  [
    'text-opt-outs',
    'failed',
    /is gone/,
    () => clients.texts.on(DescribeOptOutListsCommand).resolves({ OptOutLists: [] }),
  ],
  [
    'text-events',
    'failed',
    /Nothing reports/,
    () =>
      clients.texts.on(DescribeConfigurationSetsCommand).resolves({
        ConfigurationSets: [
          {
            ConfigurationSetArn: 'arn',
            ConfigurationSetName: 'set',
            EventDestinations: [],
            CreatedTimestamp: NOW,
          },
        ],
      }),
  ],
  [
    'mail',
    'failed',
    /in the sandbox of Amazon SES/,
    () =>
      clients.mail.on(GetAccountCommand).resolves({ ProductionAccessEnabled: false, SendingEnabled: true }),
  ],
  [
    'mail',
    'failed',
    /stopped the account’s mail/,
    () =>
      clients.mail.on(GetAccountCommand).resolves({ ProductionAccessEnabled: true, SendingEnabled: false }),
  ],
  [
    'mail',
    'failed',
    /not verified/,
    () => clients.mail.on(GetEmailIdentityCommand).resolves({ VerifiedForSendingStatus: false }),
  ],
  [
    'certificate',
    'failed',
    /is PENDING_VALIDATION/,
    () =>
      clients.certificates
        .on(DescribeCertificateCommand)
        .resolves({ Certificate: { Status: 'PENDING_VALIDATION' } }),
  ],
  [
    'certificate',
    'warning',
    /for 20 more days/,
    () =>
      clients.certificates
        .on(DescribeCertificateCommand)
        .resolves({ Certificate: { Status: 'ISSUED', NotAfter: new Date(NOW.getTime() + 20 * day) } }),
  ],
  [
    'domain',
    'failed',
    /record AAAA of surveys\.example\.org does not lead/,
    () =>
      clients.dns
        .on(ListResourceRecordSetsCommand)
        .resolves({ ResourceRecordSets: records.slice(0, 1), IsTruncated: false, MaxItems: 20 }),
  ],
  [
    'domain',
    'failed',
    /CloudFront does not answer for/,
    () =>
      clients.cloudFront.on(GetDistributionCommand).resolves({
        Distribution: {
          ...distribution,
          DistributionConfig: { ...distribution.DistributionConfig, Aliases: { Quantity: 0 } },
        },
      }),
  ],
  [
    'firewall',
    'failed',
    /No firewall/,
    () =>
      clients.cloudFront.on(GetDistributionCommand).resolves({
        Distribution: {
          ...distribution,
          DistributionConfig: { ...distribution.DistributionConfig, WebACLId: '' },
        },
      }),
  ],
  [
    'firewall',
    'failed',
    /switched off/,
    () =>
      clients.cloudFront.on(GetDistributionCommand).resolves({
        Distribution: {
          ...distribution,
          DistributionConfig: { ...distribution.DistributionConfig, Enabled: false },
        },
      }),
  ],
  ['firewall', 'failed', /ConcordEdge is not there/, () => answerStacks(version, { ConcordEdge: null })],
  [
    'firewall',
    'warning',
    /without a firewall/,
    () =>
      answerStacks(version, {
        ConcordEdge: null,
        ConcordService: {
          Outputs: [
            { OutputKey: 'PublicUrl', OutputValue: 'https://a1b2c3.execute-api.eu-central-1.amazonaws.com' },
          ],
        },
      }),
  ],
  [
    'alarm-subscription',
    'failed',
    /Nobody has confirmed the alarms of eu-central-1/,
    () =>
      clients.topics
        .on(ListSubscriptionsByTopicCommand)
        .resolves({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation', Protocol: 'email' }] }),
  ],
  [
    'alarm-actions',
    'failed',
    /would mail nobody: NobodyOnCall/,
    () => answerAlarms({ name: 'AlarmsNobodyOnCall', is: { ActionsEnabled: false } }),
  ],
  [
    'alarm-subscription',
    'warning',
    /none at the address in AlarmEmail in eu-central-1 and us-east-1/,
    () =>
      clients.topics.on(ListSubscriptionsByTopicCommand).resolves({
        Subscriptions: [{ SubscriptionArn: 'arn:aws:sns:…', Protocol: 'email', Endpoint: 'a@example.org' }],
      }),
  ],
  [
    'alarm-topic',
    'failed',
    /in eu-central-1 lets CloudWatch publish nothing/,
    () => answerTopicPolicy('events.amazonaws.com'),
  ],
  [
    'alarm-topic',
    'failed',
    /lets CloudWatch publish nothing/,
    () => clients.topics.on(GetTopicAttributesCommand).resolves({ Attributes: {} }),
  ],
  [
    'alarm-actions',
    'failed',
    /1 alarm would mail nobody: NobodyOnCall/,
    () =>
      answerAlarms({
        name: 'AlarmsNobodyOnCall',
        is: { AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:of-others'] },
      }),
  ],
  [
    'alarm-actions',
    'failed',
    /were deleted/,
    () => clients.cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] }),
  ],
  [
    'alarm-data',
    'failed',
    /had no data for a day.*OpenDueAssessmentsSilence/,
    () => answerAlarms({ name: 'OpenDueAssessmentsSilence', is: { StateValue: 'INSUFFICIENT_DATA' } }),
  ],
  [
    'alarms-ringing',
    'warning',
    /1 alarm rings: TextsStopped/,
    () => answerAlarms({ name: 'AlarmsTextsStopped', is: { StateValue: 'ALARM' } }),
  ],
  [
    'budget',
    'warning',
    /\$310 of \$300/,
    () =>
      clients.budgets.on(DescribeBudgetCommand).resolves({
        Budget: {
          ...{ BudgetName: 'budget', TimeUnit: 'MONTHLY', BudgetType: 'COST' },
          BudgetLimit: { Amount: '300', Unit: 'USD' },
          CalculatedSpend: { ActualSpend: { Amount: '310', Unit: 'USD' } },
        },
      }),
  ],
  [
    'concurrency',
    'failed',
    /may run 10 functions at once/,
    () =>
      clients.functions
        .on(GetAccountSettingsCommand)
        .resolves({ AccountLimit: { ConcurrentExecutions: 10 } }),
  ],
  [
    'concurrency',
    'warning',
    /may run 50 functions at once/,
    () =>
      clients.functions
        .on(GetAccountSettingsCommand)
        .resolves({ AccountLimit: { ConcurrentExecutions: 50 } }),
  ],
  [
    'reserved-concurrency',
    'failed',
    /switched off/,
    () => clients.functions.on(GetFunctionConcurrencyCommand).resolves({ ReservedConcurrentExecutions: 0 }),
  ],
  [
    'reserved-concurrency',
    'warning',
    /may run 3 times at once/,
    () => clients.functions.on(GetFunctionConcurrencyCommand).resolves({ ReservedConcurrentExecutions: 3 }),
  ],
  [
    'dead-letters',
    'failed',
    /4 of Invitations/,
    () =>
      clients.queues.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }) => ({
        Attributes: { ApproximateNumberOfMessages: /Invitations/.test(QueueUrl) ? '4' : '0' },
      })),
  ],
  [
    'table-recovery',
    'failed',
    /StudyTable.* cannot be recovered/,
    () =>
      clients.dynamo.on(DescribeContinuousBackupsCommand).resolves({
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
        },
      }),
  ],
  [
    'table-recovery',
    'failed',
    /StudyTable.* the last 35 days/,
    () =>
      clients.dynamo.on(DescribeContinuousBackupsCommand).resolves({
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 7 },
        },
      }),
  ],
  [
    'table-protection',
    'failed',
    /can be deleted by one command/,
    () =>
      clients.dynamo
        .on(DescribeTableCommand)
        .resolves({ Table: { TableStatus: 'ACTIVE', DeletionProtectionEnabled: false } }),
  ],
  [
    'archive-lock',
    'failed',
    /in governance mode/,
    () =>
      clients.buckets.on(GetObjectLockConfigurationCommand).resolves({
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 730 } },
        },
      }),
  ],
  [
    'archive-lock',
    'failed',
    /locked for 365 days, and was deployed with 730 days/,
    () =>
      clients.buckets.on(GetObjectLockConfigurationCommand).resolves({
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 1 } },
        },
      }),
  ],
  [
    'archive-lock',
    'failed',
    /no output AuditRetentionDays/,
    () => answerStacks(version, { ConcordData: { Outputs: [] } }),
  ],
  [
    'backup-vaults',
    'failed',
    /no output BackupRegion/,
    () => answerStacks(version, { ConcordData: { Outputs: [] } }),
  ],
  [
    'backup-vaults',
    'failed',
    /in us-west-2 is not locked for good/,
    () => answerVaults({ is: { Locked: false } }),
  ],
  [
    'backup-vaults',
    'failed',
    /in eu-central-1 is not locked for good/,
    () => answerVaults({ region: 'eu-central-1', is: { LockDate: undefined } }),
  ],
  [
    'backup-vaults',
    'failed',
    /in us-west-2 is locked for 7 days, and was deployed with 35 days/,
    () => answerVaults({ is: { MinRetentionDays: 7 } }),
  ],
  [
    'backup-vaults',
    'failed',
    /keeps backups beyond 35 days/,
    () => answerVaults({ is: { MaxRetentionDays: 400 } }),
  ],
  [
    'backup-vaults',
    'failed',
    /keeps backups beyond 35 days/,
    () => answerVaults({ is: { MaxRetentionDays: undefined } }),
  ],
  [
    'backup-vaults',
    'failed',
    /in us-west-2 holds no backup/,
    () => answerVaults({ is: { NumberOfRecoveryPoints: 0 } }),
  ],
  [
    'backup-vaults',
    'warning',
    /can still be taken off, until 2026-12-01T02:00:00.000Z/,
    () => answerVaults({ is: { LockDate: new Date(NOW.getTime() + day) } }),
  ],
  [
    'archive-lock',
    'failed',
    /Object Lock is off/,
    () => clients.buckets.on(GetObjectLockConfigurationCommand).resolves({}),
  ],
  [
    'keys',
    'failed',
    /is PendingDeletion/,
    () =>
      clients.keys
        .on(DescribeKeyCommand)
        .resolves({ KeyMetadata: { KeyId: 'key', KeyState: 'PendingDeletion' } }),
  ],
  [
    'keys',
    'warning',
    /not rotated/,
    () => clients.keys.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: false }),
  ],
  [
    'secrets',
    'failed',
    /Being deleted: LinkSecret/,
    () => clients.secrets.on(DescribeSecretCommand).resolves({ DeletedDate: NOW }),
  ],
  [
    'secrets',
    'warning',
    /800 days old/,
    () =>
      clients.secrets
        .on(DescribeSecretCommand)
        .resolves({ CreatedDate: new Date(NOW.getTime() - 800 * day) }),
  ],
  ['audit-verified', 'failed', /found a fault/, () => answerMetrics({ ...METRICS, AuditFault: [1] })],
  [
    'audit-verified',
    'failed',
    /not verified for 26 hours/,
    () => answerMetrics({ ...METRICS, Invocations: [] }),
  ],
  ['audit-verified', 'failed', /ended with an error/, () => answerMetrics({ ...METRICS, Errors: [1] })],
  [
    'administrators',
    'failed',
    /Nobody administers ketamine-infusion-registry/,
    () => clients.dynamo.on(GetItemCommand).resolves({}),
  ],
]
