import { ArnFormat, Stack } from 'aws-cdk-lib'
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
// As functions/interchange/facts/fact-tables.ts has them: a test compares the two.
import FACT_TABLES from './fact-tables.json' with { type: 'json' }
import type { LakeFiles } from './lake-files.ts'
import { allow } from './permissions.ts'

/** What one query may scan; the facts of a hundred million answers are a hundredth of it. */
const MAX_SCANNED_BYTES = 100 * 1024 ** 3

const PARTITIONS = ['study', 'site', 'month'] as const

/** Of what was so since ever. */
const SINCE_EVER = '0000-00'
/** Nothing was recorded before. */
const FIRST_YEAR = 2024
const LAST_YEAR = 2040

interface LakeTablesProps {
  readonly files: LakeFiles
  /** Of the workgroup: `concord`, or `concord-staging`. */
  readonly name: string
}

/**
 * How Athena finds the facts: a table for each kind, whose partitions are worked out from the question and registered nowhere,
 * and a workgroup that says where answers go, encrypted, and how much a query may scan.
 */
export class LakeTables extends Construct {
  readonly workGroup: string
  readonly database: string
  private readonly files: LakeFiles

  constructor(scope: Construct, id: string, { files, name }: LakeTablesProps) {
    super(scope, id)
    this.files = files
    this.workGroup = name
    // Names of databases have no dash.
    this.database = name.replaceAll('-', '_')
    const catalogId = Stack.of(this).account
    const database = new CfnDatabase(this, 'Database', {
      catalogId,
      databaseInput: { name: this.database, description: 'Concord: facts of every study' },
    })
    for (const table of Object.keys(FACT_TABLES) as (keyof typeof FACT_TABLES)[])
      new CfnTable(this, table, {
        ...{ catalogId, databaseName: this.database, tableInput: buildTable(table, files.bucket.bucketName) },
      }).addResourceDependency(database)
    new CfnWorkGroup(this, 'WorkGroup', {
      name,
      description: 'Concord: questions to the facts of every study',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        // Nobody who asks chooses another place, or none of its encryption.
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MAX_SCANNED_BYTES,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${files.bucket.bucketName}/answers/`,
          expectedBucketOwner: catalogId,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: files.key.keyArn },
        },
      },
    })
  }

  /** Lets a caller ask about facts, those that can tell an arm too: which of them a person sees is decided by the caller. */
  grantAsk(grantee: IGrantable): void {
    const stack = Stack.of(this)
    const format = (service: string, resource: string, resourceName?: string) =>
      stack.formatArn({
        ...{ service, resource },
        ...(resourceName === undefined
          ? { arnFormat: ArnFormat.COLON_RESOURCE_NAME }
          : { resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME }),
      })
    allow(
      grantee,
      [
        ...['athena:GetQueryExecution', 'athena:GetQueryResults'],
        ...['athena:StartQueryExecution', 'athena:StopQueryExecution'],
      ],
      [format('athena', 'workgroup', this.workGroup)],
    )
    allow(
      grantee,
      ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'],
      [
        format('glue', 'catalog'),
        format('glue', 'database', this.database),
        ...Object.keys(FACT_TABLES).map((table) => format('glue', 'table', `${this.database}/${table}`)),
      ],
    )
    this.files.grantRead(grantee)
    this.files.grantReadRestricted(grantee)
    this.files.grantKeepAnswers(grantee)
  }
}

/**
 * A question names its study and its clinics, which is all that `injected` asks for (at most 1,000 clinics in one question).
 * Months are listed one by one and not as dates, since `0000-00` is no date: Athena compares them as text, so that
 * `month <= '2026-11'` leaves those behind it out before it looks into the bucket.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
function buildTable(name: keyof typeof FACT_TABLES, bucket: string): CfnTable.TableInputProperty {
  const { folder, columns } = FACT_TABLES[name]
  const location = `s3://${bucket}/${folder}/`
  return {
    name,
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      ...{ EXTERNAL: 'TRUE', classification: 'parquet', 'projection.enabled': 'true' },
      ...{ 'projection.study.type': 'injected', 'projection.site.type': 'injected' },
      ...{ 'projection.month.type': 'enum', 'projection.month.values': listMonths().join(',') },
      'storage.location.template': `${location}${PARTITIONS.map((one) => `${one}=\${${one}}`).join('/')}`,
    },
    partitionKeys: PARTITIONS.map((one) => ({ name: one, type: 'string' })),
    storageDescriptor: {
      ...{ location, columns },
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    },
  }
}

function listMonths(): string[] {
  const months = [SINCE_EVER]
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1)
    for (let month = 1; month <= 12; month += 1) months.push(`${year}-${String(month).padStart(2, '0')}`)
  return months
}
