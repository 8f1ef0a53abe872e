import { basename } from 'node:path'
import * as z from 'zod'
import { type LocalValues, resolveIntrinsic } from './intrinsics.ts'
import { refuseUnknownTypes, SKIPPED_STREAMS } from './known-types.ts'
import type { Assembly, Resource, StackTemplate } from './template.ts'

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
})
const table = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(index).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
  Replicas: z
    .array(z.object({ SSESpecification: z.object({ KMSMasterKeyId: z.string() }).optional() }))
    .optional(),
})
const queue = z.object({
  FifoQueue: z.boolean().optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  VisibilityTimeout: z.number().optional(),
  DelaySeconds: z.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
})
const lambdaFunction = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
})
const mapping = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(10),
  FunctionResponseTypes: z.array(z.string()).default([]),
  Enabled: z.boolean().default(true),
})
const schedule = z.object({
  ScheduleExpression: z.string(),
  State: z.string().default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
})
const deploymentStep = z.object({ ServiceToken: z.string() })
const route = z.object({ RouteKey: z.string(), Target: z.string() })
const integration = z.object({ IntegrationUri: z.string() })
const secret = z.object({
  GenerateSecretString: z.object({ PasswordLength: z.number().default(32) }).optional(),
  SecretString: z.string().optional(),
})
const signInClient = z.object({
  UserPoolId: z.string(),
  CallbackURLs: z.array(z.string()).default([]),
  LogoutURLs: z.array(z.string()).default([]),
  AllowedOAuthFlows: z.array(z.enum(['code', 'client_credentials'])).default([]),
})

const subscription = z.object({ TopicArn: z.string(), Endpoint: z.string(), Protocol: z.string() })
const pool = z.object({ TwoWay: z.object({ ChannelArn: z.string() }).optional() })
const mailDestination = z.object({
  EventDestination: z.object({ SnsDestination: z.object({ TopicARN: z.string() }).optional() }),
})
const configurationSet = z.object({
  EventDestinations: z
    .array(z.object({ SnsDestination: z.object({ TopicArn: z.string() }).optional() }))
    .default([]),
})

export type TableResource = z.infer<typeof table> & { readonly name: string }
export type QueueResource = z.infer<typeof queue> & { readonly arn: string; readonly name: string }
export type MappingResource = z.infer<typeof mapping> & { readonly functionId: string }
export type ScheduleResource = z.infer<typeof schedule> & { readonly functionId: string }
export type SecretResource = z.infer<typeof secret> & { readonly arn: string }
export type SignInClientResource = z.infer<typeof signInClient> & { readonly clientId: string }

export interface FunctionResource {
  readonly id: string
  /** As the entry point is called: `serve-console`. */
  readonly name: string
  readonly codeFolder: string
  readonly handler: string
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
  readonly environment: Readonly<Record<string, string>>
}

export interface RouteResource {
  /** `ANY /s/{token}` */
  readonly routeKey: string
  readonly functionId: string
}

/** Everything in the templates that local mode stands up; the rest (roles, alarms, keys) has no meaning here. */
export interface LocalResources {
  readonly tables: readonly TableResource[]
  readonly queues: readonly QueueResource[]
  readonly functions: readonly FunctionResource[]
  /** Queues that call a function. */
  readonly mappings: readonly MappingResource[]
  /** Streams of tables that do. */
  readonly streams: readonly MappingResource[]
  readonly schedules: readonly ScheduleResource[]
  readonly routes: readonly RouteResource[]
  /** Functions that CloudFormation calls while it deploys. */
  readonly deploymentFunctionIds: readonly string[]
  readonly secrets: readonly SecretResource[]
  readonly signInClients: readonly SignInClientResource[]
  /** Queues behind the topics that texting publishes to, by ARN. */
  readonly texting: TextingQueues
  /** Queues behind the topic of what became of mails, by ARN. */
  readonly mailEvents: readonly string[]
}

export interface TextingQueues {
  /** What became of each text. */
  readonly events: readonly string[]
  /** Texts from phones. */
  readonly replies: readonly string[]
}

/**
 * Picks the resources out of the templates, references resolved.
 *
 * @throws Error for a type of resource that local mode does not know
 */
export function readResources(assembly: Assembly, values: LocalValues): LocalResources {
  refuseUnknownTypes(assembly)
  const found: { stack: StackTemplate; resource: Resource }[] = assembly.stacks.flatMap((stack) =>
    [...stack.resources.values()].map((resource) => ({ stack, resource })),
  )
  function pick<S extends z.ZodType, T>(types: string[], schema: S, shape: Shape<S, T>): T[] {
    return found
      .filter(({ resource }) => types.includes(resource.type))
      .map(({ stack, resource }) => {
        const resolved = resolveIntrinsic(resource.properties, stack, assembly, values)
        return shape(schema.parse(resolved), resource, stack)
      })
  }
  const parseArnName = (arn: string): string => arn.split(':').at(-1) ?? arn
  const integrations = new Map<string, string>(
    pick(
      ['AWS::ApiGatewayV2::Integration'],
      integration,
      ({ IntegrationUri }, { logicalId }) =>
        [`integrations/${logicalId}`, parseArnName(IntegrationUri)] as const,
    ),
  )
  const subscriptions = pick(['AWS::SNS::Subscription'], subscription, (properties) => properties).filter(
    ({ Protocol }) => Protocol === 'sqs',
  )
  const eventTopics = new Set(
    pick(['AWS::SMSVOICE::ConfigurationSet'], configurationSet, ({ EventDestinations }) => EventDestinations)
      .flat()
      .flatMap(({ SnsDestination }) => SnsDestination?.TopicArn ?? []),
  )
  const replyTopics = new Set(
    pick(['AWS::SMSVOICE::Pool'], pool, ({ TwoWay }) => TwoWay?.ChannelArn ?? []).flat(),
  )
  const mailTopics = new Set(
    pick(
      ['AWS::SES::ConfigurationSetEventDestination'],
      mailDestination,
      ({ EventDestination }) => EventDestination.SnsDestination?.TopicARN ?? [],
    ).flat(),
  )
  const functions = pick(['AWS::Lambda::Function'], lambdaFunction, buildFunctionResource)
  const mappings = pick(['AWS::Lambda::EventSourceMapping'], mapping, (properties) => ({
    ...properties,
    functionId: parseArnName(properties.FunctionName),
  })).filter(({ Enabled }) => Enabled)
  const listMappings = (service: string) =>
    mappings.filter(({ EventSourceArn }) => EventSourceArn.startsWith(`arn:aws:${service}:`))
  const skipped = new Set(functions.filter(({ name }) => name in SKIPPED_STREAMS).map(({ id }) => id))
  return {
    mailEvents: subscriptions
      .filter(({ TopicArn }) => mailTopics.has(TopicArn))
      .map(({ Endpoint }) => Endpoint),
    texting: {
      events: subscriptions
        .filter(({ TopicArn }) => eventTopics.has(TopicArn))
        .map(({ Endpoint }) => Endpoint),
      replies: subscriptions
        .filter(({ TopicArn }) => replyTopics.has(TopicArn))
        .map(({ Endpoint }) => Endpoint),
    },
    tables: pick(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], table, (properties, resource) => ({
      ...properties,
      name: values.resolveRef(resource),
    })),
    queues: pick(['AWS::SQS::Queue'], queue, (properties, resource) => ({
      ...properties,
      arn: values.resolveAttribute(resource, 'Arn'),
      name: values.resolveAttribute(resource, 'QueueName'),
    })),
    functions,
    mappings: listMappings('sqs'),
    streams: listMappings('dynamodb').filter(({ functionId }) => !skipped.has(functionId)),
    schedules: pick(['AWS::Scheduler::Schedule'], schedule, (properties) => ({
      ...properties,
      functionId: parseArnName(properties.Target.Arn),
    })).filter(({ State }) => State === 'ENABLED'),
    deploymentFunctionIds: pick(['Custom::SeededLibrary'], deploymentStep, ({ ServiceToken }) =>
      parseArnName(ServiceToken),
    ),
    routes: pick(['AWS::ApiGatewayV2::Route'], route, ({ RouteKey, Target }) => {
      const functionId = integrations.get(Target)
      if (functionId === undefined)
        throw new Error(`Route ${RouteKey} leads to no integration of the template.`)
      return { routeKey: RouteKey, functionId }
    }),
    secrets: pick(['AWS::SecretsManager::Secret'], secret, (properties, resource) => ({
      ...properties,
      arn: values.resolveRef(resource),
    })),
    signInClients: pick(['AWS::Cognito::UserPoolClient'], signInClient, (properties, resource) => ({
      ...properties,
      clientId: values.resolveRef(resource),
    })),
  }
}

type Shape<S extends z.ZodType, T> = (properties: z.infer<S>, resource: Resource, stack: StackTemplate) => T

function buildFunctionResource(
  properties: z.infer<typeof lambdaFunction>,
  resource: Resource,
  stack: StackTemplate,
): FunctionResource {
  const codeFolder = stack.assets.get(properties.Code.S3Key)
  if (codeFolder === undefined) throw new Error(`The asset manifest has no ${properties.Code.S3Key}.`)
  return {
    id: resource.logicalId,
    name: formatFunctionName(resource.path),
    codeFolder,
    handler: properties.Handler,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    environment: properties.Environment?.Variables ?? {},
  }
}

/** `ConcordService/ServeConsole/Resource` → `serve-console` */
function formatFunctionName(path: string): string {
  const construct = path.endsWith('/Resource') ? path.slice(0, -'/Resource'.length) : path
  return basename(construct)
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase()
}
