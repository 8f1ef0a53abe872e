import { Duration, Validations } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { Daily } from '../constructs/daily.ts'
import { READ, READ_MANY } from '../constructs/guarded-table.ts'
import { Handler } from '../constructs/handler.ts'
import { LakeTables } from '../constructs/lake-tables.ts'
import { allow } from '../constructs/permissions.ts'
import type { DataStack } from './data-stack.ts'
import { formatStackName } from './stack-names.ts'

interface LakeProps {
  readonly data: DataStack
  readonly stage: string | undefined
}

/**
 * The functions of the lake: one writes the facts of what changes in the Study table, and one puts their files together each
 * night and compares them with the table. Analyses ask by Athena.
 */
export class Lake extends Construct {
  readonly appendFacts: Handler
  readonly compactFacts: Handler
  /** Names of batches that failed again and again. The night after adds what they hold. */
  readonly notAppended: Queue
  /** Of a function that asks. */
  readonly environment: Readonly<Record<string, string>>
  private readonly tables: LakeTables

  constructor(scope: Construct, { data, stage }: LakeProps) {
    super(scope, 'Lake')
    const { study, library, lakeFiles } = data
    const LAKE_BUCKET = lakeFiles.bucket.bucketName
    const LIBRARY_TABLE = library.table.tableName
    this.tables = new LakeTables(this, 'Tables', {
      ...{ files: lakeFiles, name: formatStackName('concord', stage) },
    })
    this.environment = {
      ...{ LAKE_BUCKET, LAKE_ENGINE: 'athena' },
      ...{ LAKE_WORKGROUP: this.tables.workGroup, LAKE_DATABASE: this.tables.database },
    }

    this.appendFacts = new Handler(scope, 'AppendFacts', {
      entry: 'append-facts',
      environment: { LAKE_BUCKET, LIBRARY_TABLE },
      timeout: Duration.minutes(2),
    })
    study.grantStreamRead(this.appendFacts)
    library.grant(this.appendFacts, READ_MANY)
    lakeFiles.grantAppend(this.appendFacts)
    this.notAppended = new Queue(this, 'NotAppended', {
      ...{ encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(4) },
    })
    Validations.of(this.notAppended).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is where failures end: nothing consumes it, and an alarm rings while it holds anything.',
    })
    allow(this.appendFacts, ['sqs:SendMessage'], [this.notAppended.queueArn])
    new EventSourceMapping(this, 'Changed', {
      target: this.appendFacts,
      eventSourceArn: study.table.tableStreamArn as string,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 1_000,
      // One file for what is written within a minute, so that there are few.
      maxBatchingWindow: Duration.minutes(1),
      reportBatchItemFailures: true,
      // One change that cannot be read holds up the others of its shard no longer than its tries.
      ...{ bisectBatchOnError: true, retryAttempts: 10 },
      onFailure: { bind: () => ({ destination: this.notAppended.queueArn }) },
    }).node.addDependency(this.appendFacts.role ?? this.appendFacts)

    this.compactFacts = new Handler(scope, 'CompactFacts', {
      entry: 'compact-facts',
      environment: { LAKE_BUCKET, LIBRARY_TABLE, STUDY_TABLE: study.table.tableName },
      timeout: Duration.minutes(15),
      // The facts of a clinic are held in memory.
      memorySize: 3008,
    })
    study.grant(this.compactFacts, READ)
    library.grant(this.compactFacts, READ_MANY)
    lakeFiles.grantCompact(this.compactFacts)
    new Daily(this, 'CompactDaily', { handler: this.compactFacts, hour: 2 })
  }

  /** Lets a function ask about facts. */
  letAsk(grantee: IGrantable): void {
    this.tables.grantAsk(grantee)
  }
}
