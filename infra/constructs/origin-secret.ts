import { RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { allow } from './permissions.ts'

/** CloudFront, its certificate and its firewall are in this region, whatever the region of the data. */
export const EDGE_REGION = 'us-east-1'

/** The header in which CloudFront carries the key to the API. */
export const ORIGIN_HEADER = 'x-concord-origin'

/** The key as the edge’s stack names it, which may be in another region than its secret. */
export function resolveOriginKey(name: string): string {
  return SecretValue.secretsManager(name).unsafeUnwrap()
}

/** What CloudFront proves itself by: who reaches the API without it is refused. It opens no data. */
export class OriginSecret extends Construct {
  readonly arn: string

  /** @param name by which the stack of another region finds its replica */
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id)
    const isAtEdge = Stack.of(this).region === EDGE_REGION
    const secret = new Secret(this, 'Secret', {
      secretName: name,
      description: 'Concord: CloudFront proves itself to the API',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      ...(isAtEdge ? {} : { replicaRegions: [{ region: EDGE_REGION }] }),
      // Made anew with the stack: both sides read it.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.arn = secret.secretArn
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'CloudFormation gives it to CloudFront at a deployment: changed by itself, it would close the service. It opens no data.',
    })
  }

  grantRead(grantee: IGrantable): void {
    allow(grantee, ['secretsmanager:GetSecretValue'], [this.arn])
  }
}
