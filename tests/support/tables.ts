import { inject } from 'vitest'
import { createTestTables, type TestTables } from './test-tables.ts'

export type { TestTables } from './test-tables.ts'

/** The tables, empty, in the embedded DynamoDB of this run. */
export const createTables = (): Promise<TestTables> => createTestTables(inject('dynamodbEndpoint'))
