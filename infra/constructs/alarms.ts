import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { AlarmTopic } from './alarm-topic.ts'
import type { BlockingRule } from './firewall.ts'

/** A queue, and where messages end up that failed again and again. */
export interface WithDeadLetters extends Construct {
  readonly queue: IQueue
  readonly deadLetters: IQueue
}

/** A function with the log group that it writes to. */
export type LoggingFunction = IFunction & { readonly logGroup: ILogGroup; readonly timeout?: Duration }

/** A fixed message of the program that is counted wherever it is logged. */
export interface CountedMessage {
  /** Of the alarm and the metric, such as `TextsRefused`. */
  readonly id: string
  readonly message: string
  readonly handlers: readonly LoggingFunction[]
  /** How many within `period` ring. Default 1 within a minute. */
  readonly atLeast?: number
  readonly period?: Duration
  /** What the alarm says; default the message. */
  readonly description?: string
}

interface AlarmProps {
  readonly topic: AlarmTopic
  /** Of what is counted in logs: two stages in one account must not count together. */
  readonly namespace: string
}

interface Threshold {
  readonly threshold?: number
  /** How many periods in a row. Default 1. */
  readonly periods?: number
}

const FIVE_MINUTES = Duration.minutes(5)

/** What an operator is alarmed about. The messages name functions and queues, no person. */
export class Alarms extends Construct {
  private readonly topic: AlarmTopic
  private readonly namespace: string
  /** In the order in which they were added. */
  readonly all: Alarm[] = []

  constructor(scope: Construct, id: string, { topic, namespace }: AlarmProps) {
    super(scope, id)
    this.topic = topic
    this.namespace = namespace
  }

  /** A call that ended with an error: it threw, timed out, crashed, or ran out of memory. */
  onError(handler: IFunction): void {
    const { id } = handler.node
    this.add(`${id}Errors`, `${id} failed`, handler.metricErrors({ period: FIVE_MINUTES }))
  }

  /** A call that Lambda refused because too many ran at once. */
  onThrottle(handler: IFunction): void {
    const { id } = handler.node
    this.add(`${id}Throttles`, `${id} was throttled`, handler.metricThrottles({ period: FIVE_MINUTES }))
  }

  /** One call in a hundred takes half of what the function may take, for a quarter of an hour. */
  onSlowness(handler: LoggingFunction): void {
    const { id } = handler.node
    const timeout = handler.timeout ?? Duration.seconds(3)
    const duration = handler.metricDuration({ period: FIVE_MINUTES, statistic: Stats.percentile(99) })
    this.add(`${id}Slow`, `${id} is slow`, duration, { threshold: timeout.toMilliseconds() / 2, periods: 3 })
  }

  /** A function that should be called every minute was not called for five. */
  onSilence(handler: IFunction): void {
    const alarm = new Alarm(this, `${handler.node.id}Silence`, {
      alarmDescription: `${handler.node.id} was not called for five minutes: what is due waits`,
      metric: handler.metricInvocations({ period: FIVE_MINUTES }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    })
    this.publish(alarm)
  }

  /** A request that a function answered with 5xx: it logs each, and its call succeeds. */
  onFailedRequest(handler: LoggingFunction): void {
    const { id } = handler.node
    this.onMessage({
      ...{ id: `${id}RequestsFailed`, message: 'request failed', handlers: [handler], period: FIVE_MINUTES },
      description: `${id} answered with a 5xx status`,
    })
  }

  /** A request that the API answered with 5xx, whichever function, or none, was asked. */
  onServerError(api: HttpApi): void {
    const metric = api.metricServerError({ period: FIVE_MINUTES, statistic: 'Sum' })
    this.add('ApiServerErrors', 'the API answered with a 5xx status', metric)
  }

  /** Functions of the account run at 80% of what AWS allows at once; the next ones are throttled. */
  onConcurrency(): void {
    const used = new Metric({
      namespace: 'AWS/Usage',
      metricName: 'ResourceCount',
      dimensionsMap: {
        Service: 'Lambda',
        Type: 'Resource',
        Resource: 'ConcurrentExecutions',
        Class: 'None',
      },
      period: FIVE_MINUTES,
      statistic: 'Maximum',
    })
    const share = new MathExpression({
      expression: '100 * used / SERVICE_QUOTA(used)',
      usingMetrics: { used },
      period: FIVE_MINUTES,
      label: 'Concurrent functions, % of the quota',
    })
    this.add('Concurrency', 'the account’s functions are at 80% of their concurrency quota', share, {
      threshold: 80,
    })
  }

  /** Messages that could not be handled. @param what begins the sentence */
  onDeadLetter({ node, deadLetters }: WithDeadLetters, what: string): void {
    const metric = deadLetters.metricApproximateNumberOfMessagesVisible({
      period: FIVE_MINUTES,
      statistic: 'Maximum',
    })
    this.add(`${node.id}DeadLetters`, `${what} waits in the dead-letter queue`, metric)
  }

  /** Batches of a stream that failed again and again. @param what begins the sentence */
  onFailures(queue: IQueue, what: string): void {
    const metric = queue.metricApproximateNumberOfMessagesVisible({
      period: FIVE_MINUTES,
      statistic: 'Maximum',
    })
    this.add(queue.node.id, `${what} failed again and again, and was passed over`, metric)
  }

  /** Messages that wait too long for their function. @param what begins the sentence */
  onDelay({ node, queue }: WithDeadLetters, what: string, limit: Duration): void {
    const metric = queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'Maximum' })
    this.add(`${node.id}Age`, `${what} has waited for ${limit.toHumanString()} in its queue`, metric, {
      threshold: limit.toSeconds(),
    })
  }

  /** What a stream gives has waited for an hour; it is lost after 24. */
  onStreamDelay(handler: IFunction): void {
    const metric = handler.metric('IteratorAge', { period: FIVE_MINUTES, statistic: 'Maximum' })
    const { id } = handler.node
    this.add(`${id}Delay`, `${id} is an hour behind, and loses what is 24 hours old`, metric, {
      threshold: Duration.hours(1).toMilliseconds(),
    })
  }

  /** Texts cost 80% of what the operator expects for a month. Counted by AWS over the account and region. */
  onTextSpend(dollarsPerMonth: number): void {
    const metric = new Metric({
      namespace: 'AWS/SMSVoice',
      metricName: 'TextMessageMonthlySpend',
      period: Duration.hours(1),
      statistic: 'Maximum',
    })
    const expected = `80% of the expected ${dollarsPerMonth} US dollars`
    this.add('TextSpend', `texts of this month cost ${expected}`, metric, {
      threshold: (80 * dollarsPerMonth) / 100,
    })
  }

  /** Twenty wrong sign-ins within five minutes. Cognito counts 1 for each that succeeded and 0 for each that did not. */
  onSignInFailures(userPoolId: string, clientId: string): void {
    const count = (statistic: string) =>
      new Metric({
        namespace: 'AWS/Cognito',
        metricName: 'SignInSuccesses',
        dimensionsMap: { UserPool: userPoolId, UserPoolClient: clientId },
        period: FIVE_MINUTES,
        statistic,
      })
    const failures = new MathExpression({
      expression: 'tries - successes',
      usingMetrics: { tries: count('SampleCount'), successes: count('Sum') },
      period: FIVE_MINUTES,
      label: 'Failed sign-ins',
    })
    this.add('SignInFailures', 'many sign-ins fail', failures, { threshold: 20 })
  }

  /** Requests that a rule of the firewall blocked within five minutes. */
  onBlocked({ name, dimensions, atLeast }: BlockingRule): void {
    const metric = new Metric({
      ...{ namespace: 'AWS/WAFV2', metricName: 'BlockedRequests', dimensionsMap: dimensions },
      ...{ period: FIVE_MINUTES, statistic: 'Sum' },
    })
    this.add(`${name}Blocked`, `the firewall blocks requests by its rule ${name}`, metric, {
      threshold: atLeast,
    })
  }

  /** A message that functions log when a person may not be reached, or may not get what they asked for. */
  onMessage(counted: CountedMessage): void {
    const { id, message, handlers, atLeast = 1, period = Duration.minutes(1) } = counted
    const [metric] = handlers.map((handler) =>
      new MetricFilter(this, `${handler.node.id}${id}Filter`, {
        logGroup: handler.logGroup,
        filterPattern: FilterPattern.stringValue('$.message', '=', message),
        metricNamespace: this.namespace,
        // The same metric of every function: the alarm is about all of them.
        metricName: id,
      }).metric({ period, statistic: 'Sum' }),
    )
    if (metric === undefined) throw new Error(`No function logs ${id}.`)
    this.add(id, counted.description ?? message, metric, { threshold: atLeast })
  }

  private add(
    id: string,
    alarmDescription: string,
    metric: IMetric,
    { threshold = 1, periods = 1 }: Threshold = {},
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    this.publish(alarm)
  }

  private publish(alarm: Alarm): void {
    alarm.addAlarmAction(this.topic.action)
    this.all.push(alarm)
  }
}
