import { Duration, Validations } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { bundle } from './bundle.ts'

/** How long function and access logs are kept. They hold no name, phone number or answer. */
export const LOG_RETENTION = RetentionDays.THREE_MONTHS

interface HandlerProps {
  /** The entry point: functions/handlers/<entry>.handler.ts, which exports `handler`. */
  readonly entry: string
  /** Only the variables that this function reads. */
  readonly environment?: Record<string, string>
  /** Default 10 s; API Gateway gives up after 30. */
  readonly timeout?: Duration
  /** Default 1024 MB: Lambda shares out processor time by memory, and a cold start is all processor time. */
  readonly memorySize?: number
  /**
   * Again after a failure of an asynchronous call; default 0, since the caller here calls again by itself. A function
   * behind the gateway, a queue or a stream is never called so, and has no setting for it: a stack has 500 resources at most.
   */
  readonly retryAttempts?: number
}

/**
 * One function as every function here is: Node 24 on arm64, one bundle with everything inside, own log group, own role
 * with no managed policy, tracing on.
 */
export class Handler extends LambdaFunction {
  constructor(scope: Construct, id: string, props: HandlerProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, { retention: LOG_RETENTION })
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    )
    super(scope, id, {
      code: bundle(`functions/handlers/${props.entry}.handler.ts`),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 1024,
      timeout: props.timeout ?? Duration.seconds(10),
      ...(isCalledAsynchronously(props.entry) && { retryAttempts: props.retryAttempts ?? 0 }),
      environment: { ...props.environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    })
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Only xray:PutTraceSegments and xray:PutTelemetryRecords, for which IAM knows no resource. A test asserts that no other action is allowed on *.',
    })
  }
}

/** Entry points that the gateway, a queue or a stream calls: each waits for the answer, and tries again by rules of its own. */
const CALLED_SYNCHRONOUSLY: ReadonlySet<string> = new Set([
  ...['admit-request', 'append-facts', 'archive-audit', 'erase-participants'],
  ...['receive-reply', 'record-delivery', 'record-mail-event'],
  ...['send-invitation', 'send-urgent-message'],
])

function isCalledAsynchronously(entry: string): boolean {
  return !entry.startsWith('serve-') && !CALLED_SYNCHRONOUSLY.has(entry)
}
