import { Aws, CfnParameter } from 'aws-cdk-lib'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

/**
 * Where alarms are published, and the person who gets them by mail. The address is a parameter without a default:
 * CloudFormation refuses a deployment whose alarms would reach nobody. AWS mails the address a link to confirm.
 *
 * A topic with a policy of its own admits only whom the policy names: without the statement for CloudWatch, each alarm
 * would fire and be published nowhere.
 */
export class AlarmTopic extends Construct {
  /** Of the operator. */
  readonly email: string
  readonly action: SnsAction

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const parameter = new CfnParameter(this, 'Email', {
      description: 'Address that alarms are mailed to; AWS sends it a link to confirm',
      allowedPattern: '^[^\\s@]+@[^\\s@]+$',
      constraintDescription: 'must be a mail address',
    })
    parameter.overrideLogicalId('AlarmEmail')
    this.email = parameter.valueAsString
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com')
    const key = new Key(this, 'Key', { description: 'Concord alarms', enableKeyRotation: true })
    key.grant(cloudWatch, 'kms:Decrypt', 'kms:GenerateDataKey')
    const topic = new Topic(this, 'Topic', {
      displayName: 'Concord alarms',
      masterKey: key,
      enforceSSL: true,
    })
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
    topic.addSubscription(new EmailSubscription(this.email))
    this.action = new SnsAction(topic)
  }
}
