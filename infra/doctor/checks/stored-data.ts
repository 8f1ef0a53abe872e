import { DescribeContinuousBackupsCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { DescribeKeyCommand, GetKeyRotationStatusCommand, type KMSClient } from '@aws-sdk/client-kms'
import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3'
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager'
import { RECOVERY_DAYS } from '../../constructs/recovery-days.ts'
import type { Check } from '../check.ts'
import {
  type DeployedStack,
  type Deployment,
  formatConstructName,
  listResources,
  requireDays,
  requireResource,
  requireResources,
  type StackResource,
} from '../deployment.ts'
import { formatCount, formatNames, reportFailed, reportOk, reportWarning } from '../finding.ts'

const DAY_MS = 24 * 3600_000
/** S3 counts a year so. */
const DAYS_PER_YEAR = 365
/** An older secret is to be replaced by a decision, as the guide says. */
const OLD_SECRET_DAYS = 730

const listTables = ({ data }: Deployment) => requireResources(data, 'AWS::DynamoDB::GlobalTable')

/** Names of those for which something does not hold. */
async function findWithout(
  resources: readonly StackResource[],
  holds: (physicalId: string) => Promise<boolean>,
): Promise<string[]> {
  const found = await Promise.all(resources.map(async (one) => ({ one, holds: await holds(one.physicalId) })))
  return found.flatMap(({ one, holds: is }) => (is ? [] : [formatConstructName(one)]))
}

export const storedDataChecks: readonly Check[] = [
  {
    id: 'table-recovery',
    section: 'where-personal-data-lives',
    actions: ['dynamodb:DescribeContinuousBackups'],
    async examine({ aws: { dynamo }, deployment }) {
      const tables = listTables(deployment)
      const without = await findWithout(tables, async (TableName) => {
        const asked = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }))
        const recovery = asked.ContinuousBackupsDescription?.PointInTimeRecoveryDescription
        // AWS may leave the usual period out.
        const { PointInTimeRecoveryStatus: status, RecoveryPeriodInDays: days = RECOVERY_DAYS } =
          recovery ?? {}
        return status === 'ENABLED' && days >= RECOVERY_DAYS
      })
      return without.length > 0
        ? reportFailed(
            `${formatNames(without)} cannot be recovered to any second of the last ${RECOVERY_DAYS} days.`,
            'Run aws dynamodb update-continuous-backups for it with PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=35, and find out who changed it.',
          )
        : reportOk(
            `${formatCount(tables.length, 'table')}, each with point-in-time recovery for ${RECOVERY_DAYS} days.`,
          )
    },
  },
  {
    id: 'table-protection',
    section: 'where-personal-data-lives',
    actions: ['dynamodb:DescribeTable'],
    async examine({ aws: { dynamo }, deployment }) {
      const tables = listTables(deployment)
      const without = await findWithout(tables, async (TableName) => {
        const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }))
        return Table?.TableStatus === 'ACTIVE' && Table.DeletionProtectionEnabled === true
      })
      return without.length > 0
        ? reportFailed(
            `${formatNames(without)} can be deleted by one command, or is not active.`,
            'Run aws dynamodb update-table --deletion-protection-enabled --table-name with its name.',
          )
        : reportOk(`${formatCount(tables.length, 'table')}, each active and protected against being deleted.`)
    },
  },
  {
    id: 'archive-lock',
    section: 'verify-the-audit-trail',
    actions: ['s3:GetBucketObjectLockConfiguration'],
    async examine({ aws: { buckets }, deployment: { data } }) {
      const Bucket = requireResource(data, 'AWS::S3::Bucket', /^AuditArchive/)
      const asked = await buckets.send(new GetObjectLockConfigurationCommand({ Bucket }))
      const { ObjectLockEnabled, Rule } = asked.ObjectLockConfiguration ?? {}
      const { Mode, Days, Years } = Rule?.DefaultRetention ?? {}
      const advice = 'Deploy ConcordData again, and find out who changed it.'
      if (ObjectLockEnabled !== 'Enabled' || Mode !== 'COMPLIANCE')
        return reportFailed(
          `The archive’s Object Lock is ${Mode ? `in ${Mode.toLowerCase()} mode` : 'off'}: an administrator can delete from it.`,
          advice,
        )
      const days = Days ?? DAYS_PER_YEAR * (Years ?? 0)
      const expected = requireDays(data, 'AuditRetentionDays')
      return days < expected
        ? reportFailed(
            `The archive is locked for ${formatCount(days, 'day')}, and was deployed with ${formatCount(expected, 'day')}.`,
            advice,
          )
        : reportOk(
            `Nobody can delete what is archived of the audit trail for ${formatCount(days, 'day')} (compliance mode).`,
          )
    },
  },
  {
    id: 'keys',
    section: 'secrets-and-keys',
    actions: ['kms:DescribeKey', 'kms:GetKeyRotationStatus'],
    async examine({ aws: { keys, edgeKeys }, deployment: { data, service, operations, edge } }) {
      const stacks: readonly (readonly [KMSClient, DeployedStack])[] = [
        [keys, data],
        [keys, service],
        [keys, operations],
        ...(edge === undefined ? [] : [[edgeKeys, edge] as const]),
      ]
      const all = stacks.flatMap(([client, stack]) =>
        requireResources(stack, 'AWS::KMS::Key').map((one) => ({ client, one })),
      )
      const examined = await Promise.all(
        all.map(async ({ client, one }) => ({
          name: formatConstructName(one),
          ...(await readKey(client, one.physicalId)),
        })),
      )
      const unusable = examined.filter(({ state }) => state !== 'Enabled')
      if (unusable.length > 0)
        return reportFailed(
          `${formatNames(unusable.map(({ name, state }) => `${name} is ${state}`))}: what is encrypted with it cannot be read.`,
          'Run aws kms cancel-key-deletion or aws kms enable-key at once: a deleted key cannot be restored.',
        )
      const rigid = examined.filter(({ isRotated }) => !isRotated).map(({ name }) => name)
      return rigid.length > 0
        ? reportWarning(
            `${formatNames(rigid)} is not rotated each year.`,
            'Run aws kms enable-key-rotation for it.',
          )
        : reportOk(`${formatCount(all.length, 'key')} enabled, and rotated where AWS rotates its kind.`)
    },
  },
  {
    id: 'secrets',
    section: 'secrets-and-keys',
    actions: ['secretsmanager:DescribeSecret'],
    async examine({ aws: { secrets }, deployment: { data }, now }) {
      const all = listResources(data, 'AWS::SecretsManager::Secret')
      const examined = await Promise.all(
        all.map(async (one) => {
          const asked = new DescribeSecretCommand({ SecretId: one.physicalId })
          const { CreatedDate, LastChangedDate = CreatedDate, DeletedDate } = await secrets.send(asked)
          const days = LastChangedDate && Math.floor((now.getTime() - LastChangedDate.getTime()) / DAY_MS)
          return { name: formatConstructName(one), isDeleted: DeletedDate !== undefined, days: days ?? 0 }
        }),
      )
      const deleted = examined.filter(({ isDeleted }) => isDeleted).map(({ name }) => name)
      if (all.length === 0 || deleted.length > 0)
        return reportFailed(
          all.length === 0
            ? 'There is no link secret: no link opens.'
            : `Being deleted: ${formatNames(deleted)}. Links will stop opening.`,
          'Run aws secretsmanager restore-secret at once.',
        )
      const found = `${examined.map(({ name, days }) => `${name} is ${formatCount(days, 'day')} old`).join(', ')}.`
      return examined.some(({ days }) => days > OLD_SECRET_DAYS)
        ? reportWarning(found, 'Replace it as the guide says: the old line stays until its links have ended.')
        : reportOk(found)
    },
  },
]

async function readKey(keys: KMSClient, KeyId: string) {
  const { KeyMetadata } = await keys.send(new DescribeKeyCommand({ KeyId }))
  const state = KeyMetadata?.KeyState ?? 'gone'
  // AWS rotates no key that signs, and is not asked about one that is being deleted.
  if (KeyMetadata?.KeySpec !== 'SYMMETRIC_DEFAULT' || state !== 'Enabled') return { state, isRotated: true }
  const { KeyRotationEnabled } = await keys.send(new GetKeyRotationStatusCommand({ KeyId }))
  return { state, isRotated: KeyRotationEnabled === true }
}
