import { ACMClient } from '@aws-sdk/client-acm'
import { BackupClient } from '@aws-sdk/client-backup'
import { BudgetsClient } from '@aws-sdk/client-budgets'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { Route53Client } from '@aws-sdk/client-route-53'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { EDGE_REGION } from '../constructs/origin-secret.ts'

/** What must be known of a region’s services alone to find the stacks. */
export interface StackClients {
  readonly cloudFormation: CloudFormationClient
  /** Where certificate, firewall and CloudFront are. */
  readonly edgeCloudFormation: CloudFormationClient
}

/** Clients with the credentials of the operator’s AWS profile. Each check asks with them, and changes nothing. */
export type Clients = ReturnType<typeof createClients>

/** @param region undefined for that of the profile */
export function createClients(region: string | undefined) {
  // Many checks ask at once, and CloudWatch and KMS answer only so many a second.
  const settings = { maxAttempts: 8, ...(region !== undefined && { region }) }
  const edge = { ...settings, region: EDGE_REGION }
  return {
    cloudFormation: new CloudFormationClient(settings),
    edgeCloudFormation: new CloudFormationClient(edge),
    certificates: new ACMClient(settings),
    edgeCertificates: new ACMClient(edge),
    cloudWatch: new CloudWatchClient(settings),
    edgeCloudWatch: new CloudWatchClient(edge),
    topics: new SNSClient(settings),
    edgeTopics: new SNSClient(edge),
    budgets: new BudgetsClient(edge),
    cloudFront: new CloudFrontClient(edge),
    dns: new Route53Client(edge),
    dynamo: new DynamoDBClient(settings),
    keys: new KMSClient(settings),
    edgeKeys: new KMSClient(edge),
    /** Of the vault beside the tables, and of the one in a second region. */
    connectToBackups: (where: string) => new BackupClient({ ...settings, region: where }),
    functions: new LambdaClient(settings),
    texts: new PinpointSMSVoiceV2Client(settings),
    buckets: new S3Client(settings),
    mail: new SESv2Client(settings),
    queues: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
    secrets: new SecretsManagerClient(settings),
  }
}
