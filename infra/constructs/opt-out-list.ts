import { RemovalPolicy } from 'aws-cdk-lib'
import { CfnOptOutList } from 'aws-cdk-lib/aws-smsvoice'
import { Construct } from 'constructs'

/**
 * Numbers that AWS itself sends nothing to. Concord answers STOP and START and keeps who wants no texts; this list holds only
 * what an operator, or AWS on a carrier's behalf, puts into it. It outlives the service, as a wish to be left alone does.
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
}
