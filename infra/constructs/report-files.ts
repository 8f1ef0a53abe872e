import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { allow, allowKeyThrough } from './permissions.ts'

/** How long a report can be opened: the same number as FILE_KEPT_DAYS in functions/records/job/job-files.ts. */
export const REPORT_DAYS = 400

/** How long an export can be downloaded: the same number as EXPORT_KEPT_DAYS there. */
export const EXPORT_DAYS = 30

/** Days in which a version that was overwritten or deleted by hand can still be had. */
const EARLIER_DAYS = 30

/** What an object's name begins with. */
const PREFIXES = ['parts/', 'reports/', 'exports/'] as const

/**
 * Files of reports and exports under a key of their own. Each is written once, since whoever writes says `If-None-Match: *`, and
 * deleted by the bucket itself after its days. They hold study IDs and what is recorded under them, no name and no number.
 */
export class ReportFiles extends Construct {
  readonly bucket: Bucket
  private readonly key: Key
  private readonly exportName: string
  private readonly bucketArn: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.key = new Key(this, 'Key', {
      description: 'Concord reports',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(REPORT_DAYS),
          noncurrentVersionExpiration: Duration.days(EARLIER_DAYS),
          // Of a worker that was killed.
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { prefix: 'exports/', expiration: Duration.days(EXPORT_DAYS) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const stack = Stack.of(this)
    // Exported under a name that is known here, since what is acknowledged of a grant names its resource.
    this.exportName = `${stack.stackName}:ReportFilesBucketArn`
    this.bucketArn = stack.exportValue(this.bucket.bucketArn, { name: this.exportName })
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Two functions reach it, and who opens a report or an export is in the audit trail.',
    })
  }

  /** Reports and exports, and not what they were made of. An address that it signs reaches no further. */
  grantRead(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:GetObject'], ['reports/', 'exports/'])
    // Without it S3 answers 403 for an object that is not there.
    allow(grantee, ['s3:ListBucket'], [this.bucketArn])
    allowKeyThrough('s3', grantee, this.key, ['kms:Decrypt'])
  }

  grantReadAndAdd(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:GetObject', 's3:PutObject'], PREFIXES)
    allow(grantee, ['s3:ListBucket'], [this.bucketArn])
    allowKeyThrough('s3', grantee, this.key, ['kms:Decrypt', 'kms:GenerateDataKey'])
  }

  private allowObjects(
    grantee: IGrantable,
    actions: readonly string[],
    prefixes: readonly (typeof PREFIXES)[number][],
  ): void {
    allow(
      grantee,
      actions,
      prefixes.map((prefix) => `${this.bucketArn}/${prefix}*`),
    )
    const role = grantee.grantPrincipal
    if (!Construct.isConstruct(role)) return
    const reason = 'Reports, their parts and exports in one bucket, whose names are made as they are written.'
    for (const prefix of prefixes)
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${this.exportName}/${prefix}*]`,
        reason,
      })
  }
}
