import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  type GlobalSecondaryIndexPropsV2,
  type StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { allow, allowKeyThrough } from './permissions.ts'
import { RECOVERY_DAYS } from './recovery-days.ts'

/** Reading by key. There is no Scan anywhere: every access pattern has a key. */
export const READ = ['dynamodb:GetItem', 'dynamodb:Query'] as const

/** Reading and changing; a transaction needs the underlying actions and no other. */
export const READ_AND_WRITE = [
  ...READ,
  'dynamodb:ConditionCheckItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
] as const

/** Reading, and many single items at once. */
export const READ_MANY = [...READ, 'dynamodb:BatchGetItem'] as const

/** Reading single items whose key is known; such a caller cannot list. */
export const READ_ONE = ['dynamodb:GetItem'] as const

/** Reading and changing single items whose key is known. */
export const READ_AND_WRITE_ONE = [
  ...READ_ONE,
  'dynamodb:ConditionCheckItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
] as const

/** Reading, changing and deleting: of those who carry out an erasure or revoke a membership, and of nobody else. */
export const READ_WRITE_AND_DELETE = [...READ_AND_WRITE, 'dynamodb:DeleteItem'] as const

/** Adding entries and reading them. An entry is put once and never updated or deleted. */
export const APPEND_AND_READ = [...READ, 'dynamodb:ConditionCheckItem', 'dynamodb:PutItem'] as const

/** Reading many, and putting what nothing may delete. */
export const READ_MANY_AND_PUT = [...READ_MANY, 'dynamodb:PutItem'] as const

/** Reading, and putting whole items over those that were read: nothing is updated in place or deleted. */
export const READ_AND_PUT = [...READ, 'dynamodb:PutItem'] as const

/** Adding entries behind the newest one. */
export const APPEND = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'] as const

/** What a caller of a table may do; named, so that a grant can never widen to a wildcard. */
export type TableAccess =
  | typeof READ
  | typeof READ_MANY
  | typeof READ_MANY_AND_PUT
  | typeof READ_AND_PUT
  | typeof READ_AND_WRITE
  | typeof READ_WRITE_AND_DELETE
  | typeof READ_ONE
  | typeof READ_AND_WRITE_ONE
  | typeof APPEND
  | typeof APPEND_AND_READ

// DynamoDB uses the caller's own right to the key to open the table key. No item is ever encrypted by a function
// itself, hence no use outside DynamoDB.
const KEY_ACTIONS_TO_READ = ['kms:Decrypt', 'kms:DescribeKey']
const KEY_ACTIONS_TO_WRITE = [
  ...KEY_ACTIONS_TO_READ,
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
]

interface GuardedTableProps {
  readonly timeToLiveAttribute?: string
  readonly globalSecondaryIndexes?: GlobalSecondaryIndexPropsV2[]
  /** What a stream of its changes holds. Default: no stream. */
  readonly dynamoStream?: StreamViewType
}

/**
 * A table of `pk` and `sk` that cannot be lost or read by accident: own rotating key, point-in-time recovery (35 days),
 * deletion protection, and kept when its stack goes.
 */
export class GuardedTable extends Construct {
  readonly key: Key
  readonly table: TableV2

  constructor(scope: Construct, id: string, props: GuardedTableProps = {}) {
    super(scope, id)
    this.key = new Key(this, 'Key', {
      description: `Concord ${id} table`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: RECOVERY_DAYS,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    })
  }

  /** Lets a caller do exactly the named things to the table's items, and use its key for no more than that. */
  grant(grantee: IGrantable, access: TableAccess): void {
    const reads = access === READ || access === READ_MANY || access === READ_ONE
    allow(grantee, access, [this.table.tableArn])
    allowKeyThrough('dynamodb', grantee, this.key, reads ? KEY_ACTIONS_TO_READ : KEY_ACTIONS_TO_WRITE)
  }

  /** Lets a caller query one index of the table. An index is no part of `grant`. */
  grantIndexQuery(grantee: IGrantable, indexName: string): void {
    allow(grantee, ['dynamodb:Query'], [`${this.table.tableArn}/index/${indexName}`])
    allowKeyThrough('dynamodb', grantee, this.key, KEY_ACTIONS_TO_READ)
  }

  /** Lets a caller read the stream of the table's changes. */
  grantStreamRead(grantee: IGrantable): void {
    const { tableStreamArn } = this.table
    if (tableStreamArn === undefined) throw new Error(`The table ${this.node.id} has no stream.`)
    allow(
      grantee,
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [tableStreamArn],
    )
    allowKeyThrough('dynamodb', grantee, this.key, KEY_ACTIONS_TO_READ)
  }
}
