import type { App } from 'aws-cdk-lib'
import { DataStack } from './data-stack.ts'
import { ServiceStack } from './service-stack.ts'
import type { Settings } from './settings.ts'

/** Adds both stacks to an app: what must survive a redeployment, and what is redeployed. */
export function buildConcord(app: App, settings: Settings): { data: DataStack; service: ServiceStack } {
  // Tables under own keys must know their region at synthesis; the account is only known when there is one.
  const account = process.env.CDK_DEFAULT_ACCOUNT
  const env = { region: settings.region, ...(account === undefined ? {} : { account }) }
  const data = new DataStack(app, 'ConcordData', {
    description: 'Concord: study, contact and audit tables, each under its own key',
    terminationProtection: true,
    env,
  })
  const service = new ServiceStack(app, 'ConcordService', {
    description: 'Concord: functions, HTTP API, invitation queue, staff sign-in',
    env,
    tables: data,
    settings,
  })
  return { data, service }
}
