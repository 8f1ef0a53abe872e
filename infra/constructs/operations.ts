import type { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Construct } from 'constructs'
import { AlarmTopic } from './alarm-topic.ts'
import { Alarms, type CountedMessage, type WithDeadLetters } from './alarms.ts'
import type { Handler } from './handler.ts'
import { MonthlyBudget } from './monthly-budget.ts'
import { OperationsDashboard } from './operations-dashboard.ts'

/** A queue as an alarm speaks of it. */
export interface WatchedQueue {
  readonly source: WithDeadLetters
  /** What lies in it, as the beginning of a sentence. */
  readonly what: string
  /** How long it may lie there. */
  readonly within: Duration
}

interface OperationsProps {
  readonly api: HttpApi
  /** Functions that answer requests. */
  readonly pages: readonly Handler[]
  /** Functions that a schedule or a queue calls. */
  readonly workers: readonly Handler[]
  /** Functions that an operator or the night calls: how long they take is no alarm. */
  readonly commands: readonly Handler[]
  /** Functions that a stream of a table calls. */
  readonly streams: readonly Handler[]
  /** The worker that is called every minute. */
  readonly everyMinute: Handler
  readonly queues: readonly WatchedQueue[]
  readonly messages: readonly CountedMessage[]
  readonly signIn: { readonly userPoolId: string; readonly clientId: string }
  /** CloudWatch namespace of what is counted in logs. */
  readonly namespace: string
  /** US dollars that texts, and the whole account, are expected to cost in a month. */
  readonly monthlyTextSpend: number
  readonly monthlyBudget: number
}

/** Alarms that reach the operator, one dashboard, and a budget of the month. */
export class Operations extends Construct {
  constructor(scope: Construct, id: string, props: OperationsProps) {
    super(scope, id)
    const { api, pages, workers, commands, streams, queues, messages, namespace } = props
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
    alarms.onSilence(props.everyMinute)
    alarms.onServerError(api)
    alarms.onConcurrency()
    for (const { source, what, within } of queues) {
      alarms.onDeadLetter(source, what)
      alarms.onDelay(source, what, within)
    }
    for (const counted of messages) alarms.onMessage(counted)
    alarms.onTextSpend(props.monthlyTextSpend)
    alarms.onSignInFailures(props.signIn.userPoolId, props.signIn.clientId)
    new OperationsDashboard(this, 'Overview', {
      ...{ api, functions, pages, alarms, namespace },
      queues: queues.map(({ source }) => source),
      counted: messages.map(({ id: name }) => name),
    })
    new MonthlyBudget(this, 'Budget', { dollars: props.monthlyBudget, email: topic.email })
  }
}
