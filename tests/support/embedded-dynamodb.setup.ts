import type { TestProject } from 'vitest/node'
import { startDatabase } from '../../infra/local/runtime/dynamodb.ts'

declare module 'vitest' {
  interface ProvidedContext {
    dynamodbEndpoint: string
  }
}

/** One embedded DynamoDB for the whole run; each test makes tables of its own. `AWS_ENDPOINT_URL_DYNAMODB` names another. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB
  const database = given ? undefined : await startDatabase(undefined)
  project.provide('dynamodbEndpoint', given ?? database?.endpoint ?? '')
  return async () => database?.close()
}
