import type { Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { buildApp, type Resources } from '../synthesized.ts'

/* What CloudFormation replies about the stacks as they are synthesized. */

export const ACCOUNT = '111122223333'
export const REGION = 'eu-central-1'
export const NOW = new Date('2026-11-30T02:00:00Z')
export const DOMAIN = 'surveys.example.org'
export const DISTRIBUTION = 'd111111abcdef8.cloudfront.net'
export const NUMBER = 'phone-0123456789abcdef0123456789abcdef'
const DAY_MS = 24 * 3600_000
export const before = (days: number) => new Date(NOW.getTime() - days * DAY_MS)

const { data, service, operations, edge } = buildApp({
  domain: { name: DOMAIN, hostedZoneId: 'Z0123456789ABC' },
  region: REGION,
  backup: { region: 'us-west-2', days: 35 },
})
if (edge === undefined) throw new Error('no edge')
export const RESOURCES: Readonly<Record<string, Resources>> = {
  ConcordData: Template.fromStack(data).toJSON().Resources,
  ConcordService: Template.fromStack(service).toJSON().Resources,
  ConcordOperations: Template.fromStack(operations).toJSON().Resources,
  ConcordEdge: Template.fromStack(edge).toJSON().Resources,
}

/** As CloudFormation names a resource: `Ref` of its type. */
function formatPhysicalId(stack: string, logicalId: string, type: string): string {
  const name = `${stack}-${logicalId}-AbCdEfGhIjKl`
  const region = stack === 'ConcordEdge' ? 'us-east-1' : REGION
  switch (type) {
    case 'AWS::SNS::Topic':
      return `arn:aws:sns:${region}:${ACCOUNT}:${name}`
    case 'AWS::SQS::Queue':
      return `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${name}`
    case 'AWS::CertificateManager::Certificate':
      return `arn:aws:acm:${region}:${ACCOUNT}:certificate/${logicalId}`
    case 'AWS::WAFv2::WebACL':
      return `${name}|a1b2c3d4-5678-90ab-cdef-EXAMPLE11111|CLOUDFRONT`
    default:
      return name
  }
}

export const listStackResources = (stack: string) =>
  Object.entries(RESOURCES[stack] ?? {}).map(([LogicalResourceId, { Type }]) => ({
    ...{ LogicalResourceId, ResourceType: Type, ResourceStatus: 'CREATE_COMPLETE' as const },
    PhysicalResourceId: formatPhysicalId(stack, LogicalResourceId, Type),
    LastUpdatedTimestamp: before(30),
  }))

/** In AWS, of a resource whose logical ID begins so. */
export function findPhysicalId(stack: string, type: string, logicalId: string): string {
  const found = listStackResources(stack).find(
    (one) => one.ResourceType === type && one.LogicalResourceId.startsWith(logicalId),
  )
  if (found === undefined) throw new Error(`no ${type} ${logicalId}`)
  return found.PhysicalResourceId
}

export interface StackChange {
  readonly StackStatus?: 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_IN_PROGRESS'
  readonly EnableTerminationProtection?: boolean
  readonly DriftInformation?: { readonly StackDriftStatus: 'DRIFTED' | 'NOT_CHECKED' }
  readonly CreationTime?: Date
  readonly Outputs?: { OutputKey: string; OutputValue: string }[]
  readonly Parameters?: { ParameterKey: string; ParameterValue: string }[]
}

/** Those whose values are known at synthesis. */
function readOutputs(stack: Stack): Record<string, string> {
  const outputs: Record<string, { Value: unknown }> = Template.fromStack(stack).toJSON().Outputs
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([key, { Value }]) => (typeof Value === 'string' ? [[key, Value]] : [])),
  )
}

/** A stack as DescribeStacks has it. */
export function describeStack(name: string, version: string, change: StackChange = {}) {
  const outputs: Record<string, string> = {
    ...(name === 'ConcordService' && {
      ...{ PublicUrl: `https://${DOMAIN}`, Version: version },
      ...{
        VerifyAuditFunction: 'ConcordService-VerifyAudit',
        GrantMembershipFunction: 'ConcordService-Grant',
      },
    }),
    ...(name === 'ConcordEdge' && { HostedZone: 'Z0123456789ABC' }),
    ...(name === 'ConcordData' && readOutputs(data)),
  }
  const parameters: Record<string, string> = {
    SmsPhoneNumbers: `arn:aws:sms-voice:${REGION}:${ACCOUNT}:phone-number/${NUMBER}`,
    AlarmEmail: 'alarms@example.org',
    MailIdentity: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/example.org`,
  }
  const region = name === 'ConcordEdge' ? 'us-east-1' : REGION
  return {
    ...{ StackName: name, StackId: `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${name}/EXAMPLE` },
    ...{
      StackStatus: 'UPDATE_COMPLETE' as const,
      CreationTime: before(100),
      EnableTerminationProtection: true,
    },
    DriftInformation: { StackDriftStatus: 'IN_SYNC' as const },
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    ...change,
  }
}
