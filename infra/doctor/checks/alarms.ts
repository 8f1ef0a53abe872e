import { DescribeBudgetCommand } from '@aws-sdk/client-budgets'
import { type CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch'
import type { Check, Examination } from '../check.ts'
import { type DeployedStack, requireResource, requireResources } from '../deployment.ts'
import { formatCount, formatNames, reportFailed, reportOk, reportWarning } from '../finding.ts'
import { ALARM_TOPIC } from './alarm-topic.ts'

const SECTION = 'alarms'
const DESCRIBE_ALARMS = 'cloudwatch:DescribeAlarms'
const DAY_MS = 24 * 3600_000
/** AWS takes as many names in one request. */
const ALARMS_PER_REQUEST = 100

/** `topic`: ARN of that of its own stack. */
type StackAlarm = MetricAlarm & { readonly topic: string }

interface StackAlarms {
  /** As the templates have them. */
  readonly expected: number
  readonly alarms: readonly StackAlarm[]
}

async function readAlarms({ aws, deployment }: Examination): Promise<StackAlarms> {
  const { operations, edge } = deployment
  const stacks: readonly (readonly [CloudWatchClient, DeployedStack])[] = [
    [aws.cloudWatch, operations],
    ...(edge === undefined ? [] : [[aws.edgeCloudWatch, edge] as const]),
  ]
  const alarms: StackAlarm[] = []
  let expected = 0
  for (const [client, stack] of stacks) {
    const names = requireResources(stack, 'AWS::CloudWatch::Alarm').map(({ physicalId }) => physicalId)
    expected += names.length
    const topic = requireResource(stack, ...ALARM_TOPIC)
    for (let at = 0; at < names.length; at += ALARMS_PER_REQUEST) {
      const AlarmNames = names.slice(at, at + ALARMS_PER_REQUEST)
      for await (const page of paginateDescribeAlarms({ client }, { AlarmNames }))
        alarms.push(...(page.MetricAlarms ?? []).map((alarm) => ({ ...alarm, topic })))
    }
  }
  return { expected, alarms }
}

/** As the guide calls it: CloudFormation’s name is `<stack>-Alarms<name><hash>-<random>`. */
function formatAlarm({ AlarmName = '' }: MetricAlarm): string {
  return /Alarms(\w+?)[0-9A-F]{8}-/.exec(AlarmName)?.[1] ?? AlarmName
}

export const alarmChecks: readonly Check[] = [
  {
    id: 'alarm-actions',
    section: SECTION,
    actions: [DESCRIBE_ALARMS],
    async examine(examination) {
      const { expected, alarms } = await readAlarms(examination)
      if (alarms.length < expected)
        return reportFailed(
          `${expected - alarms.length} of ${formatCount(expected, 'alarm')} were deleted.`,
          'Deploy again: the stacks make every alarm.',
        )
      const silent = alarms.filter(
        ({ ActionsEnabled, AlarmActions = [], topic }) =>
          ActionsEnabled !== true || !AlarmActions.includes(topic),
      )
      return silent.length > 0
        ? reportFailed(
            `${formatCount(silent.length, 'alarm')} would mail nobody: ${formatNames(silent.map(formatAlarm))}.`,
            `Run aws cloudwatch enable-alarm-actions --alarm-names ${silent[0]?.AlarmName}, and likewise for each. If it then leads to another topic, find out who changed it, and deploy again.`,
          )
        : reportOk(`${formatCount(alarms.length, 'alarm')}, each enabled and leading to the stack’s topic.`)
    },
  },
  {
    id: 'alarm-data',
    section: SECTION,
    actions: [DESCRIBE_ALARMS],
    async examine(examination) {
      const { alarms } = await readAlarms(examination)
      const since = examination.now.getTime() - DAY_MS
      const blind = alarms.filter(
        ({ StateValue, StateUpdatedTimestamp }) =>
          StateValue === 'INSUFFICIENT_DATA' && (StateUpdatedTimestamp?.getTime() ?? 0) < since,
      )
      return blind.length > 0
        ? reportFailed(
            `${formatCount(blind.length, 'alarm')} had no data for a day, although missing data counts: ${formatNames(blind.map(formatAlarm))}.`,
            'Open the alarm in CloudWatch: its metric has gone, or was renamed.',
          )
        : reportOk('Every alarm knows its state.')
    },
  },
  {
    id: 'alarms-ringing',
    section: SECTION,
    actions: [DESCRIBE_ALARMS],
    async examine(examination) {
      const { alarms } = await readAlarms(examination)
      const ringing = alarms.filter(({ StateValue }) => StateValue === 'ALARM').map(formatAlarm)
      return ringing.length > 0
        ? reportWarning(
            `${formatCount(ringing.length, 'alarm rings', 'alarms ring')}: ${formatNames(ringing)}.`,
            'Read in the guide what each means, and its first steps.',
          )
        : reportOk('No alarm rings.')
    },
  },
  {
    id: 'budget',
    section: 'deploy',
    actions: ['budgets:ViewBudget'],
    async examine({ aws: { budgets }, deployment: { account, operations } }) {
      const BudgetName = requireResource(operations, 'AWS::Budgets::Budget')
      const { Budget } = await budgets.send(new DescribeBudgetCommand({ AccountId: account, BudgetName }))
      const limit = Number(Budget?.BudgetLimit?.Amount)
      const spent = Number(Budget?.CalculatedSpend?.ActualSpend?.Amount ?? 0)
      const found = `The account has spent $${spent.toFixed(0)} of $${limit.toFixed(0)} this month.`
      return spent > limit
        ? reportWarning(found, 'Find out what costs so much in AWS Cost Explorer, or set monthlyBudget.')
        : reportOk(found)
    },
  },
]
