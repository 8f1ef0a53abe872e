import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation'
import { EDGE_REGION } from '../constructs/origin-secret.ts'
import { formatStackName } from '../stacks/stack-names.ts'
import type { StackClients } from './clients.ts'

/** A resource of a stack: `AWS::SQS::Queue`, its name in the template, and the one that it has in AWS. */
export interface StackResource {
  readonly type: string
  readonly logicalId: string
  readonly physicalId: string
}

export interface DeployedStack {
  readonly name: string
  readonly region: string
  /** ARN. */
  readonly id: string
  readonly status: string
  /** Such as `IN_SYNC`, `DRIFTED`, `NOT_CHECKED`. */
  readonly drift: string
  readonly isProtected: boolean
  readonly createdAt: Date
  readonly outputs: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, string>>
  readonly resources: readonly StackResource[]
}

/** A stage as it is deployed: everything that a check starts from. */
export interface Deployment {
  readonly stage: string | undefined
  readonly account: string
  readonly region: string
  readonly data: DeployedStack
  readonly service: DeployedStack
  /** Alarms, dashboard, budget. */
  readonly operations: DeployedStack
  /** Where the operator has a domain. */
  readonly edge: DeployedStack | undefined
  readonly publicUrl: string
}

/** A stage that is not there, or whose stacks lack what every version of Concord has. */
export class NotDeployedError extends Error {
  override readonly name = 'NotDeployedError'
}

/** @throws NotDeployedError where the data, the service or the operations stack is not there */
export async function readDeployment(
  { cloudFormation, edgeCloudFormation }: StackClients,
  stage: string | undefined,
): Promise<Deployment> {
  const region = await cloudFormation.config.region()
  const find = (client: CloudFormationClient, stack: string, where: string) =>
    findStack(client, formatStackName(stack, stage), where)
  const [data, service, operations, edge] = await Promise.all([
    find(cloudFormation, 'ConcordData', region),
    find(cloudFormation, 'ConcordService', region),
    find(cloudFormation, 'ConcordOperations', region),
    find(edgeCloudFormation, 'ConcordEdge', EDGE_REGION),
  ])
  if (data === undefined || service === undefined || operations === undefined) {
    const [missing = ''] = [
      ...(data === undefined ? ['ConcordData'] : []),
      ...(service === undefined ? ['ConcordService'] : []),
      'ConcordOperations',
    ]
    throw new NotDeployedError(`There is no stack ${formatStackName(missing, stage)} in ${region}.`)
  }
  const { 4: account = '' } = service.id.split(':')
  return {
    stage,
    account,
    region,
    data,
    service,
    operations,
    edge,
    publicUrl: service.outputs.PublicUrl ?? '',
  }
}

async function findStack(
  client: CloudFormationClient,
  name: string,
  region: string,
): Promise<DeployedStack | undefined> {
  const stack = await describeStack(client, name)
  if (stack === undefined) return undefined
  const resources: StackResource[] = []
  for await (const page of paginateListStackResources({ client }, { StackName: name }))
    for (const one of page.StackResourceSummaries ?? [])
      resources.push({
        type: one.ResourceType ?? '',
        logicalId: one.LogicalResourceId ?? '',
        physicalId: one.PhysicalResourceId ?? '',
      })
  return {
    ...{ name, region, resources },
    id: stack.StackId ?? '',
    status: stack.StackStatus ?? '',
    drift: stack.DriftInformation?.StackDriftStatus ?? 'NOT_CHECKED',
    isProtected: stack.EnableTerminationProtection === true,
    createdAt: stack.CreationTime ?? new Date(0),
    outputs: toRecord(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    parameters: toRecord(
      stack.Parameters?.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
    ),
  }
}

async function describeStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }))
    return stack
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined
    throw error
  }
}

function toRecord(pairs: readonly (string | undefined)[][] = []): Record<string, string> {
  return Object.fromEntries(pairs.map(([key = '', value = '']) => [key, value]))
}

/** A resource that the stack should have, and has not. */
export class MissingResourceError extends Error {
  override readonly name = 'MissingResourceError'
}

export function listResources(
  { resources }: DeployedStack,
  type: string,
  logicalId: RegExp = /^/,
): StackResource[] {
  return resources.filter((one) => one.type === type && logicalId.test(one.logicalId))
}

/**
 * The same where the stack should have some: of none at all, no check may say that each is well.
 *
 * @throws MissingResourceError where there is none
 */
export function requireResources(stack: DeployedStack, type: string, logicalId?: RegExp): StackResource[] {
  const found = listResources(stack, type, logicalId)
  if (found.length === 0) throw new MissingResourceError(`${stack.name} has no ${type}.`)
  return found
}

/** @throws MissingResourceError where there is not exactly one */
export function requireResource(stack: DeployedStack, type: string, logicalId: RegExp = /^/): string {
  const [found, ...others] = listResources(stack, type, logicalId)
  if (found === undefined || others.length > 0)
    throw new MissingResourceError(`${stack.name} has ${found ? 'several' : 'no'} ${type}.`)
  return found.physicalId
}

/**
 * A number of days that the stack says it was deployed with.
 *
 * @throws MissingResourceError for a stack of an earlier version, which does not say it
 */
export function requireDays({ name, outputs }: DeployedStack, output: string): number {
  const days = Number(outputs[output])
  if (!Number.isInteger(days) || days <= 0) throw new MissingResourceError(`${name} has no output ${output}.`)
  return days
}

/** As the construct is called, without the hash that CloudFormation’s name of it ends with. */
export function formatConstructName({ logicalId }: StackResource): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '')
}
