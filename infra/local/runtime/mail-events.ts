/**
 * Addresses whose mails come back, or are called spam, at once: those that Amazon SES has for trials.
 *
 * Source: Amazon SES, developer guide, "Using the mailbox simulator".
 */
const SIMULATED = {
  'bounce@simulator.amazonses.com': { eventType: 'Bounce', bounce: { bounceType: 'Permanent' } },
  'complaint@simulator.amazonses.com': { eventType: 'Complaint', complaint: {} },
} as const

type SentMail = {
  readonly to: string
  readonly messageId: string
  readonly tags: readonly { readonly Name: string; readonly Value: string }[]
}

/**
 * What a configuration set publishes of a mail; nothing of one that arrives. No address stands in it here.
 *
 * Source: the same guide, "Contents of event data that Amazon SES publishes to Amazon SNS".
 */
export function buildMailEvent({
  to,
  messageId,
  tags,
}: SentMail): Readonly<Record<string, unknown>> | undefined {
  const found = Object.entries(SIMULATED).find(([address]) => address === to.toLowerCase())?.[1]
  return (
    found && {
      ...found,
      mail: { messageId, tags: Object.fromEntries(tags.map(({ Name, Value }) => [Name, [Value]])) },
    }
  )
}
