import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'

/** A metric of one resource over the hours before a moment. */
interface AskedMetric {
  readonly namespace: string
  readonly name: string
  readonly dimensions?: Readonly<Record<string, string>>
  readonly statistic: 'Sum' | 'Maximum'
  readonly hours: number
  readonly now: Date
}

const HOUR_SECONDS = 3600

/** Of each hour in which there was a datum, in any order; empty where there was none. */
export async function readHours(cloudWatch: CloudWatchClient, asked: AskedMetric): Promise<number[]> {
  const { namespace, name, dimensions = {}, statistic, hours, now } = asked
  const { MetricDataResults: [result] = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now.getTime() - hours * HOUR_SECONDS * 1000),
      EndTime: now,
      MetricDataQueries: [
        {
          Id: 'asked',
          MetricStat: {
            Metric: {
              ...{ Namespace: namespace, MetricName: name },
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
            ...{ Period: HOUR_SECONDS, Stat: statistic },
          },
        },
      ],
    }),
  )
  return result?.Values ?? []
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
