import type { App } from 'aws-cdk-lib'
import { DataStack } from './data-stack.ts'
import { ServiceStack } from './service-stack.ts'
import type { Settings } from './settings.ts'
import { formatStackName } from './stack-names.ts'

/** Adds both stacks to an app: what must survive a redeployment, and what is redeployed. */
export function buildConcord(app: App, settings: Settings): { data: DataStack; service: ServiceStack } {
  // Tables under own keys must know their region at synthesis; the account is only known when there is one.
  const account = process.env.CDK_DEFAULT_ACCOUNT
  const env = { region: settings.region, ...(account === undefined ? {} : { account }) }
  const { stage } = settings
  const data = new DataStack(app, formatStackName('ConcordData', stage), {
    description:
      'Concord: study, contact and audit tables, each under its own key; link secret; staff accounts; opt-outs',
    terminationProtection: true,
    prefix: formatStackName('concord', stage),
    programs: settings.programs,
    env,
  })
  const service = new ServiceStack(app, formatStackName('ConcordService', stage), {
    description: 'Concord: functions, HTTP API, queues, texts, alarms',
    // Deleting it would stop every text and every answer.
    terminationProtection: true,
    env,
    data,
    settings,
  })
  return { data, service }
}
