import {
  GetTopicAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns'
import type { Check, Examination } from '../check.ts'
import { type DeployedStack, requireResource } from '../deployment.ts'
import { formatCount, reportFailed, reportOk, reportWarning } from '../finding.ts'

const SECTION = 'alarms'

/** Type of the topic of a stack's alarms, and how its name in the template begins. */
export const ALARM_TOPIC = ['AWS::SNS::Topic', /^Topic/] as const

interface StackTopic {
  readonly client: SNSClient
  readonly stack: DeployedStack
  readonly arn: string
  readonly region: string
}

function listTopics({ aws, deployment: { operations, edge } }: Examination): StackTopic[] {
  const stacks: readonly (readonly [SNSClient, DeployedStack])[] = [
    [aws.topics, operations],
    ...(edge === undefined ? [] : [[aws.edgeTopics, edge] as const]),
  ]
  return stacks.map(([client, stack]) => {
    const arn = requireResource(stack, ...ALARM_TOPIC)
    return { client, stack, arn, region: arn.split(':')[3] ?? '' }
  })
}

/** Addresses of those who confirmed. */
async function listConfirmed({ client, arn }: StackTopic): Promise<string[]> {
  const addresses: string[] = []
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: arn }))
    for (const { SubscriptionArn = '', Endpoint = '' } of page.Subscriptions ?? [])
      if (SubscriptionArn.startsWith('arn:')) addresses.push(Endpoint)
  return addresses
}

interface PolicyStatement {
  readonly Effect?: string
  readonly Principal?: string | { readonly Service?: string | readonly string[] }
  readonly Action?: string | readonly string[]
}

/** Whether a topic’s policy lets CloudWatch publish. */
function isOpenToAlarms(policy: string | undefined): boolean {
  const { Statement = [] } = JSON.parse(policy ?? '{}') as { readonly Statement?: readonly PolicyStatement[] }
  return Statement.some(
    ({ Effect, Principal, Action = [] }) =>
      Effect === 'Allow' &&
      typeof Principal === 'object' &&
      [Principal.Service ?? []].flat().includes('cloudwatch.amazonaws.com') &&
      [Action].flat().some((action) => /^sns:publish$/i.test(action)),
  )
}

export const alarmTopicChecks: readonly Check[] = [
  {
    id: 'alarm-topic',
    section: SECTION,
    actions: ['sns:GetTopicAttributes'],
    async examine(examination) {
      const topics = listTopics(examination)
      for (const { client, arn, region } of topics) {
        const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: arn }))
        if (!isOpenToAlarms(Attributes?.Policy))
          return reportFailed(
            `The alarm topic in ${region} lets CloudWatch publish nothing: every alarm rings unheard.`,
            'Deploy again, and find out who changed its policy.',
          )
      }
      return reportOk(`${formatCount(topics.length, 'alarm topic')}, open to CloudWatch.`)
    },
  },
  {
    id: 'alarm-subscription',
    section: SECTION,
    actions: ['sns:ListSubscriptionsByTopic'],
    async examine(examination) {
      let confirmed = 0
      const others: string[] = []
      for (const topic of listTopics(examination)) {
        const addresses = await listConfirmed(topic)
        if (addresses.length === 0)
          return reportFailed(
            `Nobody has confirmed the alarms of ${topic.region}: every alarm rings unheard.`,
            'Open the mail from AWS at the address in AlarmEmail, and follow its link.',
          )
        if (!addresses.includes(topic.stack.parameters.AlarmEmail ?? '')) others.push(topic.region)
        confirmed += addresses.length
      }
      const found = `${formatCount(confirmed, 'subscription')} to the alarms confirmed`
      return others.length > 0
        ? reportWarning(
            `${found}, and none at the address in AlarmEmail in ${others.join(' and ')}.`,
            'Make sure that somebody reads the others, or subscribe the address again with aws sns subscribe.',
          )
        : reportOk(`${found}.`)
    },
  },
]
