import { hash } from 'node:crypto'
import * as z from 'zod/mini'
import { type Fact, findMonth, hashFact } from '../../interchange/facts/fact.ts'
import { writeFactFile } from '../../interchange/facts/fact-file.ts'
import { buildFactRow, sortFactRows } from '../../interchange/facts/fact-rows.ts'
import { FACT_TABLES, type FactTableName } from '../../interchange/facts/fact-tables.ts'
import type { BucketClient } from '../../platform/aws/bucket.ts'
import { keyedItemSchema, parseItem, type StoredItem } from '../../platform/aws/dynamodb.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { parseStoredSite, type SiteScope } from '../../platform/core/scope.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import { formatPartition } from './fact-partitions.ts'
import { listFacts } from './list-facts.ts'

const image = z.optional(z.record(z.string(), z.custom<StoredItem[string]>()))

/** What DynamoDB's stream of the Study table gives, as far as it is read. */
export const studyStreamSchema = z.looseObject({
  Records: z
    .array(
      z.looseObject({
        eventSourceARN: z.string(),
        dynamodb: z.looseObject({
          SequenceNumber: z.string().check(z.regex(/^\d+$/)),
          NewImage: image,
          OldImage: image,
        }),
      }),
    )
    .check(z.minLength(1)),
})

export type StudyStream = z.infer<typeof studyStreamSchema>

export type AppendDeps = {
  readonly lake: Pick<BucketClient, 'put'>
  readonly library: Pick<StudyLibrary, 'openStudy'>
  readonly log: Log
}

export type StreamResult = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }

/**
 * Writes the facts that changes of the Study table add: one object for each table, clinic and month of a batch. Its name is of the first
 * and the last change, so that a batch that is delivered again, or was broken off, ends in the same objects. Changes in front
 * of one that cannot be read are written; it and those behind it are delivered again.
 *
 * What was deleted adds no fact: see compact-facts.ts for how it leaves the lake.
 */
export async function appendFacts(deps: AppendDeps, { Records }: StudyStream): Promise<StreamResult> {
  const added: AddedFact[] = []
  let failed: string | undefined
  let taken = 0
  for (const { dynamodb } of Records) {
    try {
      added.push(...(await listAdded(deps.library, dynamodb)))
      taken += 1
    } catch (error) {
      deps.log.error('a change has facts that cannot be made', describeError(error))
      failed = dynamodb.SequenceNumber
      break
    }
  }
  if (taken > 0) {
    const [first, last] = [Records[0], Records[taken - 1]] as [
      StudyStream['Records'][number],
      StudyStream['Records'][number],
    ]
    const name = hash(
      'sha256',
      [first.eventSourceARN, first.dynamodb.SequenceNumber, last.dynamodb.SequenceNumber].join(' '),
    )
    for (const [partition, facts] of Map.groupBy(added, nameOfPartition)) {
      const [{ fact }] = facts as [AddedFact]
      const table = FACT_TABLES[fact.table]
      const rows = sortFactRows(
        table,
        facts.map((one) => buildFactRow(one.fact, one.sequence)),
      )
      await deps.lake.put(`${partition}a-${name.slice(0, 32)}.parquet`, writeFactFile(table, rows))
    }
  }
  return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] }
}

type AddedFact = { readonly fact: Fact; readonly scope: SiteScope; readonly sequence: string }

function nameOfPartition({ fact, scope }: AddedFact): string {
  return formatPartition(FACT_TABLES[fact.table as FactTableName], scope, findMonth(fact))
}

/** The facts of the item as it is now that it did not give before. */
async function listAdded(
  library: Pick<StudyLibrary, 'openStudy'>,
  { SequenceNumber: sequence, NewImage, OldImage }: StudyStream['Records'][number]['dynamodb'],
): Promise<readonly AddedFact[]> {
  const item = NewImage && parseItem(keyedItemSchema, NewImage)
  const scope = item && parseStoredSite(String(item.pk))
  if (!item || !scope) return []
  const opened = await library.openStudy(scope.study)
  if (!opened) throw new Error('a record is of a study that the library does not have')
  const before = OldImage ? listFacts(scope, parseItem(keyedItemSchema, OldImage), opened.library) : []
  const known = new Set(before.map(hashFact))
  return listFacts(scope, item, opened.library)
    .filter((fact) => !known.has(hashFact(fact)))
    .map((fact) => ({ fact, scope, sequence }))
}
