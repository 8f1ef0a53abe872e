import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import {
  buildApp,
  ofType,
  operationsResources,
  operationsTemplate,
  type Resource,
  type Resources,
  serviceResources,
} from './synthesized.ts'

const { edge } = buildApp({
  domain: { name: 'surveys.example.org', hostedZoneId: 'Z0123456789ABC' },
  stage: 'staging',
})
if (edge === undefined) throw new Error('no edge')
const edgeTemplate = Template.fromStack(edge)
const edgeResources: Resources = edgeTemplate.toJSON().Resources

interface PolicyStatement {
  readonly Effect: string
  readonly Principal: { readonly Service?: string }
  readonly Action: string | string[]
  readonly Condition?: unknown
}

function listAlarms(resources: Resources) {
  return ofType(resources, 'AWS::CloudWatch::Alarm').map(
    ([id, { Properties }]) => [id.replace(/^Alarms|[0-9A-F]{8}$/g, ''), Properties] as const,
  )
}

const alarms = listAlarms(operationsResources)
const functions = ofType(serviceResources, 'AWS::Lambda::Function').map(([id]) =>
  id.replace(/[0-9A-F]{8}$/, ''),
)
const pages = functions.filter((name) => name.startsWith('Serve'))
/** Of which none waits: called by an operator or a deployment, at night, or with what a stream has collected. */
const commands = [
  ...['GrantMembership', 'RecomputeScores', 'ReplayErasures'],
  ...['ArchiveAudit', 'AnchorAudit', 'VerifyAudit', 'MakeReleases', 'MakeReports', 'MailPanelists'],
  ...['SeedLibrary', 'AppendFacts', 'CompactFacts'],
]

function findAlarm(name: string): Resource['Properties'] {
  const found = alarms.filter(([id]) => id === name)
  if (found.length !== 1) throw new Error(`${found.length} alarms ${name}`)
  return found[0]?.[1] ?? {}
}

/** Statements that allow CloudWatch something. */
function listAllowances(policy: unknown): PolicyStatement[] {
  const { Statement } = policy as { Statement: PolicyStatement[] }
  return Statement.filter(
    ({ Effect, Principal }) => Effect === 'Allow' && Principal.Service === 'cloudwatch.amazonaws.com',
  )
}

describe.each([
  ['of the service', operationsResources, operationsTemplate, 60],
  ['of the edge', edgeResources, edgeTemplate, 4],
])('the way of an alarm %s to the operator', (_, resources, template, atLeast) => {
  const alarms = listAlarms(resources)
  const topics = new Set(
    alarms.flatMap(([, { AlarmActions }]) => (AlarmActions as { Ref: string }[]).map(({ Ref }) => Ref)),
  )
  const [topicId = ''] = topics
  const topic = resources[topicId]

  test('leads from every alarm to one topic', () => {
    expect(alarms.length).toBeGreaterThan(atLeast)
    for (const [, { AlarmActions }] of alarms) expect(AlarmActions).toHaveLength(1)
    expect(topics.size).toBe(1)
    expect(topic?.Type).toBe('AWS::SNS::Topic')
  })

  test('is open: the topic’s policy lets CloudWatch publish, from this account only', () => {
    const policies = ofType(resources, 'AWS::SNS::TopicPolicy').filter(([, { Properties }]) =>
      JSON.stringify(Properties.Topics).includes(`"${topicId}"`),
    )
    expect(policies).toHaveLength(1)
    expect(policies.flatMap(([, { Properties }]) => listAllowances(Properties.PolicyDocument))).toMatchObject(
      [
        {
          Action: 'sns:Publish',
          Resource: { Ref: topicId },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    )
  })

  test('is open: the key of the topic lets CloudWatch encrypt', () => {
    const [, keyId = ''] = /"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(JSON.stringify(topic?.Properties)) ?? []
    const key = resources[keyId]
    expect(key?.Type).toBe('AWS::KMS::Key')
    expect(
      listAllowances(key?.Properties.KeyPolicy)
        .flatMap(({ Action }) => Action)
        .sort(),
    ).toEqual(['kms:Decrypt', 'kms:GenerateDataKey'])
  })

  test('ends at a subscriber, without whom CloudFormation refuses the deployment', () => {
    const subscriptions = ofType(resources, 'AWS::SNS::Subscription').filter(([, { Properties }]) =>
      JSON.stringify(Properties.TopicArn).includes(`"${topicId}"`),
    )
    expect(subscriptions.map(([, { Properties }]) => Properties)).toMatchObject([
      { Protocol: 'email', Endpoint: { Ref: 'AlarmEmail' } },
    ])
    const { AlarmEmail } = template.toJSON().Parameters
    expect(AlarmEmail).toMatchObject({ Type: 'String', AllowedPattern: '^[^\\s@]+@[^\\s@]+$' })
    expect(AlarmEmail).not.toHaveProperty('Default')
  })
})

describe('an alarm rings', () => {
  test.each(functions)('when a call of %s fails, and when Lambda refuses one', (name) => {
    expect(findAlarm(`${name}Errors`)).toMatchObject({ MetricName: 'Errors', Threshold: 1 })
    expect(findAlarm(`${name}Throttles`)).toMatchObject({ MetricName: 'Throttles', Threshold: 1 })
  })

  test('when the archive of the audit trail is an hour behind its table', () => {
    expect(findAlarm('ArchiveAuditDelay')).toMatchObject({ MetricName: 'IteratorAge', Threshold: 3_600_000 })
  })

  test('when the lake is an hour behind the study table, and when a batch of it was passed over', () => {
    expect(findAlarm('AppendFactsDelay')).toMatchObject({ MetricName: 'IteratorAge', Threshold: 3_600_000 })
    const { MetricName, Threshold, Dimensions } = findAlarm('NotAppended')
    expect({ MetricName, Threshold }).toEqual({
      ...{ MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 },
    })
    expect(JSON.stringify(Dimensions)).toContain('LakeNotAppended')
  })

  test.each(functions.filter((name) => !commands.includes(name)))('when %s is slow', (name) => {
    const [[, lambda] = []] = ofType(serviceResources, 'AWS::Lambda::Function').filter(([id]) =>
      id.startsWith(name),
    )
    expect(findAlarm(`${name}Slow`)).toMatchObject({
      ...{ MetricName: 'Duration', ExtendedStatistic: 'p99', EvaluationPeriods: 3 },
      Threshold: (Number(lambda?.Properties.Timeout) * 1000) / 2,
    })
  })

  test.each(pages)('when %s answers with a 5xx status, although its call succeeds', (name) => {
    const { MetricName, Namespace } = findAlarm(`${name}RequestsFailed`)
    const filters = ofType(operationsResources, 'AWS::Logs::MetricFilter').filter(([, { Properties }]) =>
      (Properties.MetricTransformations as { MetricName: string }[]).some(
        (each) => each.MetricName === MetricName,
      ),
    )
    expect(filters.map(([, { Properties }]) => Properties)).toMatchObject([
      {
        FilterPattern: '{ $.message = "request failed" }',
        LogGroupName: { Ref: expect.stringMatching(new RegExp(`^${name}Log`)) },
        MetricTransformations: [{ MetricNamespace: Namespace }],
      },
    ])
  })

  test('when the API answers with a 5xx status', () => {
    expect(findAlarm('ApiServerErrors')).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: '5xx' })
  })

  test('at 80% of the concurrency quota of the account', () => {
    const { Metrics, Threshold } = findAlarm('Concurrency')
    expect(JSON.stringify(Metrics)).toContain('100 * used / SERVICE_QUOTA(used)')
    expect(Threshold).toBe(80)
  })

  test.each([
    ['Invitations', 900],
    ['Urgent', 300],
    ['Erasures', 3600],
    ['Events', 900],
    ['Replies', 300],
  ])('when a message of %s waits for %i seconds, and when one could not be handled', (queue, seconds) => {
    expect(findAlarm(`${queue}Age`)).toMatchObject({
      ...{ MetricName: 'ApproximateAgeOfOldestMessage', Statistic: 'Maximum', Threshold: seconds },
    })
    const { Dimensions } = findAlarm(`${queue}DeadLetters`)
    expect(JSON.stringify(Dimensions)).toMatch(new RegExp(`${queue}DeadLetters`))
  })

  test.each(['OpenDueAssessments', 'MakeReports', 'MailPanelists'])(
    'when %s is not called for five minutes, even without a datum',
    (name) => {
      expect(findAlarm(`${name}Silence`)).toMatchObject({
        ...{ MetricName: 'Invocations', TreatMissingData: 'breaching' },
      })
    },
  )

  test.each([
    ['SignIn', 1],
    ['Links', 1],
    ['Everything', 1],
    ['AWSManagedRulesAmazonIpReputationList', 100],
    ['AWSManagedRulesKnownBadInputsRuleSet', 100],
  ])('when the firewall’s rule %s blocks %i requests within five minutes', (rule, threshold) => {
    const found = listAlarms(edgeResources).filter(([name]) => name === `${rule}Blocked`)
    expect(found.map(([, properties]) => properties)).toMatchObject([
      {
        ...{ Namespace: 'AWS/WAFV2', MetricName: 'BlockedRequests', Statistic: 'Sum', Period: 300 },
        ...{ Threshold: threshold, TreatMissingData: 'notBreaching' },
        Dimensions: [
          { Name: 'Rule', Value: rule },
          { Name: 'WebACL', Value: 'Concord-staging' },
        ],
      },
    ])
  })

  test('for every rule of the firewall, by the names that it counts under', () => {
    const [[, acl] = []] = ofType(edgeResources, 'AWS::WAFv2::WebACL')
    const { Rules, VisibilityConfig } = (acl?.Properties ?? {}) as {
      Rules: { VisibilityConfig: { MetricName: string } }[]
      VisibilityConfig: { MetricName: string }
    }
    expect(listAlarms(edgeResources).map(([, { Dimensions }]) => Dimensions)).toEqual(
      Rules.map((rule) => [
        { Name: 'Rule', Value: rule.VisibilityConfig.MetricName },
        { Name: 'WebACL', Value: VisibilityConfig.MetricName },
      ]),
    )
  })

  test('when texts cost 80% of what was expected for the month', () => {
    expect(findAlarm('TextSpend')).toMatchObject({
      ...{ Namespace: 'AWS/SMSVoice', MetricName: 'TextMessageMonthlySpend', Threshold: 80 },
    })
  })

  test('when many sign-ins fail', () => {
    const { Metrics, Threshold } = findAlarm('SignInFailures')
    expect(JSON.stringify(Metrics)).toContain('tries - successes')
    expect(Threshold).toBe(20)
  })

  test.each([
    ['TextsUnknown', 'whether a text went out is not known', 1],
    ['TextsRefused', 'a text was refused', 10],
    ['UrgentNotAccepted', 'an urgent message is not accepted', 1],
    ['AlertsUnacknowledged', 'an alert is not acknowledged in time', 1],
    ['NobodyOnCall', 'nobody is on call for an alert', 1],
    ['NoLeadOnCall', 'no lead is on call for an alert', 1],
    ['OnCallListEmptied', 'a site has nobody on call', 1],
    ['ParticipantNotMoved', 'a participant is not moved to the version of their site', 1],
    ['LinksGuessed', 'links are being guessed', 1],
    ['ReportsNotMade', 'a report or an export is not made', 1],
    ['FactsNotMade', 'a change has facts that cannot be made', 1],
    ['LakeNotCompared', 'a clinic could not be compared with the lake', 1],
    ['LakeUnexplained', 'the lake holds what the table does not', 1],
    ['CrisisOfNobody', 'a message of self-harm came from a number that nobody has', 1],
    ['CrisisFlood', 'messages of self-harm from one number are not answered any more', 1],
  ])('%s: a function logs “%s”', (name, message, threshold) => {
    expect(findAlarm(name)).toMatchObject({ MetricName: name, Threshold: threshold })
    const patterns = ofType(operationsResources, 'AWS::Logs::MetricFilter').map(
      ([, { Properties }]) => Properties.FilterPattern,
    )
    expect(patterns).toContain(`{ $.message = "${message}" }`)
  })
})

test('no alarm, filter or widget holds a function, a queue or an output of the service in its place', () => {
  const template = JSON.stringify(operationsTemplate.toJSON())
  expect(template).toContain('Fn::GetStackOutput')
  expect(template).not.toContain('Fn::ImportValue')
})

test('every message that is counted is one that the sources log', () => {
  const sources = execFileSync('git', ['ls-files', 'functions'], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  const messages = ofType(operationsResources, 'AWS::Logs::MetricFilter').map(
    ([, { Properties }]) => /"(.+)"/.exec(String(Properties.FilterPattern))?.[1],
  )
  expect(messages.length).toBeGreaterThan(15)
  const isLogged = (message = '') => new RegExp(`log\\.error\\(\\s*'${message}'`).test(sources)
  expect(messages.filter((message) => !isLogged(message))).toEqual([])
})

test('the dashboard shows every function, every queue and every alarm', () => {
  const [[, dashboard] = []] = ofType(operationsResources, 'AWS::CloudWatch::Dashboard')
  const body = JSON.stringify(dashboard?.Properties.DashboardBody)
  for (const name of functions) expect(body).toContain(name)
  for (const [id] of ofType(serviceResources, 'AWS::SQS::Queue')) expect(body).toContain(id)
  for (const [id] of ofType(operationsResources, 'AWS::CloudWatch::Alarm')) expect(body).toContain(id)
})

test('the operator is mailed when the account spends 80% of the month’s budget, or will exceed it', () => {
  operationsTemplate.hasResourceProperties('AWS::Budgets::Budget', {
    Budget: { BudgetLimit: { Amount: 300, Unit: 'USD' }, TimeUnit: 'MONTHLY' },
    NotificationsWithSubscribers: [
      {
        Notification: { NotificationType: 'ACTUAL', Threshold: 80 },
        Subscribers: [{ SubscriptionType: 'EMAIL', Address: { Ref: 'AlarmEmail' } }],
      },
      {
        Notification: { NotificationType: 'FORECASTED', Threshold: 100 },
        Subscribers: [{ SubscriptionType: 'EMAIL', Address: { Ref: 'AlarmEmail' } }],
      },
    ],
  })
})
