import * as z from 'zod/mini'

/**
 * What is known of a telephone number, whoever it belongs to: several participants may share one, in one study or in
 * several. Whoever texts STOP from it ends every text to it. Messages come in any order and more than once: the latest
 * of each kind is kept, by the time at which it was received, and what came latest of all counts.
 *
 *   textable ──STOP──▶ stopped ──START──▶ textable
 *      ├──3 hard failures──▶ unreachable ──a person corrects it, or START──▶ textable
 *      └──"wrong number"──▶ unreachable ──a person corrects it──▶ textable
 */
export const phoneSchema = z.object({
  stoppedAt: z.optional(z.string()),
  startedAt: z.optional(z.string()),
  unreachableSince: z.optional(z.string()),
  unreachableReason: z.optional(z.enum(['wrong-number', 'undeliverable'])),
  /** The message that ended the texts: it alone is confirmed. */
  endedBy: z.optional(z.string()),
  /** Whose number it is, `study#participant`; a number from before this was kept has none. */
  owners: z.optional(z.set(z.string())),
  /** Texts in a row that could not be delivered for good. */
  hardFailures: z._default(z.int(), 0),
  /** Replies of ours on the day `repliesOn` (UTC): a guard against machines that answer machines. */
  repliesOn: z.optional(z.string()),
  replies: z._default(z.int(), 0),
  /** Questions asked by text on the day `askedOn`: they do not use up the replies. */
  askedOn: z.optional(z.string()),
  asked: z._default(z.int(), 0),
  /** Crisis answers on the day `criedOn`, where nobody has the number: nothing else uses them up. */
  criedOn: z.optional(z.string()),
  cries: z._default(z.int(), 0),
})

export type Phone = z.infer<typeof phoneSchema>

/** As many in a row, and no more texts go out until a person has looked at the number. */
export const MAX_HARD_FAILURES = 3

export type TextingStatus = 'yes' | 'stopped' | 'unreachable'

/**
 * A START of the same millisecond does not undo a STOP. None undoes a wrong number: whoever has it now may send one, and only
 * a person at the site can tell.
 */
export function findTextingStatus({
  stoppedAt,
  startedAt = '',
  unreachableSince,
  unreachableReason,
}: Phone): TextingStatus {
  if (stoppedAt !== undefined && stoppedAt >= startedAt) return 'stopped'
  if (unreachableSince === undefined) return 'yes'
  return unreachableReason !== 'wrong-number' && unreachableSince < startedAt ? 'yes' : 'unreachable'
}

/** Several participants have it: nobody knows which of them a text comes from. */
export function isShared({ owners }: Phone): boolean {
  return owners !== undefined && owners.size > 1
}

/** The number after a message from it that was received `at`. */
export function applyMessage(
  phone: Phone,
  wants: 'stop' | 'start' | 'wrong-number',
  message: string,
  at: string,
): Phone {
  switch (wants) {
    case 'start':
      return { ...phone, startedAt: pickLater(phone.startedAt, at), hardFailures: 0 }
    case 'stop':
      return recordEnding(phone, { ...phone, stoppedAt: pickLater(phone.stoppedAt, at) }, message)
    case 'wrong-number': {
      const unreachableSince = pickLater(phone.unreachableSince, at)
      return recordEnding(phone, { ...phone, unreachableSince, unreachableReason: 'wrong-number' }, message)
    }
  }
}

/**
 * The number after the carrier said that it has opted out there: a STOP of which nobody reported when it came.
 *
 * @param at when the carrier was asked: a START since then stands
 */
export function applyCarrierOptOut(phone: Phone, at: string): Phone {
  if (findTextingStatus(phone) === 'stopped' || (phone.startedAt ?? '') > at) return phone
  return { ...phone, stoppedAt: pickLater(phone.stoppedAt, at) }
}

/** The number after one more text that could not be delivered for good. */
export function applyHardFailure(phone: Phone, at: string): Phone {
  const hardFailures = phone.hardFailures + 1
  if (hardFailures < MAX_HARD_FAILURES || findTextingStatus(phone) === 'unreachable')
    return { ...phone, hardFailures }
  return {
    ...phone,
    hardFailures,
    unreachableSince: pickLater(phone.unreachableSince, at),
    unreachableReason: 'undeliverable',
  }
}

/** A STOP is confirmed also where the number failed before it. */
function recordEnding(before: Phone, after: Phone, message: string): Phone {
  return findTextingStatus(before) === findTextingStatus(after) ? after : { ...after, endedBy: message }
}

function pickLater(known: string | undefined, at: string): string {
  return known === undefined || known < at ? at : known
}
