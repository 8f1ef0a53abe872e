import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  requireExistingItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import { buildSiteKey, formatSitePartition, type SiteScope } from '../../platform/core/scope.ts'
import { type Rollout, rolloutSchema } from './rollout.ts'

/*
 * Study table: versions at sites.
 *
 * | access                         | key                                                                        |
 * |--------------------------------|----------------------------------------------------------------------------|
 * | of a version at a site         | pk SITE#<study>#<site>, sk ROLLOUT#<version>                                |
 * | of a site                      | sk begins ROLLOUT#                                                          |
 * | begin, stop, continue, count   | Put of the same, must be the revision that was read: with each participant  |
 * |                                | that it moves, so that each is counted once, and none after it was stopped  |
 */

export const ROLLOUT_UNCHANGED = 'rollout: as it was read'

export type RolloutStore = {
  find(scope: SiteScope, version: string): Promise<Rollout | undefined>
  listBySite(scope: SiteScope): Promise<readonly Rollout[]>
  /** One plain write. False when it is not as it was read. */
  change(scope: SiteScope, read: Rollout, to: Rollout): Promise<boolean>
}

export function createRolloutStore(deps: { dynamo: DynamoDBClient; table: string }): RolloutStore {
  const { dynamo, table } = deps
  return {
    find: (scope, version) => getItem(dynamo, table, buildSiteKey(scope, 'ROLLOUT', version), rolloutSchema),
    listBySite: (scope) =>
      readAll(dynamo, table, buildPrefixRange(formatSitePartition(scope), 'ROLLOUT#'), rolloutSchema),
    async change(scope, read, to) {
      try {
        await dynamo.send(new PutItemCommand(buildPut(table, scope, read, to)))
        return true
      } catch (error) {
        requireExistingItem(error)
        return false
      }
    },
  }
}

/** A first one, or a change of one: only as long as it stands as it was read. */
export function putRollout(
  table: string,
  scope: SiteScope,
  read: Rollout | undefined,
  rollout: Rollout,
): ConditionalWrite<typeof ROLLOUT_UNCHANGED> {
  return { condition: ROLLOUT_UNCHANGED, write: { Put: buildPut(table, scope, read, rollout) } }
}

function buildPut(table: string, scope: SiteScope, read: Rollout | undefined, rollout: Rollout) {
  return {
    TableName: table,
    Item: toItem({
      ...buildSiteKey(scope, 'ROLLOUT', rollout.version),
      ...{ ...rollout, revision: (read?.revision ?? 0) + 1 },
    }),
    ...(read === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :read',
          ExpressionAttributeValues: toItem({ ':read': read.revision }),
        }),
  }
}
