import { CfnParameter } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { CfnConfigurationSet, CfnPool, CfnProtectConfiguration } from 'aws-cdk-lib/aws-smsvoice'
import { Construct } from 'constructs'
import type { OptOutList } from './opt-out-list.ts'
import { allow } from './permissions.ts'
import { ServiceInbox } from './service-inbox.ts'
import { TEXTING_COUNTRIES } from './texting-countries.ts'

const SERVICE = { service: 'sms-voice.amazonaws.com' }

interface TextMessagesProps {
  readonly optOuts: OptOutList
  /** ISO codes of the countries whose numbers may be texted. */
  readonly countries: readonly string[]
}

/**
 * Text messages through AWS End User Messaging. The numbers are bought and registered with the carriers before the first
 * deployment, which takes days, so they are a parameter and not resources. Everything that decides how texts go out and come
 * back is set here and not by hand:
 *
 * - The numbers are a pool, whose two-way channel is the topic of replies.
 * - Opt-outs are self-managed. Otherwise AWS would answer STOP and HELP itself, in its own words, and Concord would never
 *   learn of a STOP.
 * - Texts to numbers of other countries are blocked: they are costly, and a way to cheat.
 * - What becomes of each text is published to a topic.
 */
export class TextMessages extends Construct {
  /** ARN of the pool that texts come from. */
  readonly originationIdentity: string
  readonly configurationSet: string
  /** What became of each text. */
  readonly events: ServiceInbox
  /** Texts from participants. */
  readonly replies: ServiceInbox
  private readonly configurationSetArn: string

  constructor(scope: Construct, id: string, { optOuts, countries }: TextMessagesProps) {
    super(scope, id)
    const parameter = new CfnParameter(this, 'PhoneNumbers', {
      type: 'CommaDelimitedList',
      description: 'ARNs of the phone numbers that texts come from, in AWS End User Messaging SMS',
      // No sender ID: nobody could reply STOP to it.
      allowedPattern: '^arn:[a-z-]+:sms-voice:[a-z0-9-]+:[0-9]+:phone-number/.+$',
      constraintDescription: 'must be ARNs of phone numbers of AWS End User Messaging SMS',
    })
    parameter.overrideLogicalId('SmsPhoneNumbers')
    this.events = new ServiceInbox(this, 'Events', SERVICE)
    this.replies = new ServiceInbox(this, 'Replies', SERVICE)
    const pool = new CfnPool(this, 'Pool', {
      originationIdentities: parameter.valueAsList,
      sharedRoutesEnabled: false,
      optOutListName: optOuts.listName,
      selfManagedOptOutsEnabled: true,
      twoWay: { enabled: true, channelArn: this.replies.topic.topicArn },
      // Wanted by AWS of every pool. With self-managed opt-outs they are not sent.
      mandatoryKeywords: {
        help: { message: 'Call your clinic for help. Reply STOP to get no more texts.' },
        stop: { message: 'You will get no more texts.' },
      },
    })
    pool.node.addDependency(this.replies)
    const protection = new CfnProtectConfiguration(this, 'Protection', {
      countryRuleSet: {
        sms: TEXTING_COUNTRIES.map((countryCode) => ({
          countryCode,
          protectStatus: countries.includes(countryCode) ? 'ALLOW' : 'BLOCK',
        })),
      },
    })
    const set = new CfnConfigurationSet(this, 'ConfigurationSet', {
      protectConfigurationId: protection.attrProtectConfigurationId,
      eventDestinations: [
        {
          eventDestinationName: 'delivery',
          enabled: true,
          matchingEventTypes: ['TEXT_ALL'],
          snsDestination: { topicArn: this.events.topic.topicArn },
        },
      ],
    })
    set.node.addDependency(this.events)
    this.originationIdentity = pool.attrArn
    this.configurationSet = set.ref
    this.configurationSetArn = set.attrArn
  }

  /** Lets a caller send from these numbers, and from no other. */
  grantSend(grantee: IGrantable): void {
    allow(grantee, ['sms-voice:SendTextMessage'], [this.originationIdentity, this.configurationSetArn])
  }
}
