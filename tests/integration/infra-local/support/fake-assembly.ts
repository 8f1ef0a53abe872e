import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A function of a fake app: its bundle's source and what it has in the template. */
export interface FakeFunction {
  /** Construct id, e.g. `ServeStaffApi`. */
  readonly id: string
  readonly code: string
  readonly timeout?: number
  readonly environment?: Record<string, unknown>
}

/** Membership is always granted at start. */
const GRANT_MEMBERSHIP: FakeFunction = {
  id: 'GrantMembership',
  code: 'export const handler = async () => ({ granted: true })',
}

/** Writes what CDK would for an app of these functions and further resources; returns the folder. */
export function writeFakeAssembly(
  folder: string,
  functions: readonly FakeFunction[],
  resources: Record<string, unknown> = {},
): string {
  mkdirSync(folder, { recursive: true })
  const all = functions.some(({ id }) => id === 'GrantMembership')
    ? functions
    : [...functions, GRANT_MEMBERSHIP]
  const files: Record<string, unknown> = {}
  const written: Record<string, unknown> = { ...resources }
  for (const { id, code, timeout = 3, environment = {} } of all) {
    mkdirSync(join(folder, `asset.${id}`), { recursive: true })
    writeFileSync(join(folder, `asset.${id}`, 'index.mjs'), code)
    files[id] = { source: { path: `asset.${id}` }, destinations: { local: { objectKey: `${id}.zip` } } }
    written[id] = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: 'assets', S3Key: `${id}.zip` },
        Handler: 'index.handler',
        Role: `arn:aws:iam::000000000000:${id}Role`,
        Timeout: timeout,
        MemorySize: 256,
        Environment: { Variables: environment },
      },
      Metadata: { 'aws:cdk:path': `Fake/${id}/Resource` },
    }
  }
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/us-east-1',
    properties: { templateFile: 'Fake.template.json' },
    displayName: 'Fake',
  }
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '55.0.0', artifacts: { Fake: artifact } }),
  )
  writeFileSync(join(folder, 'Fake.template.json'), JSON.stringify({ Resources: written }))
  writeFileSync(join(folder, 'Fake.assets.json'), JSON.stringify({ version: '55.0.0', files }))
  return folder
}

/** The resources behind one route of the HTTP API. */
export function route(routeKey: string, functionId: string): Record<string, unknown> {
  const id = `Route${routeKey.replaceAll(/[^A-Za-z]/g, '')}${functionId}`
  return {
    [`${id}Integration`]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { IntegrationUri: { 'Fn::GetAtt': [functionId, 'Arn'] } },
    },
    [id]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        RouteKey: routeKey,
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${id}Integration` }]] },
      },
    },
  }
}

/** A FIFO queue with its dead-letter queue, delivered to a function. */
export function buildQueue(functionId: string): Record<string, unknown> {
  return {
    DeadLetters: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        FifoQueue: true,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 3 },
      },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        FunctionName: { Ref: functionId },
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
  }
}

export function everyMinute(functionId: string): Record<string, unknown> {
  return {
    EveryMinute: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(1 minute)',
        Target: { Arn: { 'Fn::GetAtt': [functionId, 'Arn'] } },
      },
    },
  }
}

/** A policy of a function's role. */
export function allow(functionId: string, actions: string[], resource: unknown): Record<string, unknown> {
  return {
    [`${functionId}Policy`]: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [`${functionId}Role`],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }] },
      },
    },
  }
}
