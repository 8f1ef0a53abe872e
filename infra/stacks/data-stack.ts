import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { AttributeType, ProjectionType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { AuditArchive } from '../constructs/audit-archive.ts'
import { GuardedTable } from '../constructs/guarded-table.ts'
import { LakeFiles } from '../constructs/lake-files.ts'
import { LinkSecret } from '../constructs/link-secret.ts'
import { OptOutList } from '../constructs/opt-out-list.ts'
import { OriginSecret } from '../constructs/origin-secret.ts'
import { ReportFiles } from '../constructs/report-files.ts'
import { StaffAccounts } from '../constructs/staff-accounts.ts'
import { type BackupSettings, TableBackups } from '../constructs/table-backups.ts'

/** The tables as the service stack sees them, one per security boundary. */
export interface Tables {
  /** Participants by study id, assessments, responses, scores. */
  readonly study: GuardedTable
  /** Names and phone numbers. Scoring, outcomes and the console have no grant on it. */
  readonly contacts: GuardedTable
  /** Append-only, hash-chained per participant: no function may change or delete an entry. */
  readonly audit: GuardedTable
  /** Who may do what in which study. Written by the function for members alone. */
  readonly members: GuardedTable
  /** What studies have released. Added to by the functions that make releases; nothing in it is changed or deleted. */
  readonly releases: GuardedTable
  /** Studies, instruments and what else is defined: read by every function that speaks of one, written by those that publish. */
  readonly library: GuardedTable
  /** Report subscriptions and runs: who asked for what, and how far it is. */
  readonly jobs: GuardedTable
  /** Consensus panels: protocols, rounds, and who is invited, without names. The mailer reads it. */
  readonly panels: GuardedTable
  /** What panelists voted and wrote, by pseudonyms that no function of staff can compute. The mailer has no grant on it. */
  readonly votes: GuardedTable
}

interface DataStackProps extends StackProps {
  /** Of names that are unique beyond the stack: `concord`, or `concord-staging`. */
  readonly prefix: string
  /** Names of programs that call the API with credentials of their own. */
  readonly programs: readonly string[]
  /** Name of the secret by which CloudFront proves itself to the API, where there is CloudFront. */
  readonly originSecret: string | undefined
  /** For how long nobody can delete what is archived of the audit trail. */
  readonly auditRetentionDays: number
  /** Nightly backups beside point-in-time recovery, where they are wanted. */
  readonly backup: BackupSettings | undefined
}

/**
 * Everything that must outlive a redeployment of the service, apart from the code that changes often: the tables, the archive
 * of the audit trail, the lake, the secret
 * behind links that were texted, the accounts of staff and the opt-out list. A participant's link, and a person's second
 * factor, would be lost with them.
 */
export class DataStack extends Stack implements Tables {
  readonly study: GuardedTable
  readonly contacts: GuardedTable
  readonly audit: GuardedTable
  readonly members: GuardedTable
  readonly releases: GuardedTable
  readonly library: GuardedTable
  readonly jobs: GuardedTable
  readonly panels: GuardedTable
  readonly votes: GuardedTable

  readonly reportFiles: ReportFiles
  readonly lakeFiles: LakeFiles
  readonly auditArchive: AuditArchive
  readonly linkSecret: LinkSecret
  readonly staff: StaffAccounts
  readonly optOuts: OptOutList
  readonly originSecret: OriginSecret | undefined

  constructor(
    scope: Construct,
    id: string,
    { prefix, programs, originSecret, auditRetentionDays, backup, ...props }: DataStackProps,
  ) {
    super(scope, id, props)

    this.study = new GuardedTable(this, 'Study', {
      timeToLiveAttribute: 'expiresAt',
      // What an item was before, too: a change adds the facts that the item did not give until then.
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      globalSecondaryIndexes: [
        {
          // What is to be opened or sent by when. Keys only: the index tells which items, the table what they hold.
          indexName: 'due',
          partitionKey: { name: 'duePk', type: AttributeType.STRING },
          sortKey: { name: 'dueSk', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    })
    this.contacts = new GuardedTable(this, 'Contacts')
    this.audit = new GuardedTable(this, 'Audit', { dynamoStream: StreamViewType.NEW_IMAGE })
    this.auditArchive = new AuditArchive(this, 'AuditArchive', auditRetentionDays)
    // The doctor compares what is with what was deployed.
    new CfnOutput(this, 'AuditRetentionDays', { value: String(auditRetentionDays) })
    this.members = new GuardedTable(this, 'Members', {
      // Of invitations that are long over.
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        {
          indexName: 'person',
          partitionKey: { name: 'memberSub', type: AttributeType.STRING },
          sortKey: { name: 'memberStudy', type: AttributeType.STRING },
        },
      ],
    })
    this.releases = new GuardedTable(this, 'Releases')
    this.library = new GuardedTable(this, 'Library')
    this.jobs = new GuardedTable(this, 'Jobs', {
      globalSecondaryIndexes: [
        {
          indexName: 'due',
          partitionKey: { name: 'duePk', type: AttributeType.STRING },
          sortKey: { name: 'dueSk', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    })
    this.panels = new GuardedTable(this, 'Panels', {
      globalSecondaryIndexes: [
        {
          // Panels that are locked and not finished: whose panelists may be due a mail.
          indexName: 'due',
          partitionKey: { name: 'duePk', type: AttributeType.STRING },
          sortKey: { name: 'dueSk', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    })
    this.votes = new GuardedTable(this, 'Votes')
    this.reportFiles = new ReportFiles(this, 'ReportFiles')
    this.lakeFiles = new LakeFiles(this, 'LakeFiles')
    if (backup) {
      new TableBackups(this, 'Backups', {
        tables: [
          ...[this.study, this.contacts, this.audit, this.members, this.releases, this.library],
          ...[this.jobs, this.panels, this.votes],
        ],
        ...{ backup, vaultName: prefix },
      })
      new CfnOutput(this, 'BackupRegion', { value: backup.region })
      new CfnOutput(this, 'BackupRetentionDays', { value: String(backup.days) })
    }
    this.linkSecret = new LinkSecret(this, 'LinkSecret')
    this.staff = new StaffAccounts(this, 'StaffAccounts', prefix, programs)
    this.optOuts = new OptOutList(this, 'OptOuts')
    this.originSecret =
      originSecret === undefined ? undefined : new OriginSecret(this, 'OriginSecret', originSecret)
  }
}
