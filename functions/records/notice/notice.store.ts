import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  toItem,
  writeTransaction,
} from '../../platform/aws/dynamodb.ts'
import {
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import { type Notice, noticeSchema } from './notice.ts'

/*
 * Study table: urgent messages. Addresses stand in the Contacts table; a notice names whom they are of.
 *
 * | access             | key                                                     |
 * |--------------------|---------------------------------------------------------|
 * | of a site          | pk SITE#<study>#<site>, sk begins NOTICE#               |
 * | of a participant   | sk begins NOTICE#<participant>#                         |
 * | begin              | Put NOTICE#<participant>#<id>, must be absent           |
 * | change             | Put the same, must be the revision that was read        |
 * | to be tried        | index `due`, see due.store.ts                           |
 */

export const NOTICE_NEW = 'notice: must be new'

const NOTICE_UNCHANGED = 'notice: as it was read'

export type NoticeStore = {
  find(scope: ParticipantScope, id: string): Promise<Notice | undefined>
  listBySite(scope: SiteScope): Promise<readonly Notice[]>
  listByParticipant(scope: ParticipantScope): Promise<readonly Notice[]>
  /** False when it is not as it was read. */
  change(scope: ParticipantScope, read: Notice, to: Notice): Promise<boolean>
}

export function createNoticeStore({ dynamo, table }: { dynamo: DynamoDBClient; table: string }): NoticeStore {
  return {
    find: (scope, id) => getItem(dynamo, table, buildKey(scope, id), noticeSchema),
    listBySite: (scope) =>
      readAll(dynamo, table, buildPrefixRange(formatSitePartition(scope), 'NOTICE#'), noticeSchema),
    listByParticipant: (scope) =>
      readAll(
        dynamo,
        table,
        buildPrefixRange(formatSitePartition(scope), `NOTICE#${scope.participant}#`),
        noticeSchema,
      ),
    async change(scope, read, to) {
      const next = { ...to, revision: read.revision + 1 }
      const result = await writeTransaction(dynamo, [
        {
          condition: NOTICE_UNCHANGED,
          provesTransaction: true,
          write: {
            Put: {
              TableName: table,
              Item: buildItem(scope, next),
              ConditionExpression: 'revision = :read',
              ExpressionAttributeValues: toItem({ ':read': read.revision }),
            },
          },
        },
      ])
      return result.kind === 'written'
    },
  }
}

export function putNotice(
  table: string,
  scope: ParticipantScope,
  notice: Notice,
): ConditionalWrite<typeof NOTICE_NEW> {
  return {
    condition: NOTICE_NEW,
    write: {
      Put: {
        TableName: table,
        Item: buildItem(scope, notice),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

function buildItem(scope: ParticipantScope, notice: Notice) {
  const due = notice.state === 'waiting' ? notice.nextTryAt : undefined
  return toItem({
    ...buildKey(scope, notice.id),
    ...notice,
    nextTryAt: due,
    ...buildDueKeys(scope.participant, due),
  })
}

function buildKey(scope: ParticipantScope, id: string) {
  return buildSiteKey(scope, 'NOTICE', scope.participant, id)
}
