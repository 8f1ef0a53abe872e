import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/*
 * Clients of an operator at a command line: credentials and region of their AWS profile, which a function's client
 * (dynamodb-client.ts) knows nothing of.
 */

/** @param region undefined for that of the profile */
export function connectAsOperator(region: string | undefined): DynamoDBClient {
  return new DynamoDBClient({ maxAttempts: 10, ...(region !== undefined && { region }) })
}
