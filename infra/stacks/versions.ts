import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { EveryMinute } from '../constructs/every-minute.ts'
import { READ_ONE } from '../constructs/guarded-table.ts'
import { Handler } from '../constructs/handler.ts'
import type { Tables } from './data-stack.ts'
import { letPublish, letWriteStudy } from './table-grants.ts'

interface VersionsProps {
  readonly tables: Tables
  /** How staff are known, and how much each may ask. */
  readonly oidc: Record<string, string>
  readonly publicUrl: string
}

/**
 * The functions of a study's versions and who follows them: one for leads, which previews what a version does and publishes it for
 * some sites first, and one that moves participants, every minute as many as there is time for.
 */
export class Versions extends Construct {
  readonly serveVersions: Handler
  readonly rollOutVersions: Handler

  constructor(scope: Construct, { tables, oidc, publicUrl }: VersionsProps) {
    super(scope, 'Rollouts')
    const writing = {
      STUDY_TABLE: tables.study.table.tableName,
      LIBRARY_TABLE: tables.library.table.tableName,
      AUDIT_TABLE: tables.audit.table.tableName,
    }
    this.serveVersions = new Handler(scope, 'ServeVersions', {
      entry: 'serve-versions',
      environment: {
        ...{ ...writing, MEMBERS_TABLE: tables.members.table.tableName, PUBLIC_URL: publicUrl },
        ...oidc,
      },
      timeout: Duration.seconds(29),
      // Processor time comes with memory: a preview plans everybody of a study anew within one request.
      memorySize: 3008,
    })
    letWriteStudy(tables, this.serveVersions)
    letPublish(tables, this.serveVersions)
    tables.members.grant(this.serveVersions, READ_ONE)

    this.rollOutVersions = new Handler(scope, 'RollOutVersions', {
      entry: 'roll-out-versions',
      environment: writing,
      timeout: Duration.seconds(55),
    })
    letWriteStudy(tables, this.rollOutVersions)
    new EveryMinute(this, 'EveryMinute', this.rollOutVersions)
  }
}
