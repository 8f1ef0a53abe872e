import type { Assembly } from './template.ts'

/** Resources that local mode reads: it stands them up, or they say how others work together. */
const SERVED: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  // Its objects are written and read. The audit trail is not archived here: nobody could lock what is on this machine.
  'AWS::S3::Bucket',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SMSVOICE::ConfigurationSet',
  'AWS::SMSVOICE::OptOutList',
  'AWS::SMSVOICE::Pool',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
  // Its function is called when the stack starts.
  'Custom::SeededLibrary',
])

/** Resources that local mode leaves out, and what is therefore not tried on this machine. */
export const SKIPPED: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Stage': 'throttling and the access log',
  'AWS::Athena::WorkGroup': 'DuckDB asks the same questions of the same files',
  'AWS::Budgets::Budget': 'nothing is charged here',
  'AWS::CloudWatch::Alarm': 'the logs are on this machine',
  'AWS::CloudWatch::Dashboard': 'the logs are on this machine',
  'AWS::Cognito::UserPoolResourceServer': 'local sign-in knows the scopes by itself',
  'AWS::Cognito::UserPoolDomain': 'the sign-in page has an address of its own',
  'AWS::Glue::Database': 'DuckDB finds the files by their names',
  'AWS::Glue::Table': 'DuckDB finds the files by their names',
  'AWS::Lambda::EventInvokeConfig': 'an asynchronous call that failed is not tried again',
  'AWS::Lambda::Permission': 'only the gateway and the schedule call functions',
  'AWS::Logs::LogGroup': 'each function has a log file',
  'AWS::Logs::MetricFilter': 'nothing counts lines of a log',
  'AWS::S3::BucketPolicy': 'objects are served on loopback only',
  'AWS::SMSVOICE::ProtectConfiguration': 'the simulated phone is in every country',
  'AWS::SNS::TopicPolicy': 'the simulated phone publishes to the queues behind a topic',
  'AWS::SQS::QueuePolicy': 'queues listen on loopback only',
}

/** Functions whose stream is not served here, and why. */
export const SKIPPED_STREAMS: Readonly<Record<string, string>> = {
  'archive-audit': 'nobody could lock an archive that is on this machine',
}

/** @throws Error naming each type of resource that local mode neither serves nor leaves out knowingly */
export function refuseUnknownTypes({ stacks }: Assembly): void {
  const types = new Set(stacks.flatMap(({ resources }) => [...resources.values()].map(({ type }) => type)))
  const unknown = [...types].filter((type) => !SERVED.has(type) && !(type in SKIPPED)).sort()
  if (unknown.length > 0)
    throw new Error(
      `The template has ${unknown.join(', ')}, which local mode does not know. Serve it in ` +
        'infra/local/cloudformation/resources.ts, or say in known-types.ts why it is left out.',
    )
}
