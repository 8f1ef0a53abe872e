import {
  DescribeAccountAttributesCommand,
  DescribeConfigurationSetsCommand,
  DescribeOptOutListsCommand,
  DescribePoolsCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
  type PoolInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Check } from '../check.ts'
import { type Deployment, requireResource } from '../deployment.ts'
import { formatCount, reportFailed, reportOk, reportUnknown, reportWarning } from '../finding.ts'
import { readHours } from '../read-metric.ts'

const DEPLOY_AGAIN = 'Deploy ConcordService again: it makes the pool of your numbers as it must be.'
const NEAR_LIMIT = 0.8

/** The pool of the stack, while it exists. */
export async function findPool(
  texts: PinpointSMSVoiceV2Client,
  { service }: Deployment,
): Promise<PoolInformation | undefined> {
  const id = requireResource(service, 'AWS::SMSVOICE::Pool')
  try {
    const { Pools: [pool] = [] } = await texts.send(new DescribePoolsCommand({ PoolIds: [id] }))
    return pool
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined
    throw error
  }
}

export const textChecks: readonly Check[] = [
  {
    id: 'text-sandbox',
    section: 'deploy',
    actions: ['sms-voice:DescribeAccountAttributes'],
    async examine({ aws: { texts } }) {
      const { AccountAttributes = [] } = await texts.send(new DescribeAccountAttributesCommand({}))
      const tier = AccountAttributes.find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value
      if (tier === 'PRODUCTION') return reportOk('The account may text every number of your countries.')
      if (tier === undefined)
        return reportUnknown(
          'AWS does not say whether the account is in the text sandbox.',
          'Look in AWS End User Messaging.',
        )
      return reportFailed(
        'The account is in the text sandbox: only numbers that you verified get texts.',
        'Ask AWS in AWS End User Messaging to move the account out of the SMS sandbox.',
      )
    },
  },
  {
    id: 'text-spend',
    section: 'alarms',
    actions: ['sms-voice:DescribeSpendLimits', 'cloudwatch:GetMetricData'],
    async examine({ aws: { texts, cloudWatch }, now }) {
      const { SpendLimits = [] } = await texts.send(new DescribeSpendLimitsCommand({}))
      const limit = SpendLimits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')?.EnforcedLimit
      if (limit === undefined)
        return reportUnknown(
          'AWS names no limit of what texts may cost in a month.',
          'Look in AWS End User Messaging.',
        )
      // The spend of a month rises, and begins anew with the next: the newest hours count.
      const metric = {
        namespace: 'AWS/SMSVoice',
        name: 'TextMessageMonthlySpend',
        statistic: 'Maximum',
      } as const
      const [spent] = await readHours(cloudWatch, { ...metric, hours: 24, now })
      if (spent === undefined)
        return reportWarning(
          `The limit is ${formatDollars(limit)} a month, and no text was counted in the last day.`,
          'If texts went out, run aws iam create-service-linked-role --aws-service-name sms-voice.amazonaws.com.',
        )
      const found = `${formatDollars(spent)} of ${formatDollars(limit)} are spent on texts this month`
      const advice = 'Raise the limit in AWS End User Messaging: AWS stops every text at it.'
      if (spent >= limit) return reportFailed(`${found}: no text goes out.`, advice)
      return spent >= NEAR_LIMIT * limit ? reportWarning(`${found}.`, advice) : reportOk(`${found}.`)
    },
  },
  {
    id: 'text-replies',
    section: 'deploy',
    actions: ['sms-voice:DescribePools'],
    async examine({ aws: { texts }, deployment }) {
      const pool = await findPool(texts, deployment)
      if (pool === undefined) return reportFailed('The pool of the numbers is gone.', DEPLOY_AGAIN)
      const topic = requireResource(deployment.service, 'AWS::SNS::Topic', /^TextMessagesReplies/)
      if (pool.TwoWayEnabled !== true)
        return reportFailed('The numbers take no replies: a STOP reaches nobody.', DEPLOY_AGAIN)
      return pool.TwoWayChannelArn === topic
        ? reportOk('Replies to the numbers go to the topic of this deployment.')
        : reportFailed('Replies to the numbers go to another topic: a STOP does not arrive.', DEPLOY_AGAIN)
    },
  },
  {
    id: 'text-opt-outs',
    section: 'deploy',
    actions: ['sms-voice:DescribePools', 'sms-voice:DescribeOptOutLists'],
    async examine({ aws: { texts }, deployment }) {
      const pool = await findPool(texts, deployment)
      if (pool === undefined) return reportFailed('The pool of the numbers is gone.', DEPLOY_AGAIN)
      if (pool.SelfManagedOptOutsEnabled !== true)
        return reportFailed(
          'AWS answers STOP and HELP itself, and Concord never learns of a STOP.',
          DEPLOY_AGAIN,
        )
      const list = requireResource(deployment.data, 'AWS::SMSVOICE::OptOutList')
      if (pool.OptOutListName !== list)
        return reportFailed(
          `The numbers use the opt-out list ${pool.OptOutListName}, not ${list}.`,
          DEPLOY_AGAIN,
        )
      const { OptOutLists = [] } = await texts.send(
        new DescribeOptOutListsCommand({ OptOutListNames: [list] }),
      )
      return OptOutLists.length === 1
        ? reportOk('Opt-outs are self-managed, with the opt-out list of this deployment.')
        : reportFailed(`The opt-out list ${list} is gone.`, 'Deploy ConcordData again.')
    },
  },
  {
    id: 'text-events',
    section: 'deploy',
    actions: ['sms-voice:DescribeConfigurationSets'],
    async examine({ aws: { texts }, deployment: { service } }) {
      const name = requireResource(service, 'AWS::SMSVOICE::ConfigurationSet')
      const topic = requireResource(service, 'AWS::SNS::Topic', /^TextMessagesEvents/)
      const asked = new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [name] })
      const { ConfigurationSets: [set] = [] } = await texts.send(asked)
      const here = (set?.EventDestinations ?? []).filter(
        ({ Enabled, SnsDestination }) => Enabled === true && SnsDestination?.TopicArn === topic,
      )
      const isWhole = here.some(({ MatchingEventTypes = [] }) =>
        MatchingEventTypes.some((type) => type === 'TEXT_ALL' || type === 'ALL'),
      )
      return isWhole
        ? reportOk(`What becomes of each text is reported, to ${formatCount(here.length, 'destination')}.`)
        : reportFailed('Nothing reports what becomes of a text.', 'Deploy ConcordService again.')
    },
  },
]

function formatDollars(amount: number): string {
  return `$${amount.toLocaleString('en-US', { maximumFractionDigits: 2 })}`
}
