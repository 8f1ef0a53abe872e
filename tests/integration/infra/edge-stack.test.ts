import { Match, Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, test } from 'vitest'
import { buildApp, type Resource, serviceResources, serviceTemplate } from './synthesized.ts'

const DOMAIN = { name: 'surveys.example.org', hostedZoneId: 'Z0123456789ABC' }
const KEY = '{{resolve:secretsmanager:concord/origin:SecretString:::}}'

const { app, data, service, edge } = buildApp({ domain: DOMAIN, region: 'eu-central-1' })
if (edge === undefined) throw new Error('no edge')
const edgeTemplate = Template.fromStack(edge)
const apiTemplate = Template.fromStack(service)
const dataTemplate = Template.fromStack(data)

const find = (template: Template, type: string): Resource[] =>
  Object.values<Resource>(template.findResources(type) as Record<string, Resource>)

describe('without a domain, for a trial', () => {
  test('there is no edge, and the API answers under its own address', () => {
    expect(buildApp().edge).toBeUndefined()
    serviceTemplate.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false })
    expect(Object.values(serviceResources).map(({ Type }) => Type)).not.toContain(
      'AWS::ApiGatewayV2::Authorizer',
    )
  })
})

describe('the API behind CloudFront', () => {
  test('has no address of its own', () => {
    apiTemplate.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true })
    apiTemplate.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: DOMAIN.name })
    apiTemplate.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', { Stage: '$default' })
  })

  test('answers on no route without the key that only CloudFront has', () => {
    const [authorizer] = Object.keys(apiTemplate.findResources('AWS::ApiGatewayV2::Authorizer'))
    const routes = find(apiTemplate, 'AWS::ApiGatewayV2::Route')
    expect(routes.length).toBeGreaterThan(40)
    for (const { Properties } of routes)
      expect(Properties).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizer } })
    apiTemplate.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.x-concord-origin'],
    })
  })

  test('tells the key by a secret that this function alone may read', () => {
    const policies = find(apiTemplate, 'AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument).includes('OriginSecret'),
    )
    expect(policies.map(({ Properties }) => JSON.stringify(Properties.Roles))).toEqual([
      expect.stringContaining('AdmitRequestRole'),
    ])
    expect(JSON.stringify(apiTemplate.toJSON())).not.toContain('{{resolve:')
  })

  test('names the domain in links and at sign-in', () => {
    apiTemplate.hasOutput('PublicUrl', { Value: 'https://surveys.example.org' })
    apiTemplate.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: ['https://surveys.example.org/console/callback'],
    })
  })
})

describe('the secret of CloudFront', () => {
  test('has a replica where CloudFront is, under the name that its stack resolves', () => {
    dataTemplate.hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: 'concord/origin',
      ReplicaRegions: [{ Region: 'us-east-1' }],
    })
    expect(edge.dependencies).toContain(data)
  })

  test('has none where the data is in the same region', () => {
    const { data: near } = buildApp({ domain: DOMAIN })
    const [secret] = find(Template.fromStack(near), 'AWS::SecretsManager::Secret').filter(
      ({ Properties }) => Properties.Name === 'concord/origin',
    )
    expect(secret?.Properties).not.toHaveProperty('ReplicaRegions')
  })

  test('is another for each stage', () => {
    const { data: staging } = buildApp({ domain: DOMAIN, stage: 'staging' })
    Template.fromStack(staging).hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: 'concord-staging/origin',
    })
  })
})

describe('CloudFront', () => {
  const [distribution] = find(edgeTemplate, 'AWS::CloudFront::Distribution')
  const config = distribution?.Properties.DistributionConfig as Record<string, unknown>

  test('is in us-east-1 whatever the region of the data, protected against being deleted', () => {
    expect([edge.region, service.region, edge.terminationProtection]).toEqual([
      ...['us-east-1', 'eu-central-1', true],
    ])
  })

  test('answers under the domain, with a certificate for it, over TLS 1.2 or newer, behind the firewall', () => {
    expect(config).toMatchObject({
      Aliases: [DOMAIN.name],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
      WebACLId: { 'Fn::GetAtt': [expect.stringMatching(/^FirewallWebAcl/), 'Arn'] },
    })
    edgeTemplate.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: DOMAIN.name,
      DomainValidationOptions: [{ DomainName: DOMAIN.name, HostedZoneId: DOMAIN.hostedZoneId }],
    })
  })

  test('asks the API by a name that leads to it, and carries the key', () => {
    expect(config.Origins).toMatchObject([
      {
        DomainName: 'origin.surveys.example.org',
        CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
        OriginCustomHeaders: [{ HeaderName: 'x-concord-origin', HeaderValue: KEY }],
      },
    ])
    apiTemplate.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'origin.surveys.example.org',
      HostedZoneId: DOMAIN.hostedZoneId,
      AliasTarget: { DNSName: { 'Fn::GetAtt': [Match.stringLikeRegexp('OwnDomain'), 'RegionalDomainName'] } },
    })
  })

  test('keeps nothing but the documentation', () => {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
    const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
    expect(config.DefaultCacheBehavior).toMatchObject({ CachePolicyId: CACHING_DISABLED })
    const kept = config.CacheBehaviors as { PathPattern: string; CachePolicyId: unknown }[]
    expect(kept.map(({ PathPattern }) => PathPattern)).toEqual([
      ...['/docs', '/docs/*', '/openapi.json', '/problems/*'],
    ])
    edgeTemplate.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: {
        ...{ MinTTL: 0, DefaultTTL: 0 },
        ParametersInCacheKeyAndForwardedToOrigin: {
          ...{ EnableAcceptEncodingBrotli: true, EnableAcceptEncodingGzip: true },
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
          CookiesConfig: { CookieBehavior: 'all' },
        },
      },
    })
  })

  test('is where the domain leads', () => {
    const records = find(edgeTemplate, 'AWS::Route53::RecordSet').map(({ Properties }) => Properties)
    expect(records.map(({ Name, Type }) => `${Type} ${Name}`)).toEqual([
      ...['A surveys.example.org', 'AAAA surveys.example.org'],
    ])
  })

  test('logs no path: a link is in it', () => {
    expect(config).not.toHaveProperty('Logging')
    edgeTemplate.resourceCountIs('AWS::WAFv2::LoggingConfiguration', 0)
  })
})

describe('the firewall', () => {
  const [acl] = find(edgeTemplate, 'AWS::WAFv2::WebACL')
  const rules = acl?.Properties.Rules as {
    Name: string
    Statement: {
      RateBasedStatement?: { Limit: number; AggregateKeyType: string; EvaluationWindowSec: number }
    }
    VisibilityConfig: { SampledRequestsEnabled: boolean }
  }[]

  test('blocks an address that asks too often: of sign-in, of links, of everything', () => {
    const rates = rules.flatMap(({ Name, Statement: { RateBasedStatement: rate } }) =>
      rate === undefined
        ? []
        : [`${Name} ${rate.Limit} ${rate.AggregateKeyType} ${rate.EvaluationWindowSec}`],
    )
    expect(rates).toEqual(['SignIn 100 IP 300', 'Links 3000 IP 300', 'Everything 6000 IP 300'])
  })

  test('keeps no sample of a request: a link is in its path', () => {
    for (const { VisibilityConfig } of rules) expect(VisibilityConfig.SampledRequestsEnabled).toBe(false)
    expect(acl?.Properties.VisibilityConfig).toMatchObject({ SampledRequestsEnabled: false })
  })
})

test('the AwsSolutions rules find nothing in any of the three stacks', () => {
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([])
})
