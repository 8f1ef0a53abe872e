import {
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { classifyConnectionError, classifyRefusal, type TextRefusal } from './text-refusals.ts'

/** What became of a text. `refused`: the service said no, so nothing was sent. */
export type TextOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | ({ readonly kind: 'refused' } & TextRefusal)

export type OutgoingText = {
  readonly to: string
  readonly body: string
  readonly context: Record<string, string>
  /** After which the carrier hands it to the phone no more; default three days, which is the most. */
  readonly secondsToLive?: number
}

export type TextSender = {
  /** @throws Error when it is not known whether the text went out (a lost reply, say). */
  send(text: OutgoingText): Promise<TextOutcome>
}

/** What the service takes, in seconds. Source: its API reference, “SendTextMessage”, `TimeToLive`. */
const TIME_TO_LIVE = { min: 5, max: 259_200 } as const

/**
 * AWS End User Messaging. The SDK must not retry by itself: the service has no idempotency token, and a reply
 * that was lost may belong to a text that went out.
 *
 * @param settings.maxPrice US dollars, above which a text is refused
 */
export function createTextSender(settings: {
  originationIdentity: string
  configurationSet: string
  maxPrice: string
}): TextSender {
  const client = new PinpointSMSVoiceV2Client({ maxAttempts: 1 })
  return {
    async send({ to, body, context, secondsToLive }) {
      try {
        const { MessageId } = await client.send(
          new SendTextMessageCommand({
            DestinationPhoneNumber: to,
            MessageBody: body,
            MessageType: 'TRANSACTIONAL',
            OriginationIdentity: settings.originationIdentity,
            ConfigurationSetName: settings.configurationSet,
            MaxPrice: settings.maxPrice,
            ...(secondsToLive !== undefined && { TimeToLive: limitTimeToLive(secondsToLive) }),
            Context: context,
          }),
        )
        return { kind: 'sent', messageId: MessageId ?? '' }
      } catch (error) {
        const refusal = readRefusal(error)
        if (!refusal) throw error
        return { kind: 'refused', ...refusal }
      }
    },
  }
}

function limitTimeToLive(seconds: number): number {
  return Math.min(Math.max(Math.floor(seconds), TIME_TO_LIVE.min), TIME_TO_LIVE.max)
}

/** Only an answer of the service itself is a refusal; a 5xx may come after the text went out. */
function readRefusal(error: unknown): TextRefusal | undefined {
  if (!(error instanceof Error)) return undefined
  if (!(error instanceof PinpointSMSVoiceV2ServiceException)) return classifyConnectionError(error)
  const { httpStatusCode: status } = error.$metadata
  if (status === undefined || status >= 500) return undefined
  const { Reason: reason, Fields: fields = [] } = error as CarrierException
  return classifyRefusal({
    ...{ name: error.name, reason },
    fields: fields.flatMap(({ Name }) => (Name === undefined ? [] : [Name])),
  })
}

type CarrierException = { readonly Reason?: string; readonly Fields?: readonly { readonly Name?: string }[] }
