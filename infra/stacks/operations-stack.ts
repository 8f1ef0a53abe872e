import { CrossStackReferences, type Duration, ReferenceStrength, Stack, type StackProps } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { AlarmTopic } from '../constructs/alarm-topic.ts'
import { Alarms, type CountedMessage, type WithDeadLetters } from '../constructs/alarms.ts'
import type { Handler } from '../constructs/handler.ts'
import { MonthlyBudget } from '../constructs/monthly-budget.ts'
import { OperationsDashboard } from '../constructs/operations-dashboard.ts'

/** A queue as an alarm speaks of it. */
export interface WatchedQueue {
  readonly source: WithDeadLetters
  /** What lies in it, as the beginning of a sentence. */
  readonly what: string
  /** How long it may lie there. */
  readonly within: Duration
}

/** What is deployed, as those see it who look after it. */
export interface Watched {
  readonly api: HttpApi
  /** Functions that answer requests. */
  readonly pages: readonly Handler[]
  /** Functions that a schedule or a queue calls. */
  readonly workers: readonly Handler[]
  /** Functions that an operator or the night calls: how long they take is no alarm. */
  readonly commands: readonly Handler[]
  /** Functions that a stream of a table calls. */
  readonly streams: readonly Handler[]
  /** Where the failures of streams end, and what each is, as the beginning of a sentence. */
  readonly failures: readonly { readonly queue: IQueue; readonly what: string }[]
  /** Functions that are called every minute. */
  readonly everyMinute: readonly Handler[]
  readonly queues: readonly WatchedQueue[]
  readonly messages: readonly CountedMessage[]
  readonly signIn: { readonly userPoolId: string; readonly clientId: string }
}

interface OperationsStackProps extends StackProps {
  readonly watched: Watched
  /** CloudWatch namespace of what is counted in logs. */
  readonly namespace: string
  /** US dollars that texts, and the whole account, are expected to cost in a month. */
  readonly monthlyTextSpend: number
  readonly monthlyBudget: number
}

/**
 * Alarms that reach the operator, one dashboard, and a budget of the month. They are a stack of their own: CloudFormation
 * takes 500 resources in one, and every function brings five of these.
 *
 * What it names of the service is read at each deployment and held by nothing: a function can go, and its alarms go after
 * it.
 */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    const { watched, namespace, monthlyTextSpend, monthlyBudget, ...stack } = props
    super(scope, id, stack)
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK)
    const { api, pages, workers, commands, streams, queues, messages, signIn } = watched
    const topic = new AlarmTopic(this, 'Topic')
    const alarms = new Alarms(this, 'Alarms', { topic, namespace })
    const functions = [...pages, ...workers, ...streams, ...commands]
    for (const handler of functions) {
      alarms.onError(handler)
      alarms.onThrottle(handler)
    }
    for (const handler of [...pages, ...workers]) alarms.onSlowness(handler)
    for (const handler of pages) alarms.onFailedRequest(handler)
    for (const handler of streams) alarms.onStreamDelay(handler)
    for (const handler of watched.everyMinute) alarms.onSilence(handler)
    alarms.onServerError(api)
    alarms.onConcurrency()
    for (const { source, what, within } of queues) {
      alarms.onDeadLetter(source, what)
      alarms.onDelay(source, what, within)
    }
    for (const { queue, what } of watched.failures) alarms.onFailures(queue, what)
    for (const counted of messages) alarms.onMessage(counted)
    alarms.onTextSpend(monthlyTextSpend)
    alarms.onSignInFailures(signIn.userPoolId, signIn.clientId)
    new OperationsDashboard(this, 'Overview', {
      ...{ api, functions, pages, alarms, namespace },
      queues: queues.map(({ source }) => source),
      failures: watched.failures.map(({ queue }) => queue),
      counted: messages.map(({ id: name }) => name),
    })
    new MonthlyBudget(this, 'Budget', { dollars: monthlyBudget, email: topic.email })
  }
}
