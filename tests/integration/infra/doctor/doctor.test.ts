import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { DescribeKeyCommand } from '@aws-sdk/client-kms'
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3'
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager'
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createMembershipStore } from '../../../../functions/records/membership/membership.store.ts'
import { readVersion } from '../../../../infra/constructs/source-digest.ts'
import { CHECKS } from '../../../../infra/doctor/checks/index.ts'
import { createClients } from '../../../../infra/doctor/clients.ts'
import type { Finding } from '../../../../infra/doctor/finding.ts'
import { buildPolicy, runDoctor } from '../../../../infra/run-doctor.ts'
import { formatAnchor } from '../../../../web/docs/document.ts'
import { operators } from '../../../../web/docs/operators.ts'
import { answerHealthy, answerMetrics, answerStacks, clients, METRICS } from './deployed-service.ts'
import { FAULTS } from './faults.ts'
import { DOMAIN, NOW } from './stack-replies.ts'

const version = readVersion()
beforeEach(() => answerHealthy(version))
afterAll(() => {
  for (const client of Object.values(clients)) client.restore()
})

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await runDoctor(['--region', 'eu-central-1', ...args], {
    createClients,
    now: () => NOW,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  })
  return { exitCode, out: out.join('\n'), err: err.join('\n') }
}

async function examine(): Promise<{ readonly exitCode: number; readonly findings: readonly Finding[] }> {
  const { exitCode, out } = await run('--json')
  return { exitCode, findings: JSON.parse(out).findings }
}

async function find(id: string): Promise<Finding> {
  const { findings } = await examine()
  const found = findings.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no check ${id}`)
  return found
}

/** What AWS refuses, naming who asked. */
const refusal = (action: string) =>
  Object.assign(
    new Error(
      `User: arn:aws:iam::111122223333:user/somebody is not authorized to perform: ${action} on resource: x`,
    ),
    {
      name: 'AccessDeniedException',
    },
  )

describe('a fault', () => {
  test.each(FAULTS)('%s is %s: %s', async (id, state, found, arrange) => {
    arrange()
    const finding = await find(id)
    expect(finding).toMatchObject({ state, found: expect.stringMatching(found) })
    expect(finding.advice).toMatch(/\.$/)
  })

  test.each([
    ['AWS::CloudWatch::Alarm', ['alarm-actions', 'alarm-data', 'alarms-ringing']],
    ['AWS::DynamoDB::GlobalTable', ['table-recovery', 'table-protection']],
    ['AWS::KMS::Key', ['keys']],
    ['AWS::Lambda::Function', ['concurrency', 'reserved-concurrency']],
    ['AWS::SecretsManager::Secret', ['secrets']],
    ['AWS::SNS::Topic', ['alarm-topic', 'alarm-subscription', 'alarm-actions']],
    ['AWS::SQS::Queue', ['dead-letters']],
    ['AWS::Backup::BackupVault', ['backup-vaults']],
  ])('is that a stack has no %s at all: %j say so', async (type, ids) => {
    answerStacks(version, {}, type)
    const { findings } = await examine()
    for (const id of ids) expect(findings.find((one) => one.id === id)).toMatchObject({ state: 'failed' })
  })

  test('is that there is no number to text from', async () => {
    answerStacks(version, { ConcordService: { Parameters: [] } })
    expect(await find('text-numbers')).toMatchObject({
      state: 'failed',
      found: expect.stringMatching(/no number/),
    })
  })

  test('each check has one', () => {
    const without = CHECKS.map(({ id }) => id).filter((id) => !FAULTS.some(([of]) => of === id))
    expect(without).toEqual([])
  })

  test('makes the exit code 1', async () => {
    clients.functions.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } })
    expect((await examine()).exitCode).toBe(1)
  })
})

describe('without permission', () => {
  const commands: readonly (readonly [string, string, () => unknown])[] = [
    [
      'keys',
      'kms:DescribeKey',
      () => clients.keys.on(DescribeKeyCommand).rejects(refusal('kms:DescribeKey')),
    ],
    [
      'administrators',
      'kms:Decrypt',
      () => clients.dynamo.on(GetItemCommand).rejects(refusal('kms:Decrypt')),
    ],
    [
      'alarm-subscription',
      'sns:ListSubscriptionsByTopic',
      // SNS names its refusal otherwise.
      () =>
        clients.topics
          .on(ListSubscriptionsByTopicCommand)
          .rejects(
            Object.assign(refusal('sns:ListSubscriptionsByTopic'), { name: 'AuthorizationErrorException' }),
          ),
    ],
    [
      'archive-lock',
      's3:GetBucketObjectLockConfiguration',
      // S3 may say no more than this.
      () =>
        clients.buckets
          .on(GetObjectLockConfigurationCommand)
          .rejects(Object.assign(new Error('Access Denied'), { name: 'AccessDenied' })),
    ],
  ]
  test.each(commands)('%s is unknown, and names %s but not who asked', async (id, action, arrange) => {
    arrange()
    const { exitCode, findings } = await examine()
    const unknown = findings.filter(({ state }) => state !== 'ok')
    expect(unknown).toMatchObject([{ id, state: 'unknown', found: expect.stringContaining(action) }])
    expect(JSON.stringify(findings)).not.toContain('somebody')
    expect(exitCode).toBe(2)
  })

  test('to find the stacks, nothing is looked at', async () => {
    clients.stacks.rejects(refusal('cloudformation:DescribeStacks'))
    expect(await run()).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('AccessDenied') })
  })
})

test('what AWS does not answer is unknown, and the rest is looked at all the same', async () => {
  clients.secrets
    .on(DescribeSecretCommand)
    .rejects(Object.assign(new Error('x'), { name: 'InternalServiceError' }))
  const { exitCode, findings } = await examine()
  expect(findings.filter(({ state }) => state !== 'ok')).toMatchObject([{ id: 'secrets', state: 'unknown' }])
  expect([exitCode, findings.length]).toEqual([2, CHECKS.length])
})

test('a service without a second region has point-in-time recovery alone, and that is no fault', async () => {
  const Outputs = [{ OutputKey: 'AuditRetentionDays', OutputValue: '730' }]
  answerStacks(version, { ConcordData: { Outputs } }, 'AWS::Backup::BackupVault')
  expect(await find('backup-vaults')).toMatchObject({
    state: 'ok',
    found: expect.stringContaining('without backupRegion'),
  })
})

test('a stage that is not deployed is named', async () => {
  expect(await run('--stage', 'staging')).toMatchObject({
    ...{ exitCode: 2, out: '' },
    err: expect.stringContaining('There is no stack ConcordData-staging in eu-central-1.'),
  })
  expect((await run('--nonsense')).exitCode).toBe(2)
})

test('where all is well, every check says so and the exit code is 0', async () => {
  const { exitCode, findings } = await examine()
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(exitCode).toBe(0)
  expect(findings.find(({ id }) => id === 'archive-lock')?.found).toContain('730 days (compliance mode)')
})

test('warnings leave the exit code 0', async () => {
  answerStacks('0.0.9+000000000000')
  expect((await examine()).exitCode).toBe(0)
})

test('a trail that has had no night yet is a warning', async () => {
  answerMetrics({ ...METRICS, Invocations: [] })
  answerStacks(version, { ConcordService: { CreationTime: new Date(NOW.getTime() - 3600_000) } })
  expect(await find('audit-verified')).toMatchObject({ state: 'warning' })
})

describe('the doctor only reads', () => {
  const isRead = (command: string) => /^(Get|List|Describe|Query)[A-Z]\w*Command$/.test(command)

  test('by the commands that it sends', async () => {
    await examine()
    const sent = Object.values(clients).flatMap((client) =>
      client.calls().map(({ args: [command] }) => command.constructor.name),
    )
    expect(new Set(sent).size).toBeGreaterThan(25)
    expect(sent.filter((command) => !isRead(command))).toEqual([])
  })

  test('by the policy that it asks for', () => {
    const [{ Action = [] } = {}] = buildPolicy().Statement
    const isRead = (action: string) => /^[a-z0-9-]+:(Get|List|Describe|View)[A-Za-z]+$/.test(action)
    // To read an item of a table whose key is ours.
    expect(Action.filter((action) => !isRead(action))).toEqual(['kms:Decrypt'])
  })

  test('and by no command that its policy leaves out', async () => {
    await examine()
    // Where IAM has another word than the API.
    const renamed: Readonly<Record<string, string>> = {
      GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
      DescribeBudget: 'ViewBudget',
    }
    const allowed = buildPolicy().Statement.flatMap(({ Action }) => Action.map((one) => one.split(':')[1]))
    const sent = Object.values(clients).flatMap((client) =>
      client.calls().map(({ args: [command] }) => command.constructor.name.replace(/Command$/, '')),
    )
    expect(sent.filter((command) => !allowed.includes(renamed[command] ?? command))).toEqual([])
  })
})

test('each finding leads to a section of the operators’ guide', async () => {
  const { findings } = await examine()
  const anchors = operators.sections.map(({ heading }) => formatAnchor(heading))
  for (const { guide } of findings) {
    const [address, anchor] = guide.split('#')
    expect(address).toBe(`https://${DOMAIN}/docs/operators`)
    expect(anchors).toContain(anchor)
  }
  expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
})

test('administrators are counted by the key that the service writes', async () => {
  const item = () => clients.dynamo.commandCalls(GetItemCommand).map(({ args: [{ input }] }) => input.Key)
  await examine()
  const [asked] = item()
  clients.dynamo.resetHistory()
  const dynamo = new DynamoDBClient({ region: 'eu-central-1' })
  const store = createMembershipStore({ dynamo, table: 'Members' })
  expect(await store.countAdministrators('ketamine-infusion-registry')).toBe(1)
  expect(item()).toEqual([asked])
})

test('a terminal shows what failed first, with what to do and where to read more', async () => {
  clients.functions.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } })
  answerStacks('0.0.9+000000000000')
  const { out } = await run()
  const lines = out.split('\n')
  expect(lines[0]).toMatch(/^FAILED {3}concurrency {2,}The account may run 10 functions at once/)
  expect(out).toContain(`→ Ask AWS in Service Quotas`)
  expect(out).toContain(`https://${DOMAIN}/docs/operators#alarms`)
  expect(out.indexOf('WARNING')).toBeGreaterThan(out.indexOf('FAILED'))
  expect(lines.at(-1)).toBe(
    `${CHECKS.length} checks: 1 failed, 0 unknown, 1 warning, ${CHECKS.length - 2} ok.`,
  )
  expect(
    Math.max(...lines.filter((line) => !line.includes('https:')).map((line) => line.length)),
  ).toBeLessThanOrEqual(100)
})
