import type { IUserPool } from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { Handler } from '../constructs/handler.ts'
import type { Mail } from '../constructs/mail.ts'
import { allow } from '../constructs/permissions.ts'
import type { Tables } from './data-stack.ts'
import { letChangeMembers } from './table-grants.ts'

interface MembersProps {
  readonly tables: Tables
  readonly pool: IUserPool
  readonly mail: Mail
  /** How staff are known, and how much each may ask. */
  readonly oidc: Record<string, string>
  readonly publicUrl: string
}

/** The function of who may do what: signing in to the console, memberships, and invitations by mail. */
export function addMembers(stack: Construct, { tables, pool, mail, oidc, publicUrl }: MembersProps): Handler {
  const serveMembers = new Handler(stack, 'ServeMembers', {
    entry: 'serve-members',
    environment: {
      MEMBERS_TABLE: tables.members.table.tableName,
      LIBRARY_TABLE: tables.library.table.tableName,
      AUDIT_TABLE: tables.audit.table.tableName,
      ...{ USER_POOL_ID: pool.userPoolId, MAIL_SENDER: mail.sender, PUBLIC_URL: publicUrl },
      ...oidc,
    },
  })
  letChangeMembers(tables, serveMembers)
  tables.members.grantIndexQuery(serveMembers, 'person')
  mail.grantSend(serveMembers)
  // It makes accounts, and can neither read, change, delete nor sign in to any.
  allow(serveMembers, ['cognito-idp:AdminCreateUser'], [pool.userPoolArn])
  return serveMembers
}
