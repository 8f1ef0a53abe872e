import { gunzipSync, gzipSync } from 'node:zlib'
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { type ReleaseHeader, releaseHeader } from '../../../web/api/releases/release.ts'
import type { ReleaseContent } from '../../../web/api/releases/release-content.ts'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  requireExistingItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'

/*
 * Releases table: what a study has released. Nothing in it is ever changed or deleted, and no function may.
 *
 * | access                      | request                                                                       |
 * |-----------------------------|-------------------------------------------------------------------------------|
 * | all releases of a study     | Query pk STUDY#<study>, sk begins RELEASE#                                      |
 * | one release                 | Get pk STUDY#<study>, sk RELEASE#<number, six digits>                           |
 * | its content                 | Query pk CONTENT#<study>#<SHA-256>, sk begins PART#                             |
 * | put content, before it all  | Put of each part, must be absent; the same bytes again are the same content    |
 * | make visible                | Put of the header under the next number, must be absent, with its audit entry  |
 *
 * Content lies under its own hash. Of a crash before the header, parts are left that nothing leads to; the same content later
 * is found there. Of two who take one number, the second is refused and takes the next.
 */

export const NUMBER_FREE = 'release: its number is free'

/** Characters of base64 in an item, below its 400 kB. */
const PART_LENGTH = 300_000
/** Contents that a function keeps while it is warm. */
const MAX_KEPT = 8

const partSchema = z.object({ parts: z.int(), zipped: z.string() })

export type ReleaseStore = {
  /** The oldest first. */
  list(study: string): Promise<readonly ReleaseHeader[]>
  find(study: string, number: number): Promise<ReleaseHeader | undefined>
  /** @throws Error where it is not what the header says */
  readContent(header: Pick<ReleaseHeader, 'study' | 'sha256'>): Promise<ReleaseContent>
  /** @returns its SHA-256 */
  putContent(content: ReleaseContent): Promise<string>
}

export function createReleaseStore(deps: { dynamo: DynamoDBClient; table: string }): ReleaseStore {
  const { dynamo, table } = deps
  const kept = new Map<string, ReleaseContent>()
  return {
    list: (study) => readAll(dynamo, table, buildPrefixRange(`STUDY#${study}`, 'RELEASE#'), releaseHeader),
    find: (study, number) => getItem(dynamo, table, buildHeaderKey(study, number), releaseHeader),
    async readContent({ study, sha256 }) {
      const pk = formatContentPartition(study, sha256)
      const found = kept.get(pk)
      if (found) return found
      const parts = await readAll(dynamo, table, buildPrefixRange(pk, 'PART#'), partSchema)
      if (parts.length === 0 || parts.length !== parts[0]?.parts)
        throw new Error('a release without all of its content')
      const zipped = Buffer.from(parts.map((part) => part.zipped).join(''), 'base64')
      const content: unknown = JSON.parse(gunzipSync(zipped).toString())
      // Its schema is the hash: exactly what this program, or an older one, has put.
      if (computeContentHash(content) !== sha256)
        throw new Error('the content of a release is not what it was released as')
      const [oldest] = kept.keys()
      if (oldest !== undefined && kept.size >= MAX_KEPT) kept.delete(oldest)
      kept.set(pk, content as ReleaseContent)
      return content as ReleaseContent
    },
    async putContent(content) {
      const sha256 = computeContentHash(content)
      const zipped = gzipSync(JSON.stringify(content)).toString('base64')
      const parts = Math.ceil(zipped.length / PART_LENGTH)
      for (let part = 0; part < parts; part += 1)
        await putPart(dynamo, table, {
          pk: formatContentPartition(content.study, sha256),
          sk: `PART#${String(part).padStart(3, '0')}`,
          ...{ parts, zipped: zipped.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH) },
        })
      return sha256
    },
  }
}

/** Refused where there is one already, which is then the same: it lies under its hash. */
async function putPart(dynamo: DynamoDBClient, table: string, item: object): Promise<void> {
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: table,
        Item: toItem(item),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
  } catch (error) {
    requireExistingItem(error)
  }
}

/** What makes a release visible. */
export function putReleaseHeader(table: string, header: ReleaseHeader): ConditionalWrite<typeof NUMBER_FREE> {
  return {
    condition: NUMBER_FREE,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildHeaderKey(header.study, header.number), ...header }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

function buildHeaderKey(study: string, number: number) {
  return { pk: `STUDY#${study}`, sk: `RELEASE#${String(number).padStart(6, '0')}` }
}

function formatContentPartition(study: string, sha256: string): string {
  return `CONTENT#${study}#${sha256}`
}
