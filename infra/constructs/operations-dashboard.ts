import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Alarms, WithDeadLetters } from './alarms.ts'

interface OperationsDashboardProps {
  readonly api: HttpApi
  readonly functions: readonly IFunction[]
  /** Those of the functions that answer requests. */
  readonly pages: readonly IFunction[]
  readonly queues: readonly WithDeadLetters[]
  /** Where the failures of streams end. */
  readonly failures: readonly IQueue[]
  readonly alarms: Alarms
  /** Where messages of the logs are counted, and which. */
  readonly namespace: string
  readonly counted: readonly string[]
}

const PERIOD = Duration.minutes(5)
const HALF = 12

/** One page for whoever runs this: which alarms ring, requests, functions, queues and texts. It shows counts, no person. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, props: OperationsDashboardProps) {
    super(scope, id)
    const { api, functions, queues, alarms } = props
    const failures = props.failures.map((queue) => ({ node: queue.node, queue }))
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: HALF })
    const each = (metric: (one: IFunction) => Metric) =>
      functions.map((one) => metric(one).with({ label: one.node.id, period: PERIOD }))
    const count = (metricName: string) =>
      new Metric({ namespace: props.namespace, metricName, period: PERIOD, statistic: 'Sum' })
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: alarms.all, width: 24, height: 8 })],
        [
          graph('Requests', [
            api.metricCount({ period: PERIOD, label: 'all' }),
            api.metricClientError({ period: PERIOD, label: '4xx' }),
            api.metricServerError({ period: PERIOD, label: '5xx' }),
          ]),
          graph('Latency of requests, ms', [
            api.metricLatency({ period: PERIOD, statistic: Stats.percentile(50), label: 'half within' }),
            api.metricLatency({ period: PERIOD, statistic: Stats.percentile(99), label: '99% within' }),
          ]),
        ],
        [
          graph('Function errors', [
            ...each((one) => one.metricErrors()),
            ...props.pages.map(({ node }) => count(`${node.id}RequestsFailed`)),
          ]),
          graph(
            'Function duration, 99% within, ms',
            each((one) => one.metricDuration({ statistic: Stats.percentile(99) })),
          ),
        ],
        [
          graph(
            'Function throttles',
            each((one) => one.metricThrottles()),
          ),
          graph(
            'Functions at once',
            each((one) => one.metric('ConcurrentExecutions', { statistic: 'Maximum' })),
          ),
        ],
        [
          graph(
            'Age of the oldest message, s',
            queues.map(({ node, queue }) =>
              queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, label: node.id }),
            ),
          ),
          graph(
            'Dead letters',
            [...queues.map(({ node, deadLetters }) => ({ node, queue: deadLetters })), ...failures].map(
              ({ node, queue }) =>
                queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, label: node.id }),
            ),
          ),
        ],
        [graph('Texts and alerts that need a look', props.counted.map(count))],
      ],
    })
  }
}
