import { Duration, Stack, Validations } from 'aws-cdk-lib'
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
} from 'aws-cdk-lib/aws-backup'
import { Schedule } from 'aws-cdk-lib/aws-events'
import { Construct } from 'constructs'
import type { GuardedTable } from './guarded-table.ts'
import { LockedVault } from './locked-vault.ts'

/** Backups outside what point-in-time recovery keeps: in a locked vault, with a copy in a second region. */
export interface BackupSettings {
  /** Region of the copies, such as us-west-2. */
  readonly region: string
  /** For how long each is kept, and cannot be deleted. */
  readonly days: number
}

interface TableBackupsProps {
  readonly tables: readonly GuardedTable[]
  readonly backup: BackupSettings
  readonly vaultName: string
}

/** Each table once a night, into a locked vault here and into the one of the second region. */
export class TableBackups extends Construct {
  constructor(scope: Construct, id: string, { tables, backup, vaultName }: TableBackupsProps) {
    super(scope, id)
    const { account, partition } = Stack.of(this)
    const { vault } = new LockedVault(this, 'Locked', { name: vaultName, days: backup.days })
    const copies = BackupVault.fromBackupVaultArn(
      this,
      'Copies',
      `arn:${partition}:backup:${backup.region}:${account}:backup-vault:${vaultName}`,
    )
    const plan = new BackupPlan(this, 'Plan', { backupPlanName: vaultName })
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'nightly',
        backupVault: vault,
        // After the anchor of the audit archive.
        scheduleExpression: Schedule.cron({ hour: '2', minute: '0' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(8),
        deleteAfter: Duration.days(backup.days),
        copyActions: [{ destinationBackupVault: copies, deleteAfter: Duration.days(backup.days) }],
      }),
    )
    const selection = new BackupSelection(this, 'Tables', {
      backupPlan: plan,
      resources: tables.map(({ table }) => BackupResource.fromArn(table.tableArn)),
    })
    const role = selection.grantPrincipal
    if (Construct.isConstruct(role))
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
        reason: 'AWS Backup’s own role, as AWS keeps it: it backs up and copies, and restores nothing.',
      })
  }
}
