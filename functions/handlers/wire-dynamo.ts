import { createDynamo } from '../platform/aws/dynamodb-client.ts'

/** One client of each function, whatever is loaded when. */
export const dynamo = createDynamo()
