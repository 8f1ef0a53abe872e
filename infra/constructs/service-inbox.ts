import { Aws, Duration } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { WithDeadLetters } from './alarms.ts'

const CONSUMER_TIMEOUT = Duration.seconds(30)

/**
 * What a service of AWS tells us of texts or mails: a topic that it alone may publish to, and a queue behind it, so that a
 * function that is down loses nothing. Encrypted at rest in both; a message holds a telephone number or an address.
 */
export class ServiceInbox extends Construct implements WithDeadLetters {
  readonly topic: Topic
  readonly queue: Queue
  readonly deadLetters: Queue
  /** How long the consumer may take for one batch. */
  readonly consumerTimeout = CONSUMER_TIMEOUT

  /** @param props.service the service’s principal, such as `ses.amazonaws.com` */
  constructor(scope: Construct, id: string, props: { readonly service: string }) {
    super(scope, id)
    const service = new ServicePrincipal(props.service)
    const fromHere = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } }
    const key = new Key(this, 'Key', { description: `Concord ${id}`, enableKeyRotation: true })
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [service],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: fromHere,
      }),
    )
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true })
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [service],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: fromHere,
      }),
    )
    const sealed = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
    this.deadLetters = new Queue(this, 'DeadLetters', { ...sealed, retentionPeriod: Duration.days(14) })
    this.queue = new Queue(this, 'Queue', {
      ...sealed,
      visibilityTimeout: Duration.seconds(6 * CONSUMER_TIMEOUT.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    })
    this.topic.addSubscription(new SqsSubscription(this.queue, { rawMessageDelivery: true }))
  }

  /** Hands the queue to a function, ten at a time; it reports which of the ten failed. */
  deliverTo(handler: IFunction): void {
    handler.addEventSource(new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true }))
  }
}
