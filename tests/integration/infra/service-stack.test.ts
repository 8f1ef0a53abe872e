import { Match, Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { MAX_RECEIVES } from '../../../functions/workflows/texting/handle-due.ts'
import {
  buildApp,
  dataResources,
  ofType,
  operationsResources,
  serviceResources,
  serviceTemplate,
} from './synthesized.ts'

test('each stack has room below the 500 resources and 200 outputs that CloudFormation takes', () => {
  for (const resources of [dataResources, serviceResources, operationsResources])
    expect(Object.keys(resources).length).toBeLessThan(400)
  expect(Object.keys(serviceTemplate.toJSON().Outputs).length).toBeLessThan(150)
})

describe('the HTTP API', () => {
  test('may call each function by one permission, and not by one of each route', () => {
    const permissions = ofType(serviceResources, 'AWS::Lambda::Permission').map(([, { Properties }]) =>
      JSON.stringify([Properties.Principal, Properties.FunctionName]),
    )
    expect(permissions.length).toBeGreaterThan(8)
    expect(new Set(permissions).size).toBe(permissions.length)
  })

  test('sends each route to its function', () => {
    const routes = ofType(serviceResources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const integration = /Serve\w+Integration/.exec(JSON.stringify(Properties.Target))?.[0] ?? ''
      return [String(Properties.RouteKey), integration.replace(/^Serve(\w+?)Integration$/, '$1')]
    })
    expect(Object.fromEntries(routes)).toMatchObject({
      'ANY /s/{token}': expect.stringContaining('ParticipantPage'),
      'ANY /s/{token}/{proxy+}': expect.stringContaining('ParticipantPage'),
      'ANY /api/{proxy+}': expect.stringContaining('StaffApi'),
      'GET /api/studies/{study}/analyses/{proxy+}': 'Readings',
      'GET /api/studies/{study}/cohort': 'Readings',
      'GET /api/studies/{study}/participants/{participant}/scores': 'Readings',
      'ANY /console': expect.stringContaining('Console'),
      'ANY /console/{proxy+}': expect.stringContaining('Console'),
      'GET /console/studies/{study}/worklist': 'Worklist',
      'ANY /console/studies/{study}/enrol': 'Worklist',
      'ANY /console/studies/{study}/participants/{participant}/treatment': 'Worklist',
      'GET /console/studies/{study}/participants/{participant}/history': 'Worklist',
      'POST /console/studies/{study}/participants/{participant}/assessments/{timepoint}/reason': 'Worklist',
      'GET /openapi.json': expect.stringContaining('ApiReference'),
      'GET /docs': expect.stringContaining('ApiReference'),
      'GET /docs/{document}': expect.stringContaining('ApiReference'),
      'GET /instruments/{id}/{version}': expect.stringContaining('Instruments'),
      'POST /instruments/{id}/{version}': expect.stringContaining('Instruments'),
      'GET /problems/{code}': expect.stringContaining('ApiReference'),
    })
  })

  test('writes neither path nor caller into the access log', () => {
    const [[, stage] = []] = ofType(serviceResources, 'AWS::ApiGatewayV2::Stage')
    const { Format = '' } = (stage?.Properties.AccessLogSettings ?? {}) as { Format?: string }
    expect(Object.values(JSON.parse(Format)).sort()).toEqual([
      '$context.integrationStatus',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.routeKey',
      '$context.status',
    ])
  })

  test('limits the rate of requests', () => {
    serviceTemplate.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
    })
  })

  test('answers no other origin’s script', () => {
    const apis = ofType(serviceResources, 'AWS::ApiGatewayV2::Api')
    expect(apis).toHaveLength(1)
    for (const [, api] of apis) expect(api.Properties).not.toHaveProperty('CorsConfiguration')
  })

  test('is the only one that may call a function over HTTP', () => {
    for (const [, permission] of ofType(serviceResources, 'AWS::Lambda::Permission')) {
      expect(permission.Properties.Principal).toBe('apigateway.amazonaws.com')
      expect(permission.Properties).toHaveProperty('SourceArn')
    }
    serviceTemplate.resourceCountIs('AWS::Lambda::Url', 0)
  })
})

describe('the invitation queue', () => {
  const queues = ofType(serviceResources, 'AWS::SQS::Queue').filter(([id]) => id.startsWith('Invitations'))
  const dead = queues.filter(([, { Properties }]) => Properties.RedrivePolicy === undefined)

  test('keeps order, and what fails five times goes to a queue that keeps order too', () => {
    expect(queues).toHaveLength(2)
    for (const [, queue] of queues) expect(queue.Properties.FifoQueue).toBe(true)
    expect(dead).toHaveLength(1)
    serviceTemplate.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: { 'Fn::GetAtt': [dead[0]?.[0], 'Arn'] } },
    })
  })

  test('gives a message the number of tries after which its function parks it', () => {
    const tries = queues.flatMap(([, { Properties }]) => {
      const policy = Properties.RedrivePolicy as { maxReceiveCount: number } | undefined
      return policy === undefined ? [] : [policy.maxReceiveCount]
    })
    expect(tries).toEqual([MAX_RECEIVES])
  })

  test('is encrypted and refuses what does not come over TLS', () => {
    for (const [id, queue] of queues) {
      expect(queue.Properties.SqsManagedSseEnabled).toBe(true)
      serviceTemplate.hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: id }],
        PolicyDocument: Match.objectLike({
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        }),
      })
    }
  })

  test('is read ten at a time, and one bad message does not hold up nine good ones', () => {
    serviceTemplate.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
  })
})

describe('staff sign-in', () => {
  test('is the code flow of a client without a secret, back to the console only', () => {
    serviceTemplate.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      CallbackURLs: [Match.objectLike({ 'Fn::Join': ['', Match.arrayWith(['/console/callback'])] })],
    })
  })
})

test('what is due is opened every minute', () => {
  const [[opener = ''] = []] = ofType(serviceResources, 'AWS::Lambda::Function').filter(([id]) =>
    id.startsWith('OpenDue'),
  )
  serviceTemplate.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 minute)',
    Target: Match.objectLike({ Arn: { 'Fn::GetAtt': [opener, 'Arn'] } }),
  })
})

describe('what texting tells us', () => {
  const topics = ofType(serviceResources, 'AWS::SNS::Topic').filter(([id]) => id.startsWith('TextMessages'))

  test('comes through topics that the service alone may publish to, from this account', () => {
    expect(topics).toHaveLength(2)
    for (const [id, topic] of topics) {
      expect(topic.Properties).toHaveProperty('KmsMasterKeyId')
      serviceTemplate.hasResourceProperties('AWS::SNS::TopicPolicy', {
        Topics: [{ Ref: id }],
        PolicyDocument: Match.objectLike({
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Allow',
              Action: 'sns:Publish',
              Principal: { Service: 'sms-voice.amazonaws.com' },
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            }),
          ]),
        }),
      })
    }
  })

  test('lies in encrypted queues until it is handled; what fails five times is kept two weeks', () => {
    const queues = ofType(serviceResources, 'AWS::SQS::Queue').filter(([id]) => id.startsWith('TextMessages'))
    expect(queues).toHaveLength(4)
    for (const [, queue] of queues) expect(queue.Properties.SqsManagedSseEnabled).toBe(true)
    const working = queues.filter(([, { Properties }]) => Properties.RedrivePolicy !== undefined)
    expect(working.map(([, { Properties }]) => Properties.VisibilityTimeout)).toEqual([180, 180])
    for (const [id] of topics)
      serviceTemplate.hasResourceProperties('AWS::SNS::Subscription', {
        TopicArn: { Ref: id },
        Protocol: 'sqs',
        RawMessageDelivery: true,
      })
  })

  test('is every text from a participant, STOP too: AWS answers none of them itself', () => {
    const [replies] = topics.filter(([id]) => id.startsWith('TextMessagesReplies'))
    serviceTemplate.hasResourceProperties('AWS::SMSVOICE::Pool', {
      OriginationIdentities: { Ref: 'SmsPhoneNumbers' },
      SelfManagedOptOutsEnabled: true,
      SharedRoutesEnabled: false,
      TwoWay: { Enabled: true, ChannelArn: { Ref: replies?.[0] } },
    })
    const [[, pool] = []] = ofType(serviceResources, 'AWS::SMSVOICE::Pool')
    expect(JSON.stringify(pool?.Properties.OptOutListName)).toMatch(/OptOutsList/)
  })

  test('comes to numbers of the operator, without which CloudFormation refuses the deployment', () => {
    const { SmsPhoneNumbers } = serviceTemplate.toJSON().Parameters
    expect(SmsPhoneNumbers).not.toHaveProperty('Default')
    const isAllowed = (arn: string) => new RegExp(SmsPhoneNumbers.AllowedPattern).test(arn)
    const arn = (rest: string) => `arn:aws:sms-voice:us-east-1:111122223333:${rest}`
    // A sender ID takes no reply.
    expect([arn('sender-id/CONCORD/US'), arn('phone-number/phone-1')].map(isAllowed)).toEqual([false, true])
  })

  test('is everything that becomes of a text', () => {
    serviceTemplate.hasResourceProperties('AWS::SMSVOICE::ConfigurationSet', {
      EventDestinations: [Match.objectLike({ Enabled: true, MatchingEventTypes: ['TEXT_ALL'] })],
    })
  })
})

test('texts to other countries are blocked', () => {
  const { service } = buildApp({ textCountries: ['US', 'CA'] })
  const [[, protection] = []] = Object.entries(
    Template.fromStack(service).findResources('AWS::SMSVOICE::ProtectConfiguration'),
  )
  const rules: { CountryCode: string; ProtectStatus: string }[] = protection?.Properties.CountryRuleSet.SMS
  const list = (status: string) =>
    rules.filter(({ ProtectStatus }) => ProtectStatus === status).map(({ CountryCode }) => CountryCode)
  expect(list('ALLOW')).toEqual(['CA', 'US'])
  expect(list('BLOCK').length).toBeGreaterThan(200)
  expect(new Set(rules.map(({ CountryCode }) => CountryCode)).size).toBe(rules.length)
  serviceTemplate.hasResourceProperties('AWS::SMSVOICE::ConfigurationSet', {
    ProtectConfigurationId: {
      'Fn::GetAtt': [Match.stringLikeRegexp('Protection'), 'ProtectConfigurationId'],
    },
  })
})
