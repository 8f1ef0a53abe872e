import { inject } from 'vitest'
import { createTablesAt, type TestTables } from './tables-at.ts'

export type { TestTables } from './tables-at.ts'

/** The three tables, empty, in the embedded DynamoDB of this run. */
export const createTables = (): Promise<TestTables> => createTablesAt(inject('dynamodbEndpoint'))
