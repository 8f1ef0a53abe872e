import type { PhoneText } from './phone.ts'

/** The number that texts come from, and replies go to. */
export const ORIGINATION_NUMBER = '+12025550100'

/** Numbers that end so are nobody's: what is sent to them is taken and cannot be delivered. */
export const UNREACHABLE_ENDING = '0199'

/** A body as the service publishes it; a topic with raw delivery hands on just that. */
export type PublishedEvent = Readonly<Record<string, unknown>>

export function isReachable(number: string): boolean {
  return !number.endsWith(UNREACHABLE_ENDING)
}

/** A text that was taken, with what it was sent along with. `at` in milliseconds of simulated time. */
interface AcceptedText {
  readonly id: string
  readonly to: string
  readonly context: Readonly<Record<string, string>>
  readonly at: number
}

/**
 * What the configuration set publishes when it is known what became of a text; here that is at once. Encoding, parts and
 * price are left out: nothing is charged here.
 *
 * Source: AWS End User Messaging SMS, user guide, "Example of SMS event data".
 */
export function buildDeliveryEvent({ id, to, context, at }: AcceptedText): PublishedEvent {
  const isDelivered = isReachable(to)
  return {
    eventType: isDelivered ? 'TEXT_DELIVERED' : 'TEXT_INVALID',
    eventVersion: '1.0',
    eventTimestamp: at,
    isFinal: true,
    originationPhoneNumber: ORIGINATION_NUMBER,
    destinationPhoneNumber: to,
    isoCountryCode: 'US',
    messageId: id,
    messageRequestTimestamp: at,
    messageType: 'TRANSACTIONAL',
    messageStatus: isDelivered ? 'DELIVERED' : 'INVALID',
    messageStatusDescription: isDelivered
      ? 'Message has been accepted by phone'
      : 'The destination phone number is invalid',
    context,
  }
}

/**
 * What two-way texting publishes of a text from a phone. `answered` is the last text that reached the phone, if any.
 *
 * Source: the same guide, "Example of a two-way SMS message payload".
 */
export function buildInboundMessage(
  { id, to, body }: PhoneText,
  answered: PhoneText | undefined,
): PublishedEvent {
  return {
    originationNumber: to,
    destinationNumber: ORIGINATION_NUMBER,
    messageKeyword: 'KEYWORD_LOCAL',
    messageBody: body,
    inboundMessageId: id,
    ...(answered !== undefined && { previousPublishedMessageId: answered.id }),
  }
}
