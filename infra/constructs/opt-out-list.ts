import { RemovalPolicy } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { CfnOptOutList } from 'aws-cdk-lib/aws-smsvoice'
import { Construct } from 'constructs'
import { allow } from './permissions.ts'

/**
 * Numbers that AWS itself sends nothing to. Concord answers STOP and START and keeps who wants no texts; this list holds only
 * what an operator, or AWS on a carrier's behalf, puts into it. A START takes the number off. It outlives the service, as a wish to be left alone does.
 */
export class OptOutList extends Construct {
  readonly listName: string
  readonly arn: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const list = new CfnOptOutList(this, 'List')
    list.applyRemovalPolicy(RemovalPolicy.RETAIN)
    this.listName = list.ref
    this.arn = list.attrArn
  }

  /** Lets a caller take numbers off the list, and put none on it. */
  grantLift(grantee: IGrantable): void {
    allow(grantee, ['sms-voice:DeleteOptedOutNumber'], [this.arn])
  }
}
