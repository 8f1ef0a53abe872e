import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { LockedVault } from '../constructs/locked-vault.ts'

interface BackupCopiesStackProps extends StackProps {
  readonly vaultName: string
  readonly days: number
}

/** The vault of a second region, which backups of the tables are copied into. */
export class BackupCopiesStack extends Stack {
  constructor(scope: Construct, id: string, { vaultName, days, ...props }: BackupCopiesStackProps) {
    super(scope, id, props)
    new LockedVault(this, 'Copies', { name: vaultName, days })
  }
}
