import { CfnParameter } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { allow } from './permissions.ts'

/**
 * Mail to staff through Amazon SES, beside texts: where one does not arrive, the other may. The sender's address or domain is
 * verified before the first deployment, and the account moved out of the sandbox, so both are parameters and not resources.
 */
export class Mail extends Construct {
  /** Whom mail comes from. */
  readonly sender: string
  private readonly identityArn: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const parameter = new CfnParameter(this, 'Sender', {
      description: 'Address that alerts are mailed from, verified in Amazon SES',
      allowedPattern: '^[^\\s@]+@[^\\s@]+$',
      constraintDescription: 'must be a mail address',
    })
    parameter.overrideLogicalId('MailSender')
    this.sender = parameter.valueAsString
    const identity = new CfnParameter(this, 'Identity', {
      description:
        'ARN of the identity in Amazon SES, an address or its domain, by which the sender is verified',
      allowedPattern: '^arn:[a-z-]+:ses:[a-z0-9-]+:[0-9]+:identity/.+$',
      constraintDescription: 'must be the ARN of an identity of Amazon SES',
    })
    identity.overrideLogicalId('MailIdentity')
    this.identityArn = identity.valueAsString
  }

  /** Lets a caller mail from this address, and from no other. */
  grantSend(grantee: IGrantable): void {
    allow(grantee, ['ses:SendEmail'], [this.identityArn], {
      StringEquals: { 'ses:FromAddress': this.sender },
    })
  }
}
