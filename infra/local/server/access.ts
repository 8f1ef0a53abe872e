import type { Writable } from 'node:stream'
import { LOCAL_ACCOUNT } from '../cloudformation/local-values.ts'
import type { LocalResources } from '../cloudformation/resources.ts'
import type { RoleStatement } from '../cloudformation/roles.ts'
import { formatDenial, Permissions } from '../runtime/permissions.ts'
import type { Place } from '../runtime/requested-access.ts'

/** What functions may do, as the roles of the template say, and where the resources are. */
export interface LocalAccess {
  readonly permissions: Permissions
  readonly place: Place
}

interface AccessSettings {
  readonly region: string
  readonly roles: ReadonlyMap<string, readonly RoleStatement[]>
  readonly resources: LocalResources
  /** Gets a line for each refusal. */
  readonly log: Writable
}

/** What Lambda's poller does in the name of the function's role. */
const POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

/** What it does of a stream. */
const READING_STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']

/** @throws Error for a queue or a stream that its function may not read: AWS would refuse the event source mapping */
export function createLocalAccess({ region, roles, resources, log }: AccessSettings): LocalAccess {
  const permissions = new Permissions(roles, (denial) => log.write(`${formatDenial(denial)}\n`))
  const sources = [
    ...resources.mappings.map((mapping) => ({ ...mapping, actions: POLLING })),
    ...resources.streams.map((mapping) => ({ ...mapping, actions: READING_STREAM })),
  ]
  for (const { functionId, EventSourceArn: resource, actions } of sources) {
    const denial = permissions.findDenial(
      functionId,
      actions.map((action) => ({ action, resource })),
    )
    if (denial !== undefined) throw new Error(formatDenial(denial))
  }
  const tableKeys = new Map(
    resources.tables.flatMap(({ name, Replicas: [replica] = [] }) => {
      const key = replica?.SSESpecification?.KMSMasterKeyId
      return key === undefined ? [] : [[name, key] as const]
    }),
  )
  return { permissions, place: { region, accountId: LOCAL_ACCOUNT, tableKeys } }
}
