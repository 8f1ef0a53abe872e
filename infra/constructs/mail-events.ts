import { Aws, Stack } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { allow } from './permissions.ts'
import { ServiceInbox } from './service-inbox.ts'

/** What Amazon SES hears of mails afterwards: that one came back, and that somebody calls one spam. */
export class MailEvents extends Construct {
  /** What mails are sent with, so that this is heard of them. */
  readonly configurationSet: string
  readonly inbox: ServiceInbox

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.inbox = new ServiceInbox(this, 'Inbox', { service: 'ses.amazonaws.com' })
    const set = new CfnConfigurationSet(this, 'ConfigurationSet', {})
    const destination = new CfnConfigurationSetEventDestination(this, 'Destination', {
      configurationSetName: set.ref,
      eventDestination: {
        ...{ name: 'returned', enabled: true, matchingEventTypes: ['bounce', 'complaint'] },
        snsDestination: { topicArn: this.inbox.topic.topicArn },
      },
    })
    destination.node.addDependency(this.inbox)
    this.configurationSet = set.ref
  }

  /** Lets a caller that may mail do so with this set. @param sender the address that it may mail from */
  grantSend(grantee: IGrantable, sender: string): void {
    const name = `configuration-set/${this.configurationSet}`
    const arn = `arn:${Aws.PARTITION}:ses:${Stack.of(this).region}:${Aws.ACCOUNT_ID}:${name}`
    allow(grantee, ['ses:SendEmail'], [arn], { StringEquals: { 'ses:FromAddress': sender } })
  }
}
