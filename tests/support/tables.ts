import { inject } from 'vitest'
import { createTestTables, type TestTables } from './tables-at.ts'

export type { TestTables } from './tables-at.ts'

/** The three tables, empty, in the embedded DynamoDB of this run. */
export const createTables = (): Promise<TestTables> => createTestTables(inject('dynamodbEndpoint'))
