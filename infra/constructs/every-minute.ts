import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'

/**
 * Calls a function every minute, or not yet. Not tried again within the minute: the next call finds whatever this one left.
 * Written at the lower level because the ready-made target also allows every version of the function.
 */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, handler: IFunction, state: 'ENABLED' | 'DISABLED' = 'ENABLED') {
    super(scope, id)
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') })
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }),
    )
    new CfnSchedule(this, 'Schedule', {
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      ...(state === 'DISABLED' && { state }),
      target: {
        arn: handler.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    }).node.addDependency(role)
  }
}
