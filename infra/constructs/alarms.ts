import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

/** Where messages end up that failed again and again. */
export interface WithDeadLetters extends Construct {
  readonly deadLetters: IQueue
}

const FIVE_MINUTES = Duration.minutes(5)

/** What an operator is told of, by mail when an address is given. The messages name functions and queues, no person. */
export class Alarms extends Construct {
  private readonly topic: Topic

  constructor(scope: Construct, id: string, email: string | undefined) {
    super(scope, id)
    const key = new Key(this, 'Key', { description: 'Concord alarms', enableKeyRotation: true })
    key.grant(new ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey')
    this.topic = new Topic(this, 'Topic', { displayName: 'Concord alarms', masterKey: key, enforceSSL: true })
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email))
  }

  /** Tells of any failed call of a function. */
  onError(handler: IFunction): void {
    this.add(
      `${handler.node.id}Errors`,
      `${handler.node.id} failed`,
      handler.metricErrors({ period: FIVE_MINUTES }),
    )
  }

  /** Tells when a function that should be called every minute was not called for five. */
  onSilence(handler: IFunction): void {
    const alarm = new Alarm(this, `${handler.node.id}Silence`, {
      alarmDescription: `${handler.node.id} was not called: no survey opens and no invitation goes out`,
      metric: handler.metricInvocations({ period: FIVE_MINUTES }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
  }

  /** Tells of messages that could not be handled. `what` begins the sentence. */
  onDeadLetter(source: WithDeadLetters, what: string): void {
    this.add(
      `${source.node.id}DeadLetters`,
      `${what} waits in the dead-letter queue`,
      source.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: FIVE_MINUTES,
        statistic: 'Maximum',
      }),
    )
  }

  /** Tells of a line that a function logs when a person may not be reached. */
  onLog(handler: IFunction & { readonly logGroup: ILogGroup }, id: string, message: string): void {
    const filter = new MetricFilter(this, `${handler.node.id}${id}Filter`, {
      logGroup: handler.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', message),
      metricNamespace: 'Concord',
      metricName: `${handler.node.id}${id}`,
    })
    this.add(
      `${handler.node.id}${id}`,
      `${handler.node.id}: ${message}`,
      filter.metric({ period: Duration.minutes(1), statistic: 'Sum' }),
    )
  }

  private add(id: string, alarmDescription: string, metric: IMetric): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
  }
}
