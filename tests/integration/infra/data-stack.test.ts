import type { Stack } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { EXPORT_KEPT_DAYS, FILE_KEPT_DAYS } from '../../../functions/records/job/job-files.ts'
import {
  buildApp,
  dataResources,
  dataTemplate,
  ofType,
  type Resources,
  serviceResources,
  serviceTemplate,
} from './synthesized.ts'

const tables = ofType(dataResources, 'AWS::DynamoDB::GlobalTable')
const names = tables.map(([id]) => id.replace(/Table[0-9A-F]{8}$/, ''))

interface Replica {
  SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [string, 'Arn'] } }
}

test('the tables are Study, Contacts, Audit, Members, Releases, Library, Jobs, Panels and Votes', () => {
  expect(names.sort()).toEqual([
    ...['Audit', 'Contacts', 'Jobs', 'Library', 'Members', 'Panels', 'Releases', 'Study', 'Votes'],
  ])
})

test('each table is encrypted by a rotating key of its own', () => {
  const keys = tables.map(([, table]) => {
    expect(table.Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' })
    const [replica] = table.Properties.Replicas as Replica[]
    return replica?.SSESpecification.KMSMasterKeyId['Fn::GetAtt'][0] ?? ''
  })
  expect(new Set(keys).size).toBe(9)
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

test('only study items and invitations of members expire', () => {
  const expiring = tables.filter(([, { Properties }]) => 'TimeToLiveSpecification' in Properties)
  expect(expiring.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['StudyTable', 'MembersTable'])
  for (const [, { Properties }] of expiring)
    expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true })
})

test('the indexes of what is due hold keys only; the other one holds memberships by person', () => {
  const indexes = tables.flatMap(([, { Properties }]) => Properties.GlobalSecondaryIndexes ?? [])
  expect(indexes).toEqual([
    expect.objectContaining({ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } }),
    expect.objectContaining({ IndexName: 'person', Projection: { ProjectionType: 'ALL' } }),
    expect.objectContaining({ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } }),
    expect.objectContaining({ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } }),
  ])
})

test('the files of reports and exports are encrypted, versioned, closed to the public, and deleted after their days', () => {
  const [[, bucket] = []] = ofType(dataResources, 'AWS::S3::Bucket').filter(([id]) =>
    id.startsWith('ReportFiles'),
  )
  expect(bucket?.DeletionPolicy).toBe('Retain')
  expect(bucket?.Properties).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: {
      ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
      ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
    },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
    },
    LifecycleConfiguration: {
      Rules: [
        {
          ...{ ExpirationInDays: FILE_KEPT_DAYS, Status: 'Enabled' },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
        { ExpirationInDays: EXPORT_KEPT_DAYS, Prefix: 'exports/', Status: 'Enabled' },
      ],
    },
  })
})

test('the lake is encrypted, locks nothing, and keeps answers, and what was erased or replaced, for a day', () => {
  const [[, bucket] = []] = ofType(dataResources, 'AWS::S3::Bucket').filter(([id]) =>
    id.startsWith('LakeFiles'),
  )
  expect(bucket?.DeletionPolicy).toBe('Retain')
  expect(bucket?.Properties).not.toHaveProperty('ObjectLockEnabled')
  expect(bucket?.Properties).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
    },
    LifecycleConfiguration: {
      Rules: [
        {
          ...{ ExpiredObjectDeleteMarker: true, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
        { ExpirationInDays: 1, Prefix: 'answers/', Status: 'Enabled' },
      ],
    },
  })
})

test('the link secret is made in AWS, 64 characters long, and outlives the stacks', () => {
  dataTemplate.hasResource('AWS::SecretsManager::Secret', {
    Properties: { GenerateSecretString: { PasswordLength: 64 } },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  })
})

describe('staff accounts', () => {
  test('are opened by nobody alone, and ask for a second factor', () => {
    dataTemplate.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 14, RequireSymbols: true }) },
    })
  })

  test('outlive the stacks', () => {
    dataTemplate.hasResource('AWS::Cognito::UserPool', {
      Properties: { DeletionProtection: 'ACTIVE' },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    })
  })
})

describe('a redeployment of the service', () => {
  const stateful = [
    'AWS::DynamoDB::GlobalTable',
    'AWS::DynamoDB::Table',
    'AWS::SecretsManager::Secret',
    'AWS::Cognito::UserPool',
    'AWS::S3::Bucket',
    'AWS::SMSVOICE::OptOutList',
  ]

  test.each(stateful)('makes no %s anew: it is none of its resources', (type) => {
    expect(ofType(serviceResources, type)).toEqual([])
  })

  test('keeps everything of the data stack that holds data', () => {
    const kept = Object.values(dataResources).filter(({ Type }) => stateful.includes(Type))
    expect(kept.length).toBe(15)
    for (const { DeletionPolicy } of kept) expect(DeletionPolicy).toBe('Retain')
  })
})

test('both stacks are protected against being deleted', () => {
  const { data, service } = buildApp()
  expect([data.terminationProtection, service.terminationProtection]).toEqual([true, true])
})

describe('two stages in one account', () => {
  const staging = buildApp({ stage: 'staging' })
  const readTemplate = (stack: Stack) => JSON.stringify(Template.fromStack(stack).toJSON())

  test('have stacks of their own', () => {
    expect([staging.data.stackName, staging.service.stackName]).toEqual([
      ...['ConcordData-staging', 'ConcordService-staging'],
    ])
    expect(buildApp().service.stackName).toBe('ConcordService')
  })

  test('have no name in common: sign-in page, exports and metrics', () => {
    const named = (template: string) => [
      ...(template.match(/"(Concord(Data|Service)?[-:][^" ]*|concord-[^" ]*)"/g) ?? []),
      ...(template.match(/"(MetricNamespace|Namespace)":"Concord[^"]*"/g) ?? []),
    ]
    const ours = [staging.data, staging.service].flatMap((stack) => named(readTemplate(stack)))
    const others = new Set(
      [dataTemplate, serviceTemplate].flatMap((each) => named(JSON.stringify(each.toJSON()))),
    )
    expect(ours.length).toBeGreaterThan(10)
    expect(ours.filter((name) => others.has(name))).toEqual([])
  })
})

test('nothing else is in the data stack', () => {
  const types = Object.values(dataResources).map(({ Type }) => Type)
  expect([...new Set(types)].sort()).toEqual([
    'AWS::Cognito::UserPool',
    'AWS::Cognito::UserPoolDomain',
    'AWS::Cognito::UserPoolResourceServer',
    'AWS::DynamoDB::GlobalTable',
    'AWS::KMS::Key',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::SMSVOICE::OptOutList',
    'AWS::SecretsManager::Secret',
  ])
})

describe('programs', () => {
  const { data } = buildApp({ programs: ['ehr', 'warehouse'] })
  const resources: Resources = Template.fromStack(data).toJSON().Resources

  test('have a client each, with a secret, which gives tokens for the API and signs nobody in', () => {
    const clients = ofType(resources, 'AWS::Cognito::UserPoolClient')
    expect(clients.map(([, { Properties }]) => Properties.ClientName)).toEqual(['ehr', 'warehouse'])
    for (const [, { Properties }] of clients) {
      expect(Properties).toMatchObject({
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      })
      expect(Properties).not.toHaveProperty('CallbackURLs')
      expect(JSON.stringify(Properties.AllowedOAuthScopes)).toMatch(/\/read.*\/write/)
    }
  })

  test('are none where nobody asks for any', () => {
    expect(ofType(dataResources, 'AWS::Cognito::UserPoolClient')).toEqual([])
  })
})

describe('the archive of the audit trail', () => {
  const [[, bucket] = []] = ofType(dataResources, 'AWS::S3::Bucket').filter(([id]) =>
    id.startsWith('AuditArchive'),
  )

  test('is locked for everybody for the time that the operator chose, and keeps every version', () => {
    const readLock = (resources: Resources) =>
      ofType(resources, 'AWS::S3::Bucket')
        .filter(([id]) => id.startsWith('AuditArchive'))
        .map(([, { Properties }]) => Properties.ObjectLockConfiguration)
    const lock = (Days: number) => ({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days } },
    })
    expect(bucket?.Properties).toMatchObject({
      ObjectLockEnabled: true,
      VersioningConfiguration: { Status: 'Enabled' },
    })
    expect(readLock(dataResources)).toEqual([lock(730)])
    const { data } = buildApp({ auditRetentionDays: 9_131 })
    expect(readLock(Template.fromStack(data).toJSON().Resources)).toEqual([lock(9_131)])
    expect(bucket?.DeletionPolicy).toBe('Retain')
  })

  test('has a key of its own, no public access, and refuses what is not sent by TLS', () => {
    expect(JSON.stringify(bucket?.Properties.BucketEncryption)).toMatch(/AuditArchiveKey.*aws:kms/)
    expect(bucket?.Properties.PublicAccessBlockConfiguration).toEqual({
      ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
      ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
    })
    const [[, policy] = []] = ofType(dataResources, 'AWS::S3::BucketPolicy').filter(([id]) =>
      id.startsWith('AuditArchive'),
    )
    expect(policy?.Properties.PolicyDocument).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          ...{ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        }),
      ]),
    })
  })

  test('is signed for by a key that signs and can do nothing else', () => {
    const keys = ofType(dataResources, 'AWS::KMS::Key').filter(([id]) =>
      id.startsWith('AuditArchiveSigningKey'),
    )
    expect(keys.map(([, { Properties }]) => [Properties.KeySpec, Properties.KeyUsage])).toEqual([
      ['ECC_NIST_P256', 'SIGN_VERIFY'],
    ])
  })

  test('gets what is appended: entries as they were written; the lake gets study items before and after', () => {
    const streams = ofType(dataResources, 'AWS::DynamoDB::GlobalTable').flatMap(([id, { Properties }]) =>
      Properties.StreamSpecification ? [[id.slice(0, 5), Properties.StreamSpecification]] : [],
    )
    expect(streams).toEqual([
      ['Study', { StreamViewType: 'NEW_AND_OLD_IMAGES' }],
      ['Audit', { StreamViewType: 'NEW_IMAGE' }],
    ])
  })
})
