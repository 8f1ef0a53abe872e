import type { App } from 'aws-cdk-lib'
import { EDGE_REGION } from '../constructs/origin-secret.ts'
import { BackupCopiesStack } from './backup-copies-stack.ts'
import { DataStack } from './data-stack.ts'
import { EdgeStack } from './edge-stack.ts'
import { OperationsStack } from './operations-stack.ts'
import { ServiceStack } from './service-stack.ts'
import type { Settings } from './settings.ts'
import { formatStackName } from './stack-names.ts'

/**
 * Adds the stacks to an app: what must survive a redeployment, what is redeployed, what watches it, and the way in under the
 * operator's own name, where there is one.
 */
export function buildConcord(
  app: App,
  settings: Settings,
): {
  data: DataStack
  service: ServiceStack
  operations: OperationsStack
  edge: EdgeStack | undefined
  copies: BackupCopiesStack | undefined
} {
  // Tables under own keys must know their region at synthesis; the account is only known when there is one.
  const account = process.env.CDK_DEFAULT_ACCOUNT
  const env = { region: settings.region, ...(account === undefined ? {} : { account }) }
  const { stage, domain } = settings
  const prefix = formatStackName('concord', stage)
  const originSecret = `${prefix}/origin`
  const data = new DataStack(app, formatStackName('ConcordData', stage), {
    description:
      'Concord: study, contact and audit tables, each under its own key; audit archive; link secret; staff accounts; opt-outs',
    terminationProtection: true,
    programs: settings.programs,
    prefix,
    originSecret: domain && originSecret,
    auditRetentionDays: settings.auditRetentionDays,
    backup: settings.backup,
    env,
  })
  const copies =
    settings.backup &&
    new BackupCopiesStack(app, formatStackName('ConcordBackupCopies', stage), {
      description: 'Concord: copies of the tables’ backups, in a second region',
      terminationProtection: true,
      env: { ...env, region: settings.backup.region },
      ...{ vaultName: prefix, days: settings.backup.days },
    })
  // Which copies into it by its name.
  if (copies) data.addStackDependency(copies)
  const service = new ServiceStack(app, formatStackName('ConcordService', stage), {
    description: 'Concord: functions, HTTP API, queues, texts',
    // Deleting it would stop every text and every answer.
    terminationProtection: true,
    env,
    data,
    settings,
  })
  const namespace = formatStackName('Concord', stage)
  const operations = new OperationsStack(app, formatStackName('ConcordOperations', stage), {
    description: 'Concord: alarms, dashboard, budget',
    // Deleting it would silence every alarm.
    terminationProtection: true,
    ...{ env, namespace, watched: service.watched },
    ...{ monthlyTextSpend: settings.monthlyTextSpend, monthlyBudget: settings.monthlyBudget },
  })
  // Whose outputs it reads.
  operations.addStackDependency(service)
  if (domain === undefined) return { data, service, operations, edge: undefined, copies }
  const edge = new EdgeStack(app, formatStackName('ConcordEdge', stage), {
    description: 'Concord: certificate, firewall and CloudFront',
    terminationProtection: true,
    env: { ...env, region: EDGE_REGION },
    ...{ domain, originSecret, namespace },
  })
  // Of which it reads the secret by its name.
  edge.addStackDependency(data)
  return { data, service, operations, edge, copies }
}
