import * as z from 'zod/mini'
import { deriveId } from '../../platform/core/ids.ts'

/** Whom alerts are sent to: of a site, or of a study's leads. */
export const onCallSchema = z.object({
  /** E.164, in the order of texting. */
  phones: z.array(z.string()),
  emails: z._default(z.array(z.string()), []),
  /** Drawn when the list is made: without it nobody finds an address from the id of a recipient. */
  salt: z._default(z.string(), ''),
})

export type OnCallList = z.infer<typeof onCallSchema>

export const NOBODY_ON_CALL: OnCallList = { phones: [], emails: [], salt: '' }

/** One way to reach someone of a list. */
export type OnCallPerson = {
  /** The same for the same address as long as the list stands. Says nothing of the address. */
  readonly id: string
  readonly channel: 'text' | 'mail'
  /** E.164 or a mail address. */
  readonly address: string
}

export function listOnCallPeople({ phones, emails, salt }: OnCallList): readonly OnCallPerson[] {
  const build = (channel: 'text' | 'mail') => (address: string) => ({
    ...{ id: deriveId(12, salt, address), channel, address },
  })
  return [...new Set(phones)].map(build('text')).concat([...new Set(emails)].map(build('mail')))
}
