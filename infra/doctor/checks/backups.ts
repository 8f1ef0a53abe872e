import { DescribeBackupVaultCommand } from '@aws-sdk/client-backup'
import type { Check } from '../check.ts'
import { listResources, MissingResourceError, requireDays, requireResource } from '../deployment.ts'
import { formatCount, reportFailed, reportOk, reportWarning } from '../finding.ts'

const DAY_MS = 24 * 3600_000
/** A night, the copy into the other region, and what both may be late. */
const FILLED_WITHIN_DAYS = 2

export const backupChecks: readonly Check[] = [
  {
    id: 'backup-vaults',
    section: 'restore-tables',
    actions: ['backup:DescribeBackupVault'],
    async examine({ aws, deployment: { data, region }, now }) {
      const { BackupRegion: second } = data.outputs
      if (second === undefined) {
        if (listResources(data, 'AWS::Backup::BackupVault').length > 0)
          throw new MissingResourceError(`${data.name} has no output BackupRegion.`)
        return reportOk('Point-in-time recovery alone: the service was deployed without backupRegion.')
      }
      const BackupVaultName = requireResource(data, 'AWS::Backup::BackupVault')
      const expected = requireDays(data, 'BackupRetentionDays')
      let [held, openUntil]: [number, Date | undefined] = [0, undefined]
      for (const where of [region, second]) {
        const client = aws.connectToBackups(where)
        const vault = await client.send(new DescribeBackupVaultCommand({ BackupVaultName }))
        const { Locked, LockDate, MinRetentionDays: least = 0, MaxRetentionDays: most } = vault
        const name = `The vault in ${where}`
        const advice = 'Deploy every stack again, and find out who changed it.'
        if (Locked !== true || LockDate === undefined)
          return reportFailed(`${name} is not locked for good: an administrator can delete backups.`, advice)
        if (least < expected)
          return reportFailed(
            `${name} is locked for ${formatCount(least, 'day')}, and was deployed with ${formatCount(expected, 'day')}.`,
            advice,
          )
        // The CDK takes no two that are the same.
        if (most === undefined || most > expected + 1)
          return reportFailed(
            `${name} keeps backups beyond ${formatCount(expected, 'day')}, and what was erased with them.`,
            advice,
          )
        const points = vault.NumberOfRecoveryPoints ?? 0
        const age = now.getTime() - (vault.CreationDate?.getTime() ?? 0)
        if (points === 0 && age > FILLED_WITHIN_DAYS * DAY_MS)
          return reportFailed(
            `${name} holds no backup.`,
            'Read in AWS Backup why its jobs failed. Its advanced features for DynamoDB must be on in both regions.',
          )
        if (LockDate > now) openUntil = LockDate
        held += points
      }
      return openUntil
        ? reportWarning(
            `The lock of the backups can still be taken off, until ${openUntil.toISOString()}.`,
            'Nothing, if it was deployed within three days: then nobody can.',
          )
        : reportOk(
            `${formatCount(held, 'backup')} in two regions, which nobody can delete for ${formatCount(expected, 'day')}.`,
          )
    },
  },
]
