import { Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, test } from 'vitest'
import { buildApp, dataResources, ofType, type Resources } from './synthesized.ts'

const { app, data, copies } = buildApp({ stage: 'staging', backup: { region: 'us-west-2', days: 35 } })
const here: Resources = Template.fromStack(data).toJSON().Resources
const there: Resources = copies ? Template.fromStack(copies).toJSON().Resources : {}

test('without the setting there is no vault, and no stack of another region', () => {
  expect(ofType(dataResources, 'AWS::Backup::BackupVault')).toEqual([])
  expect(buildApp().copies).toBeUndefined()
})

test.each([
  ['the region of the data', here],
  ['the second region', there],
])('nobody deletes a backup of %s before its days are over, and none is kept longer', (_, resources) => {
  const vaults = ofType(resources, 'AWS::Backup::BackupVault')
  expect(vaults).toHaveLength(1)
  expect(vaults[0]?.[1]).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      BackupVaultName: 'concord-staging',
      LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: 36, ChangeableForDays: 3 },
    },
  })
  const key = JSON.stringify(vaults[0]?.[1].Properties.EncryptionKeyArn)
  const keys = ofType(resources, 'AWS::KMS::Key').filter(([id]) => key.includes(id))
  expect(keys).toMatchObject([[expect.any(String), { DeletionPolicy: 'Retain' }]])
})

test('every table is backed up each night and copied to the second region, for as long', () => {
  const plans = ofType(here, 'AWS::Backup::BackupPlan')
  const [rule] = plans.flatMap(
    ([, { Properties }]) => (Properties.BackupPlan as { BackupPlanRule: object[] }).BackupPlanRule,
  )
  expect(rule).toMatchObject({
    ScheduleExpression: 'cron(0 2 * * ? *)',
    Lifecycle: { DeleteAfterDays: 35 },
    CopyActions: [{ Lifecycle: { DeleteAfterDays: 35 } }],
  })
  expect(JSON.stringify(rule)).toContain('backup-vault:concord-staging')
  expect(JSON.stringify(rule)).toContain('us-west-2')
  const [[, selection] = []] = ofType(here, 'AWS::Backup::BackupSelection')
  const selected = JSON.stringify(selection?.Properties.BackupSelection)
  const tables = ofType(here, 'AWS::DynamoDB::GlobalTable').map(([id]) => id)
  expect(tables).toHaveLength(9)
  for (const table of tables) expect(selected).toContain(table)
})

test('the vault of the second region is there before anything is copied into it', () => {
  expect(copies?.region).toBe('us-west-2')
  expect(data.dependencies).toContain(copies)
})

test('the role backs up and restores nothing, and the rules find nothing', () => {
  const roles = ofType(here, 'AWS::IAM::Role').filter(([id]) => id.startsWith('Backups'))
  expect(roles).toHaveLength(1)
  const policies = JSON.stringify(roles[0]?.[1].Properties.ManagedPolicyArns)
  expect(policies).toContain('AWSBackupServiceRolePolicyForBackup')
  expect(policies).not.toContain('ForRestores')
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([])
})
