import {
  DeleteOptedOutNumberCommand,
  PinpointSMSVoiceV2Client,
  paginateDescribeOptedOutNumbers,
  ResourceNotFoundException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'

/**
 * The carrier's list of numbers that it sends nothing to. Concord keeps who wants no texts itself, and puts nobody on it: a
 * number on it would not get the crisis reply either. AWS and the carriers do, for a toll-free number say.
 */
export type OptOuts = {
  /**
   * Takes a number off; one that is not on it stays so.
   *
   * @throws Error when the service did not do it: it takes a number off once in 30 days only
   */
  lift(number: string): Promise<void>
}

/**
 * Every number on a list, with since when (ISO 8601), by an operator’s own credentials.
 *
 * @throws Error where there is no such list
 */
export async function* listCarrierOptOuts(
  client: PinpointSMSVoiceV2Client,
  listName: string,
): AsyncGenerator<{ readonly number: string; readonly since: string }> {
  for await (const { OptedOutNumbers = [] } of paginateDescribeOptedOutNumbers(
    { client },
    { OptOutListName: listName },
  ))
    for (const { OptedOutNumber, OptedOutTimestamp } of OptedOutNumbers)
      if (OptedOutNumber !== undefined && OptedOutTimestamp !== undefined)
        yield { number: OptedOutNumber, since: OptedOutTimestamp.toISOString() }
}

/** It may be asked again at will, so the SDK retries by itself. */
export function createOptOuts(listName: string): OptOuts {
  const client = new PinpointSMSVoiceV2Client({})
  return {
    async lift(number) {
      try {
        await client.send(
          new DeleteOptedOutNumberCommand({ OptOutListName: listName, OptedOutNumber: number }),
        )
      } catch (error) {
        const isAbsent =
          error instanceof ResourceNotFoundException && error.ResourceType === 'opted-out-number'
        if (!isAbsent) throw error
      }
    },
  }
}
