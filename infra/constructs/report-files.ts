import { Duration } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { PrivateBucket } from './private-bucket.ts'

/** How long a report can be opened: the same number as FILE_KEPT_DAYS in functions/records/job/job-files.ts. */
export const REPORT_DAYS = 400

/** How long an export can be downloaded: the same number as EXPORT_KEPT_DAYS there. */
export const EXPORT_DAYS = 30

/** Days in which a version that was overwritten or deleted by hand can still be had. */
const EARLIER_DAYS = 30

/** What an object's name begins with. */
const PREFIXES = ['parts/', 'reports/', 'exports/'] as const

/**
 * Files of reports and exports under a key of their own. Each is written once, since a writer says `If-None-Match: *`, and
 * deleted by the bucket itself after its days. They hold study IDs and what is recorded under them, no name and no number.
 */
export class ReportFiles extends PrivateBucket<(typeof PREFIXES)[number]> {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Concord reports',
      exportName: 'ReportFilesBucketArn',
      noAccessLog: 'Two functions reach it, and who opens a report or an export is in the audit trail.',
      byPrefix: 'Reports, their parts and exports in one bucket, whose names are made as they are written.',
      keeping: {
        lifecycleRules: [
          {
            expiration: Duration.days(REPORT_DAYS),
            noncurrentVersionExpiration: Duration.days(EARLIER_DAYS),
            // Of a worker that was killed.
            abortIncompleteMultipartUploadAfter: Duration.days(1),
          },
          { prefix: 'exports/', expiration: Duration.days(EXPORT_DAYS) },
        ],
      },
    })
  }

  /** Reports and exports, and not what they were made of. An address that it signs reaches no further. */
  grantRead(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:GetObject'], ['reports/', 'exports/'])
    this.allowList(grantee)
    this.allowDecrypt(grantee)
  }

  grantReadAndAdd(grantee: IGrantable): void {
    this.allowObjects(grantee, ['s3:GetObject', 's3:PutObject'], PREFIXES)
    this.allowList(grantee)
    this.allowEncrypt(grantee)
  }
}
