import { Duration } from 'aws-cdk-lib'
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { AuditArchive } from './audit-archive.ts'
import { Daily } from './daily.ts'
import { type GuardedTable, READ } from './guarded-table.ts'
import { Handler } from './handler.ts'

interface AuditTrailProps {
  readonly audit: GuardedTable
  readonly archive: AuditArchive
}

/**
 * The functions that keep the audit trail outside its table: one puts what is appended into the archive, one signs each
 * night what was archived, and one verifies the day that was signed.
 */
export class AuditTrail extends Construct {
  readonly archiveAudit: Handler
  readonly anchorAudit: Handler
  readonly verifyAudit: Handler

  constructor(scope: Construct, { audit, archive }: AuditTrailProps) {
    super(scope, 'AuditTrail')
    const AUDIT_ARCHIVE_BUCKET = archive.bucket.bucketName
    const AUDIT_SIGNING_KEY_ARN = archive.signingKey.keyArn

    this.archiveAudit = new Handler(scope, 'ArchiveAudit', {
      entry: 'archive-audit',
      environment: { AUDIT_ARCHIVE_BUCKET },
      timeout: Duration.seconds(60),
    })
    audit.grantStreamRead(this.archiveAudit)
    archive.grantAdd(this.archiveAudit, 'entries/')
    new EventSourceMapping(this, 'Appended', {
      target: this.archiveAudit,
      eventSourceArn: audit.table.tableStreamArn as string,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 1_000,
      // One object for what is written within five minutes: each object costs as much as 20 kB of them.
      maxBatchingWindow: Duration.minutes(5),
    }).node.addDependency(this.archiveAudit.role ?? this.archiveAudit)

    this.anchorAudit = new Handler(scope, 'AnchorAudit', {
      entry: 'anchor-audit',
      environment: { AUDIT_ARCHIVE_BUCKET, AUDIT_SIGNING_KEY_ARN },
      timeout: Duration.minutes(15),
    })
    archive.grantRead(this.anchorAudit)
    archive.grantAdd(this.anchorAudit, 'anchors/')
    archive.grantSign(this.anchorAudit)
    new Daily(this, 'AnchorDaily', { handler: this.anchorAudit, hour: 1 })

    this.verifyAudit = new Handler(scope, 'VerifyAudit', {
      entry: 'verify-audit',
      environment: {
        ...{ AUDIT_ARCHIVE_BUCKET, AUDIT_SIGNING_KEY_ARN },
        AUDIT_TABLE: audit.table.tableName,
      },
      timeout: Duration.minutes(15),
    })
    audit.grant(this.verifyAudit, READ)
    archive.grantRead(this.verifyAudit)
    archive.grantVerify(this.verifyAudit)
    new Daily(this, 'VerifyDaily', { handler: this.verifyAudit, hour: 3 })
  }
}
