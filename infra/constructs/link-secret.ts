import { RemovalPolicy, Validations } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { allow } from './permissions.ts'

/** The secret behind participants' links: 64 characters made in AWS and never seen by a person. */
export class LinkSecret extends Construct {
  readonly arn: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const secret = new Secret(this, 'Secret', {
      description: 'Concord: makes and recognises the links of participants',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.arn = secret.secretArn
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A new secret makes every link already texted useless, so it is changed by a decision, not by a calendar.',
    })
  }

  /** Lets a caller read the secret. Its key is the one of Secrets Manager, which needs no grant within the account. */
  grantRead(grantee: IGrantable): void {
    allow(grantee, ['secretsmanager:GetSecretValue'], [this.arn])
  }
}
