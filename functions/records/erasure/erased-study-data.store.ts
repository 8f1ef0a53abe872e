import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { deleteRanges } from '../../platform/aws/delete-ranges.ts'
import { buildPrefixRange, type KeyRange } from '../../platform/aws/dynamodb.ts'
import { formatSitePartition, type ParticipantScope } from '../../platform/core/scope.ts'
import { buildParticipantKey } from '../assessment/assessment-keys.ts'

/*
 * Study table: everything that is stored of a participant but the erasure itself (keys: assessment-keys.ts).
 *
 * | access             | request                                                                          |
 * |--------------------|----------------------------------------------------------------------------------|
 * | urgent messages    | Query and Delete NOTICE#<participant>#                                             |
 * | everything         | the same of ASSESSMENT#, ALERT# and PARTICIPANT#, the participant last             |
 */

type Deps = { readonly dynamo: DynamoDBClient; readonly table: string }

export type ErasedStudyDataStore = {
  /** What was written to people about the participant; nothing waits to be sent any more. */
  deleteNotices(scope: ParticipantScope): Promise<void>
  /** Answers, scores, alerts and treatments. The participant stays, so that a crash in between leaves somebody to go on with. */
  deleteRecords(scope: ParticipantScope): Promise<void>
  /** All of it. */
  deleteAll(scope: ParticipantScope): Promise<void>
}

export function createErasedStudyDataStore(deps: Deps): ErasedStudyDataStore {
  const build = (scope: ParticipantScope, entity: string): KeyRange =>
    buildPrefixRange(formatSitePartition(scope), `${entity}#${scope.participant}#`)
  const listRecords = (scope: ParticipantScope) =>
    ['NOTICE', 'ALERT', 'ASSESSMENT', 'PARTICIPANT'].map((entity) => build(scope, entity))
  return {
    deleteNotices: (scope) => deleteRanges(deps, [build(scope, 'NOTICE')]),
    deleteRecords: (scope) => deleteRanges(deps, listRecords(scope)),
    deleteAll: (scope) => {
      const { pk, sk } = buildParticipantKey(scope)
      return deleteRanges(deps, [...listRecords(scope), { pk, from: sk, to: sk }])
    },
  }
}
