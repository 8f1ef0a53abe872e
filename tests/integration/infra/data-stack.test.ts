import { expect, test } from 'vitest'
import { dataResources, dataTemplate, ofType } from './synthesized.ts'

const tables = ofType(dataResources, 'AWS::DynamoDB::GlobalTable')
const names = tables.map(([id]) => id.replace(/Table[0-9A-F]{8}$/, ''))

interface Replica {
  SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [string, 'Arn'] } }
}

test('the tables are Study, Contacts and Audit', () => {
  expect(names.sort()).toEqual(['Audit', 'Contacts', 'Study'])
})

test('each table is encrypted by a rotating key of its own', () => {
  const keys = tables.map(([, table]) => {
    expect(table.Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' })
    const [replica] = table.Properties.Replicas as Replica[]
    return replica?.SSESpecification.KMSMasterKeyId['Fn::GetAtt'][0] ?? ''
  })
  expect(new Set(keys).size).toBe(3)
  for (const key of keys) {
    expect(dataResources[key]).toMatchObject({
      Type: 'AWS::KMS::Key',
      Properties: { EnableKeyRotation: true },
    })
  }
})

test('each key is given to the account’s policies and to nobody by name', () => {
  for (const [, key] of ofType(dataResources, 'AWS::KMS::Key')) {
    const { Statement } = key.Properties.KeyPolicy as { Statement: { Principal: unknown }[] }
    expect(Statement).toHaveLength(1)
    expect(JSON.stringify(Statement[0]?.Principal)).toMatch(/:iam::.*:root/)
  }
})

test.each(names)('%s can be restored to any second, and cannot be deleted with its stack', (name) => {
  const [, table] = tables.find(([id]) => id.startsWith(`${name}Table`)) ?? []
  expect(table?.DeletionPolicy).toBe('Retain')
  const replicas = table?.Properties.Replicas as unknown[]
  expect(replicas).toHaveLength(1)
  expect(replicas[0]).toMatchObject({
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  })
})

test('the keys stay when the stack goes: a table without its key is lost', () => {
  for (const [, key] of ofType(dataResources, 'AWS::KMS::Key')) expect(key.DeletionPolicy).toBe('Retain')
})

test('only study items expire', () => {
  const expiring = tables.filter(([, { Properties }]) => 'TimeToLiveSpecification' in Properties)
  expect(expiring.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['StudyTable'])
  expect(expiring[0]?.[1].Properties.TimeToLiveSpecification).toEqual({
    AttributeName: 'expiresAt',
    Enabled: true,
  })
})

test('the one index holds keys only, and only the study has one', () => {
  const indexes = tables.flatMap(([, { Properties }]) => Properties.GlobalSecondaryIndexes ?? [])
  expect(indexes).toEqual([
    expect.objectContaining({ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } }),
  ])
})

test('nothing but tables and keys is in the data stack', () => {
  dataTemplate.resourceCountIs('AWS::KMS::Key', 3)
  expect(Object.keys(dataResources)).toHaveLength(6)
})
