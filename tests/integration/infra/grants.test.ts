import { describe, expect, test } from 'vitest'
import factTables from '../../../infra/constructs/fact-tables.json' with { type: 'json' }
import { listGrants, listStatements, type Statement, statementsOfRole } from './granted.ts'
import { dataResources, ofType, serviceResources } from './synthesized.ts'

const READ = 'GetItem Query'
const READ_AND_WRITE = 'ConditionCheckItem GetItem PutItem Query UpdateItem'
const READ_WRITE_AND_DELETE = 'ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem'
const READ_AND_WRITE_ONE = 'ConditionCheckItem GetItem PutItem UpdateItem'
const APPEND = 'GetItem PutItem Query'
const APPEND_AND_READ = 'ConditionCheckItem GetItem PutItem Query'
const KEY_TO_READ = 'kms:Decrypt kms:DescribeKey'
const KEY_TO_WRITE =
  'kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo'

const CONSUME =
  'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage'

const READ_MANY = 'BatchGetItem GetItem Query'
const LIBRARY_READ = [`LibraryKey: ${KEY_TO_READ}`, `LibraryTable: ${READ_MANY}`]
const STUDY_READ = [`StudyKey: ${KEY_TO_READ}`, `StudyTable: ${READ}`]
const STUDY_AND_AUDIT_WRITE = [
  ...LIBRARY_READ,
  `AuditKey: ${KEY_TO_WRITE}`,
  `AuditTable: ${APPEND_AND_READ}`,
  `StudyKey: ${KEY_TO_WRITE}`,
  `StudyTable: ${READ_AND_WRITE}`,
]

const STUDY_AND_CONTACTS_ERASE = [
  ...LIBRARY_READ,
  `AuditKey: ${KEY_TO_WRITE}`,
  `AuditTable: ${APPEND_AND_READ}`,
  `ContactsKey: ${KEY_TO_WRITE}`,
  `ContactsTable: ${READ_WRITE_AND_DELETE}`,
  `StudyKey: ${KEY_TO_WRITE}`,
  `StudyTable: ${READ_WRITE_AND_DELETE}`,
]

const MEMBERS_READ_ONE = [`MembersKey: ${KEY_TO_READ}`, 'MembersTable: GetItem']
const MEMBERS_AND_AUDIT_WRITE = [
  ...LIBRARY_READ,
  `AuditKey: ${KEY_TO_WRITE}`,
  `AuditTable: ${APPEND_AND_READ}`,
  `MembersKey: ${KEY_TO_WRITE}`,
  `MembersTable: ${READ_WRITE_AND_DELETE}`,
]

const STUDY_READ_RELEASES_AND_AUDIT_APPEND = [
  ...LIBRARY_READ,
  ...STUDY_READ,
  `AuditKey: ${KEY_TO_WRITE}`,
  `AuditTable: ${APPEND_AND_READ}`,
  `ReleasesKey: ${KEY_TO_WRITE}`,
  `ReleasesTable: ${APPEND_AND_READ}`,
]

const ARCHIVE_READ = ['AuditArchiveBucket/entries/*: s3:GetObject', 'AuditArchiveBucket: s3:ListBucket']

const JOBS_AND_AUDIT_WRITE = [
  ...LIBRARY_READ,
  ...MEMBERS_READ_ONE,
  `AuditKey: ${KEY_TO_WRITE}`,
  `AuditTable: ${APPEND}`,
  `JobsKey: ${KEY_TO_WRITE}`,
  `JobsTable: ${APPEND}`,
  'ReportFilesBucket: s3:ListBucket',
]

const FACT_TABLES = Object.keys(factTables)
const LAKE_ASK = [
  'LakeFilesBucket/answers/*: s3:GetObject s3:PutObject',
  'LakeFilesBucket/facts/*: s3:GetObject',
  'LakeFilesBucket/restricted/*: s3:GetObject',
  'LakeFilesBucket: s3:GetBucketLocation s3:ListBucket',
  'LakeFilesKey: kms:Decrypt kms:GenerateDataKey',
  'arn:aws:athena:us-east-1:AWS::AccountId:workgroup/concord: athena:GetQueryExecution athena:GetQueryResults athena:StartQueryExecution athena:StopQueryExecution',
  ...['catalog', 'database/concord', ...FACT_TABLES.map((table) => `table/concord/${table}`)].map(
    (resource) =>
      `arn:aws:glue:us-east-1:AWS::AccountId:${resource}: glue:GetDatabase glue:GetPartitions glue:GetTable`,
  ),
]

/** The whole of what each function may do. A grant that is not written here fails. */
const GRANTS: Record<string, string[]> = {
  ServeParticipantPage: [...STUDY_AND_AUDIT_WRITE, 'LinkSecret: secretsmanager:GetSecretValue'],
  ServeStaffApi: [
    ...STUDY_AND_AUDIT_WRITE,
    ...MEMBERS_READ_ONE,
    `ContactsKey: ${KEY_TO_WRITE}`,
    `ContactsTable: ${READ_AND_WRITE_ONE}`,
  ],
  ServeWorklist: [
    ...STUDY_AND_AUDIT_WRITE,
    ...MEMBERS_READ_ONE,
    `ContactsKey: ${KEY_TO_WRITE}`,
    `ContactsTable: ${READ_AND_WRITE}`,
    'LinkSecret: secretsmanager:GetSecretValue',
  ],
  ServeReadings: [
    ...LAKE_ASK,
    ...STUDY_READ,
    ...LIBRARY_READ,
    ...MEMBERS_READ_ONE,
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND}`,
  ],
  ServeConsole: [
    ...LAKE_ASK,
    ...STUDY_READ,
    ...LIBRARY_READ,
    ...MEMBERS_READ_ONE,
    'MembersTable/index/person: Query',
    `ReleasesKey: ${KEY_TO_READ}`,
    `ReleasesTable: ${READ}`,
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND}`,
  ],
  ServeReleases: [...STUDY_READ_RELEASES_AND_AUDIT_APPEND, ...MEMBERS_READ_ONE],
  MakeReleases: STUDY_READ_RELEASES_AND_AUDIT_APPEND,
  ServeVersions: [
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND_AND_READ}`,
    `LibraryKey: ${KEY_TO_WRITE}`,
    'LibraryTable: BatchGetItem GetItem PutItem Query',
    ...MEMBERS_READ_ONE,
    `StudyKey: ${KEY_TO_WRITE}`,
    `StudyTable: ${READ_AND_WRITE}`,
  ],
  RollOutVersions: STUDY_AND_AUDIT_WRITE,
  ServeReports: [
    ...JOBS_AND_AUDIT_WRITE,
    'ReportFilesBucket/exports/*: s3:GetObject',
    'ReportFilesBucket/reports/*: s3:GetObject',
    'ReportFilesKey: kms:Decrypt',
  ],
  RecordMailEvent: [
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND}`,
    `JobsKey: ${KEY_TO_WRITE}`,
    `JobsTable: ${APPEND}`,
    `MailEventsInboxQueue: ${CONSUME}`,
  ],
  MakeReports: [
    ...JOBS_AND_AUDIT_WRITE,
    ...STUDY_READ,
    `ContactsKey: ${KEY_TO_READ}`,
    `ContactsTable: ${READ}`,
    'JobsTable/index/due: Query',
    'MailIdentity: ses:SendEmail',
    'arn:AWS::Partition:ses:us-east-1:AWS::AccountId:configuration-set/MailEventsConfigurationSet: ses:SendEmail',
    `ReleasesKey: ${KEY_TO_READ}`,
    `ReleasesTable: ${READ}`,
    'ReportFilesBucket/exports/*: s3:GetObject s3:PutObject',
    'ReportFilesBucket/parts/*: s3:GetObject s3:PutObject',
    'ReportFilesBucket/reports/*: s3:GetObject s3:PutObject',
    'ReportFilesKey: kms:Decrypt kms:GenerateDataKey',
  ],
  ServeMembers: [
    ...MEMBERS_AND_AUDIT_WRITE,
    'MembersTable/index/person: Query',
    'MailIdentity: ses:SendEmail',
    'StaffAccountsPool: cognito-idp:AdminCreateUser',
  ],
  ServeStudyOffice: [
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND_AND_READ}`,
    `LibraryKey: ${KEY_TO_WRITE}`,
    'LibraryTable: BatchGetItem GetItem PutItem Query',
    `MembersKey: ${KEY_TO_WRITE}`,
    `MembersTable: ${READ_AND_WRITE}`,
    'MembersTable/index/person: Query',
  ],
  ServePanels: [
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND_AND_READ}`,
    `LibraryKey: ${KEY_TO_WRITE}`,
    'LibraryTable: BatchGetItem GetItem PutItem Query',
    ...MEMBERS_READ_ONE,
    `PanelsKey: ${KEY_TO_WRITE}`,
    `PanelsTable: ${READ_AND_WRITE}`,
    `VotesKey: ${KEY_TO_READ}`,
    `VotesTable: ${READ}`,
  ],
  ServePanelists: [
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND_AND_READ}`,
    `ContactsKey: ${KEY_TO_WRITE}`,
    `ContactsTable: ${READ_AND_WRITE}`,
    ...MEMBERS_READ_ONE,
    `PanelsKey: ${KEY_TO_WRITE}`,
    `PanelsTable: ${READ_AND_WRITE}`,
  ],
  MailPanelists: [
    `ContactsKey: ${KEY_TO_READ}`,
    `ContactsTable: ${READ}`,
    'LinkSecret: secretsmanager:GetSecretValue',
    'MailIdentity: ses:SendEmail',
    `PanelsKey: ${KEY_TO_WRITE}`,
    `PanelsTable: ${READ_AND_WRITE}`,
    'PanelsTable/index/due: Query',
  ],
  ServeDefinitions: [
    ...STUDY_READ,
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND_AND_READ}`,
    `LibraryKey: ${KEY_TO_WRITE}`,
    'LibraryTable: BatchGetItem GetItem PutItem Query',
    ...MEMBERS_READ_ONE,
    'MembersTable/index/person: Query',
  ],
  ServeApiReference: [],
  ServeInstruments: LIBRARY_READ,
  OpenDueAssessments: [
    ...STUDY_READ,
    'InvitationsQueue: sqs:SendMessage',
    'StudyTable/index/due: Query',
    'ErasuresQueue: sqs:SendMessage',
    'UrgentQueue: sqs:SendMessage',
  ],
  SendUrgentMessage: [
    ...STUDY_AND_AUDIT_WRITE,
    `ContactsKey: ${KEY_TO_READ}`,
    'ContactsTable: GetItem',
    'MailIdentity: ses:SendEmail',
    'TextMessagesConfigurationSet: sms-voice:SendTextMessage',
    'TextMessagesPool: sms-voice:SendTextMessage',
    `UrgentQueue: ${CONSUME}`,
  ],
  EraseParticipants: [
    ...STUDY_AND_CONTACTS_ERASE,
    `ErasuresQueue: ${CONSUME}`,
    'TextMessagesConfigurationSet: sms-voice:SendTextMessage',
    'TextMessagesPool: sms-voice:SendTextMessage',
  ],
  SendInvitation: [
    ...STUDY_AND_AUDIT_WRITE,
    `ContactsKey: ${KEY_TO_WRITE}`,
    `ContactsTable: ${READ_AND_WRITE_ONE}`,
    `InvitationsQueue: ${CONSUME}`,
    'LinkSecret: secretsmanager:GetSecretValue',
    'TextMessagesConfigurationSet: sms-voice:SendTextMessage',
    'TextMessagesPool: sms-voice:SendTextMessage',
  ],
  RecordDelivery: [
    ...STUDY_AND_AUDIT_WRITE,
    `ContactsKey: ${KEY_TO_WRITE}`,
    `ContactsTable: ${READ_AND_WRITE_ONE}`,
    `TextMessagesEventsQueue: ${CONSUME}`,
  ],
  ReceiveReply: [
    ...STUDY_AND_AUDIT_WRITE,
    `ContactsKey: ${KEY_TO_WRITE}`,
    `ContactsTable: ${READ_AND_WRITE}`,
    'OptOutsList: sms-voice:DeleteOptedOutNumber',
    'TextMessagesConfigurationSet: sms-voice:SendTextMessage',
    'TextMessagesPool: sms-voice:SendTextMessage',
    `TextMessagesRepliesQueue: ${CONSUME}`,
    'UrgentQueue: sqs:SendMessage',
  ],
  SeedLibrary: [
    `AuditKey: ${KEY_TO_WRITE}`,
    `AuditTable: ${APPEND_AND_READ}`,
    `LibraryKey: ${KEY_TO_WRITE}`,
    'LibraryTable: BatchGetItem GetItem PutItem Query',
  ],
  GrantMembership: MEMBERS_AND_AUDIT_WRITE,
  ReplayErasures: STUDY_AND_CONTACTS_ERASE,
  RecomputeScores: STUDY_AND_AUDIT_WRITE,
  ArchiveAudit: [
    'AuditTable: DescribeStream GetRecords GetShardIterator',
    `AuditKey: ${KEY_TO_READ}`,
    'AuditArchiveBucket/entries/*: s3:PutObject',
    'AuditArchiveKey: kms:Decrypt kms:GenerateDataKey',
  ],
  AppendFacts: [
    ...LIBRARY_READ,
    'LakeFilesBucket/facts/*: s3:PutObject',
    'LakeFilesBucket/restricted/*: s3:PutObject',
    'LakeFilesKey: kms:Decrypt kms:GenerateDataKey',
    'LakeNotAppended: sqs:SendMessage',
    `StudyKey: ${KEY_TO_READ}`,
    'StudyTable: DescribeStream GetRecords GetShardIterator',
  ],
  CompactFacts: [
    ...LIBRARY_READ,
    ...STUDY_READ,
    'LakeFilesBucket/facts/*: s3:DeleteObject s3:GetObject s3:PutObject',
    'LakeFilesBucket/restricted/*: s3:DeleteObject s3:GetObject s3:PutObject',
    'LakeFilesBucket: s3:ListBucket',
    'LakeFilesKey: kms:Decrypt kms:GenerateDataKey',
  ],
  AnchorAudit: [
    ...ARCHIVE_READ,
    'AuditArchiveBucket/anchors/*: s3:GetObject s3:PutObject',
    'AuditArchiveKey: kms:Decrypt kms:GenerateDataKey',
    'AuditArchiveSigningKey: kms:Sign',
  ],
  VerifyAudit: [
    ...ARCHIVE_READ,
    'AuditArchiveBucket/anchors/*: s3:GetObject',
    'AuditArchiveKey: kms:Decrypt',
    'AuditArchiveSigningKey: kms:Verify',
    `AuditKey: ${KEY_TO_READ}`,
    `AuditTable: ${READ}`,
  ],
}

const allStatements = ofType(serviceResources, 'AWS::IAM::Role').flatMap(([role]) =>
  statementsOfRole(serviceResources, role),
)
const listActions = (statements: Statement[]) => statements.flatMap(({ Action }) => Action)

test.each(Object.keys(GRANTS))('%s may do what is listed and nothing else', (name) => {
  expect(listGrants(serviceResources, name)).toEqual([...(GRANTS[name] ?? [])].sort())
})

test('every function is listed', () => {
  const functions = ofType(serviceResources, 'AWS::Lambda::Function').map(([id]) =>
    id.replace(/[0-9A-F]{8}$/, ''),
  )
  expect(functions.sort()).toEqual(Object.keys(GRANTS).sort())
})

describe('contacts', () => {
  const contacts = Object.keys(dataResources).filter((id) => id.startsWith('Contacts'))

  test('are a table and a key', () => {
    expect(contacts.map((id) => dataResources[id]?.Type).sort()).toEqual([
      'AWS::DynamoDB::GlobalTable',
      'AWS::KMS::Key',
    ])
  })

  test('are reached by the functions that enrol and that send', () => {
    for (const name of [
      'ServeStaffApi',
      'ServeWorklist',
      'MakeReports',
      'SendInvitation',
      'SendUrgentMessage',
      'RecordDelivery',
      'ReceiveReply',
      'EraseParticipants',
      'ReplayErasures',
    ]) {
      const policies = JSON.stringify(listStatements(serviceResources, name))
      for (const id of contacts) expect(policies).toContain(id)
    }
  })

  test('are listed by the functions alone that find out whose a number is, whom to call, and what to erase', () => {
    const lists = (name: string) =>
      listStatements(serviceResources, name)
        .filter(({ Resource }) => JSON.stringify(Resource).includes('ContactsTable'))
        .some((statement) => listActions([statement]).includes('dynamodb:Query'))
    expect(Object.keys(GRANTS).filter(lists)).toEqual([
      ...['ServeWorklist', 'MakeReports', 'ServePanelists', 'MailPanelists'],
      ...['EraseParticipants', 'ReceiveReply', 'ReplayErasures'],
    ])
  })

  test.each([
    'ServeParticipantPage',
    'ServeReadings',
    'ServeConsole',
    'OpenDueAssessments',
    'ServeApiReference',
    'ServeInstruments',
    'GrantMembership',
    'ServeMembers',
    'ServeStudyOffice',
    'ServeDefinitions',
    'RecomputeScores',
    'ServeReleases',
    'MakeReleases',
    'ServeVersions',
    'RollOutVersions',
    'ServeReports',
    'ServePanels',
    'RecordMailEvent',
    'AppendFacts',
    'CompactFacts',
  ])('are out of reach of %s: neither table nor key nor name', (name) => {
    const [lambda] = ofType(serviceResources, 'AWS::Lambda::Function').filter(([id]) => id.startsWith(name))
    const everything = JSON.stringify([listStatements(serviceResources, name), lambda])
    expect(everything).toContain(name)
    for (const id of contacts) expect(everything).not.toContain(id)
  })

  test('no role but those is named beside them, not even in a key or table policy', () => {
    const others = ofType(serviceResources, 'AWS::IAM::Role').filter(
      ([id]) =>
        !/^(ServeStaffApi|ServeWorklist|MakeReports|SendInvitation|SendUrgentMessage|RecordDelivery|ReceiveReply|EraseParticipants|ReplayErasures|ServePanelists|MailPanelists)Role/.test(
          id,
        ),
    )
    expect(others.length).toBeGreaterThan(6)
    for (const [role] of others) {
      const policies = JSON.stringify(statementsOfRole(serviceResources, role))
      for (const id of contacts) expect(policies).not.toContain(id)
    }
    expect(JSON.stringify(dataResources)).not.toContain('ResourcePolicy')
  })
})

test('votes of panels are read by one function of staff alone, which has no names, no secret, and writes none', () => {
  const reach = Object.keys(GRANTS).filter((name) =>
    JSON.stringify(listStatements(serviceResources, name)).includes('VotesTable'),
  )
  expect(reach).toEqual(['ServePanels'])
  const everything = JSON.stringify(listStatements(serviceResources, 'ServePanels'))
  expect(everything).not.toMatch(/ContactsTable|LinkSecret/)
})

test('no role may scan a table or send it statements, and those alone that erase or revoke may delete from one', () => {
  const isBeyond = (action: string) => /scan|partiql|dynamodb:(Delete|BatchWrite)/i.test(action)
  const beyond = Object.keys(GRANTS).map((name) => [
    name,
    listActions(listStatements(serviceResources, name)).filter(isBeyond),
  ])
  const deletes = ['dynamodb:DeleteItem']
  expect(beyond.filter(([, actions]) => actions?.length)).toEqual([
    ['ServeMembers', deletes],
    ['EraseParticipants', deletes],
    ['GrantMembership', deletes],
    ['ReplayErasures', deletes],
  ])
})

test('memberships are written by those alone that change members, and reach nothing of participants', () => {
  const writers = Object.keys(GRANTS).filter((name) =>
    listStatements(serviceResources, name).some(
      (statement) =>
        JSON.stringify(statement.Resource).includes('MembersTable') &&
        listActions([statement]).some((action) => /Put|Update|Delete/.test(action)),
    ),
  )
  expect(writers).toEqual(['ServeMembers', 'ServeStudyOffice', 'GrantMembership'])
  for (const name of writers)
    expect(JSON.stringify(listStatements(serviceResources, name))).not.toMatch(/StudyTable|ContactsTable/)
})

test('definitions are put by the deployment and those who write them alone, and are deleted by none', () => {
  const onLibrary = Object.keys(GRANTS).flatMap((name) =>
    listActions(
      listStatements(serviceResources, name).filter(({ Resource }) =>
        JSON.stringify(Resource).includes('LibraryTable'),
      ),
    )
      .filter((action) => /Put|Update|Delete|Write/.test(action))
      .map((action) => [name, action]),
  )
  expect(onLibrary).toEqual([
    ['ServeVersions', 'dynamodb:PutItem'],
    ['ServeStudyOffice', 'dynamodb:PutItem'],
    ['ServePanels', 'dynamodb:PutItem'],
    ['ServeDefinitions', 'dynamodb:PutItem'],
    ['SeedLibrary', 'dynamodb:PutItem'],
  ])
})

test('no role may change or delete a release, and two alone add one', () => {
  const onReleases = Object.keys(GRANTS).map((name): [string, string[]] => [
    name,
    listActions(
      listStatements(serviceResources, name).filter(({ Resource }) =>
        JSON.stringify(Resource).includes('ReleasesTable'),
      ),
    ),
  ])
  const isChange = (action: string) => /Put|Update|Delete/.test(action)
  expect(
    onReleases
      .filter(([, actions]) => actions.some(isChange))
      .map(([name, actions]) => [name, actions.filter(isChange)]),
  ).toEqual([
    ['ServeReleases', ['dynamodb:PutItem']],
    ['MakeReleases', ['dynamodb:PutItem']],
  ])
})

test('no role may change or delete an audit entry', () => {
  const onAudit = allStatements.filter(({ Resource }) => JSON.stringify(Resource).includes('AuditTable'))
  expect(onAudit.length).toBeGreaterThan(3)
  expect(new Set(listActions(onAudit))).toEqual(
    new Set(
      // Of the stream of what was appended, which is part of the table's name.
      `${APPEND_AND_READ} DescribeStream GetRecords GetShardIterator`
        .split(' ')
        .map((action) => `dynamodb:${action}`),
    ),
  )
})

test('no action has a wildcard, and only tracing is allowed on every resource', () => {
  expect(listActions(allStatements).filter((action) => action.includes('*'))).toEqual([])
  const onEverything = allStatements.filter(({ Resource }) => [Resource].flat().includes('*'))
  expect(new Set(listActions(onEverything))).toEqual(
    new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']),
  )
})

test('every role has its own policies and none of the ready-made ones', () => {
  for (const [, role] of ofType(serviceResources, 'AWS::IAM::Role')) {
    expect(role.Properties).not.toHaveProperty('ManagedPolicyArns')
  }
})

test('no role may delete what is archived, shorten how long it is locked, or read how to', () => {
  const onObjects = listActions(
    // Facts are another bucket's: somebody who is erased leaves them.
    allStatements.filter(({ Resource }) => !JSON.stringify(Resource).includes('LakeFiles')),
  ).filter((action) => action.startsWith('s3:'))
  expect(new Set(onObjects)).toEqual(new Set(['s3:GetObject', 's3:ListBucket', 's3:PutObject']))
})

test('facts are deleted by the function alone that puts them together, and its key opens through S3 only', () => {
  const deleters = Object.keys(GRANTS).filter((name) =>
    listActions(listStatements(serviceResources, name)).some((action) => action.startsWith('s3:Delete')),
  )
  expect(deleters).toEqual(['CompactFacts'])
  const onKey = allStatements.filter(({ Resource }) => /LakeFilesKey/.test(JSON.stringify(Resource)))
  expect(onKey.length).toBeGreaterThan(3)
  for (const { Condition } of onKey)
    expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } })
})

test('only the function that anchors may sign', () => {
  const signers = Object.keys(GRANTS).filter((name) =>
    listActions(listStatements(serviceResources, name)).includes('kms:Sign'),
  )
  expect(signers).toEqual(['AnchorAudit'])
})

test('the archive’s key opens through S3 only', () => {
  const onKey = allStatements.filter(({ Resource }) => /AuditArchiveKey/.test(JSON.stringify(Resource)))
  expect(onKey).toHaveLength(3)
  for (const { Condition } of onKey)
    expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } })
})

test('the tables’ keys open through DynamoDB only', () => {
  const onKeys = allStatements.filter(
    ({ Action, Resource }) =>
      [Action].flat().some((action) => action.startsWith('kms:')) &&
      !/AuditArchive|ReportFiles|LakeFiles/.test(JSON.stringify(Resource)),
  )
  expect(onKeys.length).toBeGreaterThan(6)
  for (const { Condition } of onKeys) {
    expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' } })
  }
})
