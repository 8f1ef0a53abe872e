import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2'

/** What became of a mail, in the same words as a text's. */
export type MailOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly passing: boolean; readonly code: string }

export type MailSender = {
  /** Plain text. @throws Error when it is not known whether the mail went out */
  send(mail: {
    readonly to: string
    readonly subject: string
    readonly body: string
    /** What is told with it should it come back; letters, digits and hyphens. */
    readonly tags?: Readonly<Record<string, string>>
  }): Promise<MailOutcome>
}

const PASSING = new Set(['TooManyRequestsException', 'LimitExceededException', 'SendingPausedException'])

/**
 * Amazon SES. As with texts the SDK does not retry by itself: the caller knows when to try again.
 *
 * @param from a verified sender; without one every mail is refused, and reported as any refusal
 * @param configurationSet by which it is heard what came back; without one it is not
 */
export function createMailSender(from: string | undefined, configurationSet?: string): MailSender {
  const client = new SESv2Client({ maxAttempts: 1 })
  return {
    async send({ to, subject, body, tags = {} }) {
      if (!from) return { kind: 'refused', passing: false, code: 'NoSender' }
      try {
        const { MessageId } = await client.send(
          new SendEmailCommand({
            FromEmailAddress: from,
            ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
            ...(Object.keys(tags).length > 0 && {
              EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
            }),
            Destination: { ToAddresses: [to] },
            Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: body } } } },
          }),
        )
        return { kind: 'sent', messageId: MessageId ?? '' }
      } catch (error) {
        const status = error instanceof SESv2ServiceException ? error.$metadata.httpStatusCode : undefined
        if (!(error instanceof Error) || status === undefined || status >= 500) throw error
        return { kind: 'refused', passing: PASSING.has(error.name), code: error.name }
      }
    },
  }
}
