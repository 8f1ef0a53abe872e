import { ScanCommand } from '@aws-sdk/client-dynamodb'
import type { TestTables } from './test-tables.ts'

/** Every item of a table as it is stored, keys and all. No function may do this. */
export async function scanTable(
  { dynamo }: TestTables,
  table: string,
): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = []
  let after: Record<string, never> | undefined
  do {
    const page = await dynamo.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }),
    )
    items.push(...(page.Items ?? []))
    after = page.LastEvaluatedKey as Record<string, never> | undefined
  } while (after)
  return items
}

/** The items of both tables that hold one of these words anywhere, as JSON. */
export async function findWords(tables: TestTables, ...words: readonly string[]): Promise<readonly string[]> {
  const all = await Promise.all([scanTable(tables, tables.study), scanTable(tables, tables.contacts)])
  return all
    .flat()
    .map((item) => JSON.stringify(item))
    .filter((item) => words.some((word) => item.includes(word)))
}
