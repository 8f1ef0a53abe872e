import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BackupVault } from 'aws-cdk-lib/aws-backup'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'

/** In which a lock can still be taken off again; after it nobody can, the account’s owner and AWS included. */
const COOLING_OFF = Duration.days(3)

/**
 * A vault of backups under a key of its own. Nobody can delete a backup before its days are over (compliance mode), and none is
 * kept for longer: what was erased leaves the backups too.
 */
export class LockedVault extends Construct {
  readonly vault: BackupVault

  constructor(
    scope: Construct,
    id: string,
    { name, days }: { readonly name: string; readonly days: number },
  ) {
    super(scope, id)
    const encryptionKey = new Key(this, 'Key', {
      description: 'Concord: backups of tables',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.vault = new BackupVault(this, 'Vault', {
      ...{ backupVaultName: name, encryptionKey },
      lockConfiguration: {
        // The CDK takes no two that are the same.
        ...{ minRetention: Duration.days(days), maxRetention: Duration.days(days + 1) },
        changeableFor: COOLING_OFF,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }
}
