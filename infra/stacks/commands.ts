import { CfnOutput, Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Handler } from '../constructs/handler.ts'
import type { Tables } from './data-stack.ts'
import { letChangeMembers, letErase, letWriteStudy } from './table-grants.ts'

/** The functions that an operator calls, each with its name as an output of the stack. */
export function addCommands(stack: Construct, tables: Tables): readonly Handler[] {
  const STUDY_TABLE = tables.study.table.tableName
  const CONTACTS_TABLE = tables.contacts.table.tableName
  const AUDIT_TABLE = tables.audit.table.tableName
  const MEMBERS_TABLE = tables.members.table.tableName
  const LIBRARY_TABLE = tables.library.table.tableName

  const grantMembership = new Handler(stack, 'GrantMembership', {
    entry: 'grant-membership',
    environment: { MEMBERS_TABLE, LIBRARY_TABLE, AUDIT_TABLE },
  })
  letChangeMembers(tables, grantMembership)

  const recomputeScores = new Handler(stack, 'RecomputeScores', {
    entry: 'recompute-scores',
    environment: { STUDY_TABLE, LIBRARY_TABLE, AUDIT_TABLE },
    timeout: Duration.minutes(15),
  })
  letWriteStudy(tables, recomputeScores)

  const replayErasures = new Handler(stack, 'ReplayErasures', {
    entry: 'replay-erasures',
    environment: { STUDY_TABLE, LIBRARY_TABLE, CONTACTS_TABLE, AUDIT_TABLE },
    timeout: Duration.minutes(15),
  })
  letErase(tables, replayErasures)

  new CfnOutput(stack, 'GrantMembershipFunction', { value: grantMembership.functionName })
  new CfnOutput(stack, 'RecomputeScoresFunction', { value: recomputeScores.functionName })
  new CfnOutput(stack, 'ReplayErasuresFunction', { value: replayErasures.functionName })
  return [grantMembership, recomputeScores, replayErasures]
}
