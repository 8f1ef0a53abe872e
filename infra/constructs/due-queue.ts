import { Duration } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { WithDeadLetters } from './alarms.ts'
import { allow } from './permissions.ts'

const SENDER_TIMEOUT = Duration.seconds(60)

/**
 * What is due on its way to its sender: in order within a message group, the same thing at most once in five minutes. What
 * failed five times waits in the dead-letter queue, in order too, for a person to look at.
 */
export class DueQueue extends Construct implements WithDeadLetters {
  readonly queue: Queue
  readonly deadLetters: Queue
  /** How long the consumer may take for one batch. */
  readonly consumerTimeout = SENDER_TIMEOUT

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const sealed = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
    this.deadLetters = new Queue(this, 'DeadLetters', { ...sealed, retentionPeriod: Duration.days(14) })
    this.queue = new Queue(this, 'Queue', {
      ...sealed,
      // AWS advises six times the consumer's timeout: a batch that is retried inside must not be delivered twice.
      visibilityTimeout: Duration.seconds(6 * SENDER_TIMEOUT.toSeconds()),
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    })
  }

  /** Lets a caller put what is due into the queue. */
  grantSend(grantee: IGrantable): void {
    allow(grantee, ['sqs:SendMessage'], [this.queue.queueArn])
  }

  /**
   * Hands the queue to a function, ten at a time; it reports which of the ten failed.
   *
   * @param options.atOnce how many calls there are at once at most
   */
  deliverTo(
    handler: IFunction,
    options: { readonly batchSize?: number; readonly atOnce?: number } = {},
  ): void {
    const { batchSize = 10, atOnce } = options
    handler.addEventSource(
      new SqsEventSource(this.queue, {
        ...{ batchSize, reportBatchItemFailures: true },
        ...(atOnce !== undefined && { maxConcurrency: atOnce }),
      }),
    )
  }
}
