import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'

interface DailyProps {
  readonly handler: IFunction
  readonly hour: number
  /** What the function is called with; left out: what EventBridge Scheduler sends by itself. */
  readonly input?: object
}

/** Calls a function once a day, at a full hour in UTC; twice more within the day where the call itself is refused. */
export class Daily extends Construct {
  constructor(scope: Construct, id: string, { handler, hour, input }: DailyProps) {
    super(scope, id)
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') })
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }),
    )
    new CfnSchedule(this, 'Schedule', {
      scheduleExpression: `cron(0 ${hour} * * ? *)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: handler.functionArn,
        roleArn: role.roleArn,
        ...(input && { input: JSON.stringify(input) }),
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3600 },
      },
    }).node.addDependency(role)
  }
}
