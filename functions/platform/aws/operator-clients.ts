import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'

/*
 * Clients of an operator at a command line: credentials and region of their AWS profile, which a function's client
 * (dynamodb-client.ts) knows nothing of.
 */

/** @param region undefined for that of the profile */
export function connectAsOperator(region: string | undefined): DynamoDBClient {
  return new DynamoDBClient({ maxAttempts: 10, ...(region !== undefined && { region }) })
}

/** @param region undefined for that of the profile */
export function connectToTextsAsOperator(region: string | undefined): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client(region === undefined ? {} : { region })
}
