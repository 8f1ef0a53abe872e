import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { READ, READ_ONE } from '../constructs/guarded-table.ts'
import { Handler } from '../constructs/handler.ts'
import type { Tables } from './data-stack.ts'
import { letPublish } from './table-grants.ts'

interface DefinitionsProps {
  readonly tables: Tables
  /** How staff are known, and how much each may ask. */
  readonly oidc: Record<string, string>
  readonly publicUrl: string
}

/**
 * The function in which responder definitions are written: it tries them on the answers of a study, and publishes them. The study
 * office, which publishes studies, has no access to answers; this one has none to names, numbers, or anything else to change.
 */
export function addDefinitions(stack: Construct, { tables, oidc, publicUrl }: DefinitionsProps): Handler {
  const serveDefinitions = new Handler(stack, 'ServeDefinitions', {
    entry: 'serve-definitions',
    environment: {
      STUDY_TABLE: tables.study.table.tableName,
      LIBRARY_TABLE: tables.library.table.tableName,
      MEMBERS_TABLE: tables.members.table.tableName,
      AUDIT_TABLE: tables.audit.table.tableName,
      ...{ PUBLIC_URL: publicUrl, ...oidc },
    },
    timeout: Duration.seconds(29),
  })
  tables.study.grant(serveDefinitions, READ)
  letPublish(tables, serveDefinitions)
  tables.members.grant(serveDefinitions, READ_ONE)
  // Which studies of a person use a definition.
  tables.members.grantIndexQuery(serveDefinitions, 'person')
  return serveDefinitions
}
