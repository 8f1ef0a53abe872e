import * as z from 'zod'
import type { Access } from './permissions.ts'

/** Where the resources of this machine are. */
export interface Place {
  readonly region: string
  readonly accountId: string
  /** ARN of the key of each table, by the table's name. */
  readonly tableKeys: ReadonlyMap<string, string>
}

const named = z.object({ TableName: z.string() })
const item = z.object({ TableName: z.string(), IndexName: z.string().optional() })
const transaction = z.object({
  TransactItems: z.array(
    z.object({
      Put: named.optional(),
      Update: named.optional(),
      Delete: named.optional(),
      ConditionCheck: named.optional(),
      Get: named.optional(),
    }),
  ),
})
const batch = z.object({ RequestItems: z.record(z.string(), z.unknown()) })

/** Parts of a transaction, by the action that IAM asks for. */
const PARTS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
} as const

/**
 * What a request to DynamoDB needs: the action on each table or index, and its key. A transaction needs the actions of its
 * parts and none of its own.
 *
 * Source: DynamoDB developer guide, “IAM policies for transactions” and “Encryption at rest: usage notes”.
 *
 * @param operation such as `PutItem`
 */
export function listDynamoAccess(operation: string, body: unknown, place: Place): Access[] {
  const tables: [action: string, table: string, index?: string | undefined][] = []
  if (operation.startsWith('Transact')) {
    for (const parts of transaction.parse(body).TransactItems)
      for (const [part, action] of Object.entries(PARTS)) {
        const table = parts[part as keyof typeof PARTS]?.TableName
        if (table !== undefined) tables.push([action, table])
      }
  } else if (operation.startsWith('Batch')) {
    for (const table of Object.keys(batch.parse(body).RequestItems)) tables.push([operation, table])
  } else {
    const { TableName, IndexName } = item.parse(body)
    tables.push([operation, TableName, IndexName])
  }
  return tables.flatMap(([action, table, index]) => {
    const key = place.tableKeys.get(table)
    const arn = buildArn('dynamodb', `table/${table}`, place)
    return [
      {
        action: `dynamodb:${action}`,
        resource: index === undefined ? arn : `${arn}/index/${index}`,
      },
      ...(key === undefined ? [] : [useKey(key, place)]),
    ]
  })
}

/** DynamoDB opens the table's key by the caller's own right to it. */
function useKey(key: string, { region }: Place): Access {
  return {
    action: 'kms:Decrypt',
    resource: key,
    context: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` },
  }
}

/** @param operation such as `SendMessageBatch`, which needs the right to `SendMessage` */
export function listQueueAccess(operation: string, body: unknown, place: Place): Access[] {
  const { QueueUrl } = z.object({ QueueUrl: z.string() }).parse(body)
  const action = `sqs:${operation.replace(/Batch$/, '')}`
  return [{ action, resource: buildArn('sqs', QueueUrl.split('/').at(-1) ?? '', place) }]
}

const textRequest = z.object({
  OriginationIdentity: z.string().optional(),
  ConfigurationSetName: z.string().optional(),
  OptOutListName: z.string().optional(),
})

/** Texts and opt-outs need the right to each resource that the request names. */
export function listTextAccess(operation: string, body: unknown, place: Place): Access[] {
  const { OriginationIdentity, ConfigurationSetName, OptOutListName } = textRequest.parse(body)
  const format = (kind: string, name: string | undefined) =>
    name === undefined
      ? []
      : [name.startsWith('arn:') ? name : buildArn('sms-voice', `${kind}/${name}`, place)]
  const resources = [
    ...format('phone-number', OriginationIdentity),
    ...format('configuration-set', ConfigurationSetName),
    ...format('opt-out-list', OptOutListName),
  ]
  return resources.map((resource) => ({ action: `sms-voice:${operation}`, resource }))
}

const mailRequest = z.object({ FromEmailAddress: z.string(), ConfigurationSetName: z.string().optional() })

/** Mail from an address that is an identity of its own. */
export function listMailAccess(body: unknown, place: Place): Access[] {
  const { FromEmailAddress: from, ConfigurationSetName: set } = mailRequest.parse(body)
  const context = { 'ses:FromAddress': from }
  return [`identity/${from}`, ...(set === undefined ? [] : [`configuration-set/${set}`])].map((name) => ({
    ...{ action: 'ses:SendEmail', resource: buildArn('ses', name, place), context },
  }))
}

/** @param operation such as `AdminCreateUser` */
export function listAccountAccess(operation: string, body: unknown, place: Place): Access[] {
  const { UserPoolId } = z.object({ UserPoolId: z.string() }).parse(body)
  const resource = buildArn('cognito-idp', `userpool/${UserPoolId}`, place)
  return [{ action: `cognito-idp:${operation}`, resource }]
}

export function listSecretAccess(body: unknown): Access[] {
  const { SecretId } = z.object({ SecretId: z.string() }).parse(body)
  return [{ action: 'secretsmanager:GetSecretValue', resource: SecretId }]
}

function buildArn(service: string, rest: string, { region, accountId }: Place): string {
  return `arn:aws:${service}:${region}:${accountId}:${rest}`
}
