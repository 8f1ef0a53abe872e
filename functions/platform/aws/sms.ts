import {
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'

/** What became of a text. `refused`: the service said no, so nothing was sent; `passing` says that it may say yes later. */
export type TextOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly passing: boolean; readonly code: string }

export type TextSender = {
  /** @throws Error when it is not known whether the text went out (a lost reply, say). */
  send(text: { to: string; body: string; context: Record<string, string> }): Promise<TextOutcome>
}

const TRANSIENT_ERRORS = new Set(['ThrottlingException'])

/**
 * AWS End User Messaging. The SDK must not retry by itself: the service has no idempotency token, and a reply
 * that was lost may belong to a text that went out.
 */
export function createTextSender(settings: {
  originationIdentity: string
  configurationSet: string
}): TextSender {
  const client = new PinpointSMSVoiceV2Client({ maxAttempts: 1 })
  return {
    async send({ to, body, context }) {
      try {
        const { MessageId } = await client.send(
          new SendTextMessageCommand({
            DestinationPhoneNumber: to,
            MessageBody: body,
            MessageType: 'TRANSACTIONAL',
            OriginationIdentity: settings.originationIdentity,
            ConfigurationSetName: settings.configurationSet,
            Context: context,
          }),
        )
        return { kind: 'sent', messageId: MessageId ?? '' }
      } catch (error) {
        // Only an answer of the service itself is a refusal; a 5xx may come after the text went out.
        const status =
          error instanceof PinpointSMSVoiceV2ServiceException ? error.$metadata.httpStatusCode : undefined
        if (!(error instanceof Error) || status === undefined || status >= 500) throw error
        return { kind: 'refused', passing: TRANSIENT_ERRORS.has(error.name), code: error.name }
      }
    },
  }
}
