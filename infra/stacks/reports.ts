import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { Daily } from '../constructs/daily.ts'
import { EveryMinute } from '../constructs/every-minute.ts'
import { APPEND, READ, READ_AND_PUT, READ_MANY, READ_ONE } from '../constructs/guarded-table.ts'
import { Handler } from '../constructs/handler.ts'
import type { Mail } from '../constructs/mail.ts'
import { MailEvents } from '../constructs/mail-events.ts'
import { WRITES_LARGE_FILES } from '../constructs/node-options.ts'
import type { DataStack } from './data-stack.ts'
import type { WatchedQueue } from './operations-stack.ts'

interface ReportsProps {
  readonly data: DataStack
  readonly mail: Mail
  /** Which version of the program a report says that it was made by. */
  readonly program: string
  /** How staff are known, and how much each may ask. */
  readonly oidc: Record<string, string>
  readonly publicUrl: string
}

/**
 * The functions of scheduled reports and exports in the background: one for those who subscribe, order and read, and one that makes
 * reports and exports and announces reports.
 */
export class Reports extends Construct {
  readonly serveReports: Handler
  readonly makeReports: Handler
  readonly recordMailEvent: Handler
  readonly queues: readonly WatchedQueue[]

  constructor(scope: Construct, { data, mail, program, oidc, publicUrl }: ReportsProps) {
    super(scope, 'Reports')
    const common = {
      LIBRARY_TABLE: data.library.table.tableName,
      MEMBERS_TABLE: data.members.table.tableName,
      AUDIT_TABLE: data.audit.table.tableName,
      JOBS_TABLE: data.jobs.table.tableName,
      REPORT_FILES_BUCKET: data.reportFiles.bucket.bucketName,
      PUBLIC_URL: publicUrl,
    }
    // It reaches nothing of participants but what a report holds.
    this.serveReports = new Handler(scope, 'ServeReports', {
      entry: 'serve-reports',
      environment: { ...common, ...oidc },
      timeout: Duration.seconds(29),
    })
    data.reportFiles.grantRead(this.serveReports)

    const events = new MailEvents(scope, 'MailEvents')
    this.makeReports = new Handler(scope, 'MakeReports', {
      entry: 'make-reports',
      environment: {
        ...common,
        STUDY_TABLE: data.study.table.tableName,
        CONTACTS_TABLE: data.contacts.table.tableName,
        RELEASES_TABLE: data.releases.table.tableName,
        ...{ MAIL_SENDER: mail.sender, PROGRAM_VERSION: program },
        MAIL_CONFIGURATION_SET: events.configurationSet,
        NODE_OPTIONS: WRITES_LARGE_FILES,
      },
      timeout: Duration.minutes(15),
      // Processor time comes with memory: a clinic is read whole.
      memorySize: 3008,
    })
    data.study.grant(this.makeReports, READ)
    data.releases.grant(this.makeReports, READ)
    // Whether somebody can be texted, and what they wrote, decide whether they are to be called. None of it is in a report.
    data.contacts.grant(this.makeReports, READ)
    data.reportFiles.grantReadAndAdd(this.makeReports)
    data.jobs.grantIndexQuery(this.makeReports, 'due')
    mail.grantSend(this.makeReports)
    events.grantSend(this.makeReports, mail.sender)

    this.recordMailEvent = new Handler(scope, 'RecordMailEvent', {
      entry: 'record-mail-event',
      environment: { JOBS_TABLE: common.JOBS_TABLE, AUDIT_TABLE: common.AUDIT_TABLE },
      timeout: events.inbox.consumerTimeout,
    })
    data.jobs.grant(this.recordMailEvent, READ_AND_PUT)
    data.audit.grant(this.recordMailEvent, APPEND)
    events.inbox.deliverTo(this.recordMailEvent)
    this.queues = [{ source: events.inbox, what: 'What became of a mail', within: Duration.hours(1) }]
    for (const handler of [this.serveReports, this.makeReports]) {
      data.library.grant(handler, READ_MANY)
      data.members.grant(handler, READ_ONE)
      data.jobs.grant(handler, READ_AND_PUT)
      data.audit.grant(handler, APPEND)
    }
    new EveryMinute(this, 'EveryMinute', this.makeReports)
    // Of a schedule of its own: it finds what the calls of every minute do not come to.
    new Daily(this, 'WatchDaily', { handler: this.makeReports, hour: 5, input: { watch: 'reports' } })
  }
}
