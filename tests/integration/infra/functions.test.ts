import { describe, expect, test } from 'vitest'
import { listStatements } from './granted.ts'
import { ofType, type Resource, serviceResources } from './synthesized.ts'

const functions = ofType(serviceResources, 'AWS::Lambda::Function').map(
  ([id, resource]) => [id.replace(/[0-9A-F]{8}$/, ''), resource] as const,
)

const listEnvironment = (resource: Resource) => {
  const { Variables = {} } = (resource.Properties.Environment ?? {}) as { Variables?: object }
  return Object.keys(Variables).filter((name) => name !== 'NODE_OPTIONS')
}

const LAKE = ['LAKE_BUCKET', 'LAKE_DATABASE', 'LAKE_ENGINE', 'LAKE_WORKGROUP']

/** Only what each one reads: a name that is not there cannot be used by mistake. */
const ENVIRONMENT: Record<string, string[]> = {
  AppendFacts: ['LAKE_BUCKET', 'LIBRARY_TABLE'],
  CompactFacts: ['LAKE_BUCKET', 'LIBRARY_TABLE', 'STUDY_TABLE'],
  ArchiveAudit: ['AUDIT_ARCHIVE_BUCKET'],
  AnchorAudit: ['AUDIT_ARCHIVE_BUCKET', 'AUDIT_SIGNING_KEY_ARN'],
  VerifyAudit: ['AUDIT_ARCHIVE_BUCKET', 'AUDIT_SIGNING_KEY_ARN', 'AUDIT_TABLE'],
  ServeParticipantPage: ['LIBRARY_TABLE', 'STUDY_TABLE', 'AUDIT_TABLE', 'LINK_SECRET_ARN', 'PUBLIC_URL'],
  ServeStaffApi: [
    ...['LIBRARY_TABLE', 'STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE', 'MEMBERS_TABLE'],
    ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'],
  ],
  ServeWorklist: [
    'LIBRARY_TABLE',
    'STUDY_TABLE',
    'CONTACTS_TABLE',
    'AUDIT_TABLE',
    'MEMBERS_TABLE',
    'LINK_SECRET_ARN',
    'PUBLIC_URL',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_COMMAND_LINE_ID',
    'PERSON_REQUESTS_PER_MINUTE',
  ],
  ServeReadings: [
    ...LAKE,
    'LIBRARY_TABLE',
    'STUDY_TABLE',
    'AUDIT_TABLE',
    'MEMBERS_TABLE',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_COMMAND_LINE_ID',
    'PERSON_REQUESTS_PER_MINUTE',
  ],
  ServeMembers: [
    ...['LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'MAIL_SENDER', 'PUBLIC_URL', 'USER_POOL_ID'],
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_COMMAND_LINE_ID',
    'PERSON_REQUESTS_PER_MINUTE',
  ],
  ServeStudyOffice: [
    ...['LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'PUBLIC_URL'],
    ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'],
  ],
  ServeDefinitions: [
    ...['STUDY_TABLE', 'LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'PUBLIC_URL'],
    ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'],
  ],
  ServePanels: [
    ...['PANELS_TABLE', 'VOTES_TABLE', 'LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE'],
    ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'],
  ],
  ServePanelists: [
    ...['PANELS_TABLE', 'CONTACTS_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE'],
    ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'],
  ],
  MailPanelists: ['PANELS_TABLE', 'CONTACTS_TABLE', 'LINK_SECRET_ARN', 'MAIL_SENDER', 'PUBLIC_URL'],
  ServeReleases: [
    ...[
      'LIBRARY_TABLE',
      'STUDY_TABLE',
      'AUDIT_TABLE',
      'RELEASES_TABLE',
      'MEMBERS_TABLE',
      'PROGRAM_VERSION',
      'PUBLIC_URL',
    ],
    ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'],
  ],
  ServeVersions: [
    ...['LIBRARY_TABLE', 'STUDY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'PUBLIC_URL'],
    ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'],
  ],
  RollOutVersions: ['LIBRARY_TABLE', 'STUDY_TABLE', 'AUDIT_TABLE'],
  MakeReleases: ['LIBRARY_TABLE', 'STUDY_TABLE', 'AUDIT_TABLE', 'RELEASES_TABLE', 'PROGRAM_VERSION'],
  ServeReports: [
    ...['LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'JOBS_TABLE', 'REPORT_FILES_BUCKET', 'PUBLIC_URL'],
    ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'],
  ],
  MakeReports: [
    ...['LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'JOBS_TABLE', 'REPORT_FILES_BUCKET', 'PUBLIC_URL'],
    ...[
      'STUDY_TABLE',
      'CONTACTS_TABLE',
      'RELEASES_TABLE',
      'MAIL_SENDER',
      'MAIL_CONFIGURATION_SET',
      'PROGRAM_VERSION',
    ],
  ],
  ServeConsole: [
    ...LAKE,
    'LIBRARY_TABLE',
    'STUDY_TABLE',
    'AUDIT_TABLE',
    'MEMBERS_TABLE',
    'RELEASES_TABLE',
    'PUBLIC_URL',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_COMMAND_LINE_ID',
    'PERSON_REQUESTS_PER_MINUTE',
  ],
  ServeApiReference: ['PUBLIC_URL', 'OIDC_ISSUER', 'OIDC_COMMAND_LINE_ID'],
  ServeInstruments: ['LIBRARY_TABLE'],
  OpenDueAssessments: [
    'STUDY_TABLE',
    'INVITATION_QUEUE_URL',
    'URGENT_QUEUE_URL',
    'ERASURE_QUEUE_URL',
    'TEXTS_PER_SECOND',
  ],
  SendUrgentMessage: [
    ...['LIBRARY_TABLE', 'STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE', 'PUBLIC_URL', 'MAIL_SENDER'],
    ...['SMS_ORIGINATION_IDENTITY', 'SMS_CONFIGURATION_SET', 'SMS_MAX_PRICE'],
  ],
  EraseParticipants: [
    ...['LIBRARY_TABLE', 'STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE'],
    ...['SMS_ORIGINATION_IDENTITY', 'SMS_CONFIGURATION_SET', 'SMS_MAX_PRICE'],
  ],
  SendInvitation: [
    'LIBRARY_TABLE',
    'STUDY_TABLE',
    'CONTACTS_TABLE',
    'AUDIT_TABLE',
    'LINK_SECRET_ARN',
    'PUBLIC_URL',
    'SMS_ORIGINATION_IDENTITY',
    'SMS_CONFIGURATION_SET',
    'SMS_MAX_PRICE',
    'TEXTS_PER_SECOND',
    'TEXT_SENDERS',
  ],
  RecordDelivery: ['STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE'],
  RecordMailEvent: ['JOBS_TABLE', 'AUDIT_TABLE'],
  ReceiveReply: [
    'LIBRARY_TABLE',
    'STUDY_TABLE',
    'CONTACTS_TABLE',
    'AUDIT_TABLE',
    'URGENT_QUEUE_URL',
    'SMS_OPT_OUT_LIST',
    'SMS_ORIGINATION_IDENTITY',
    'SMS_CONFIGURATION_SET',
    'SMS_MAX_PRICE',
  ],
  GrantMembership: ['LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE'],
  RecomputeScores: ['LIBRARY_TABLE', 'STUDY_TABLE', 'AUDIT_TABLE'],
  SeedLibrary: ['LIBRARY_TABLE', 'AUDIT_TABLE'],
  ReplayErasures: ['LIBRARY_TABLE', 'STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE'],
}

test('there are these functions and no others', () => {
  expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(ENVIRONMENT).sort())
})

describe.each(functions)('%s', (name, lambda) => {
  test('runs on Node 24, arm64, traced', () => {
    expect(lambda.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
    })
  })

  test('logs into a group of its own, kept for three months, and into no other', () => {
    const { LogGroup } = lambda.Properties.LoggingConfig as { LogGroup: { Ref: string } }
    expect(LogGroup.Ref).toMatch(new RegExp(`^${name}Log`))
    expect(serviceResources[LogGroup.Ref]?.Properties.RetentionInDays).toBe(90)
    const logging = listStatements(serviceResources, name).filter(({ Action }) =>
      [Action].flat().join().includes('logs:'),
    )
    expect(logging.map(({ Resource }) => Resource)).toEqual([{ 'Fn::GetAtt': [LogGroup.Ref, 'Arn'] }])
  })

  test('is given no variable that it does not read', () => {
    expect(listEnvironment(lambda).sort()).toEqual([...(ENVIRONMENT[name] ?? [])].sort())
  })
})

test('no secret value is in a variable', () => {
  expect(JSON.stringify(functions)).not.toContain('{{resolve:')
})

test('a batch of invitations is over before the queue hands it out again', () => {
  const sender = functions.find(([name]) => name === 'SendInvitation')?.[1].Properties.Timeout
  const queues = ofType(serviceResources, 'AWS::SQS::Queue')
  const visible = queues.find(([id]) => /^InvitationsQueue/.test(id))?.[1].Properties.VisibilityTimeout
  expect(Number(visible)).toBeGreaterThanOrEqual(6 * Number(sender))
})

test('the every-minute function ends before the next minute', () => {
  const timeout = functions.find(([name]) => name === 'OpenDueAssessments')?.[1].Properties.Timeout
  expect(Number(timeout)).toBeLessThan(60)
})
