import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { Daily } from '../constructs/daily.ts'
import { READ_ONE } from '../constructs/guarded-table.ts'
import { Handler } from '../constructs/handler.ts'
import type { Tables } from './data-stack.ts'
import { letMakeReleases } from './table-grants.ts'

interface ReleasesProps {
  readonly tables: Tables
  /** Which version of the program a release says that it was made by. */
  readonly program: string
  /** How staff are known, and how much each may ask. */
  readonly oidc: Record<string, string>
  readonly publicUrl: string
}

/** The functions that make releases: one for leads, which everybody reads them through too, and one by the studies' schedules. */
export class Releases extends Construct {
  readonly serveReleases: Handler
  readonly makeReleases: Handler

  constructor(scope: Construct, { tables, program, oidc, publicUrl }: ReleasesProps) {
    super(scope, 'ReleaseSchedule')
    const making = {
      STUDY_TABLE: tables.study.table.tableName,
      LIBRARY_TABLE: tables.library.table.tableName,
      AUDIT_TABLE: tables.audit.table.tableName,
      RELEASES_TABLE: tables.releases.table.tableName,
      PROGRAM_VERSION: program,
    }
    this.serveReleases = new Handler(scope, 'ServeReleases', {
      entry: 'serve-releases',
      environment: {
        ...{ ...making, MEMBERS_TABLE: tables.members.table.tableName, PUBLIC_URL: publicUrl },
        ...oidc,
      },
      timeout: Duration.seconds(29),
      // Processor time comes with memory: every analysis of a study within one request.
      memorySize: 3008,
    })
    letMakeReleases(tables, this.serveReleases)
    tables.members.grant(this.serveReleases, READ_ONE)

    this.makeReleases = new Handler(scope, 'MakeReleases', {
      entry: 'make-releases',
      environment: making,
      timeout: Duration.minutes(15),
      memorySize: 3008,
    })
    letMakeReleases(tables, this.makeReleases)
    new Daily(this, 'Daily', { handler: this.makeReleases, hour: 6 })
  }
}
