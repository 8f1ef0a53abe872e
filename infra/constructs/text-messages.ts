import { CfnParameter } from 'aws-cdk-lib'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice'
import { Construct } from 'constructs'
import { TextInbox } from './text-inbox.ts'

/**
 * Text messages through AWS End User Messaging. The number (or pool of numbers) is bought and registered with the
 * carriers before the first deployment, which takes days, so it is a parameter and not a resource.
 */
export class TextMessages extends Construct {
  readonly originationIdentity: string
  readonly configurationSet: string
  /** What became of each text. */
  readonly events: TextInbox
  /** Texts from participants: the operator points the number's two-way channel at its topic. */
  readonly replies: TextInbox
  private readonly configurationSetArn: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const parameter = new CfnParameter(this, 'OriginationIdentity', {
      description: 'ARN of the phone number, pool or sender id that texts come from',
      allowedPattern: '^arn:[a-z-]+:sms-voice:[a-z0-9-]+:[0-9]+:(phone-number|pool|sender-id)/.+$',
      constraintDescription:
        'must be the ARN of a phone number, pool or sender id of AWS End User Messaging SMS',
    })
    parameter.overrideLogicalId('SmsOriginationIdentity')
    this.events = new TextInbox(this, 'Events')
    this.replies = new TextInbox(this, 'Replies')
    const set = new CfnConfigurationSet(this, 'ConfigurationSet', {
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
    this.originationIdentity = parameter.valueAsString
    this.configurationSet = set.ref
    this.configurationSetArn = set.attrArn
  }

  /** Lets a caller send from this number, and from no other. */
  grantSend(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sms-voice:SendTextMessage'],
        resources: [this.originationIdentity, this.configurationSetArn],
      }),
    )
  }
}
