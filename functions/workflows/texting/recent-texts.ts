import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { putRecentTexts, type RECENT_TEXTS_UNCHANGED } from '../../records/recent-texts/recent-texts.store.ts'
import { addRecentText, type RecentTexts } from '../../records/recent-texts/recent-texts.ts'
import { findJoinedCry, JOINED_WITHIN_MS, type TimedText } from '../../rules/reply-intent/joined-texts.ts'
import { speaksOfSelfHarm } from '../../rules/reply-intent/reply-intent.ts'
import type { ReplyDeps } from './reply.deps.ts'

/** A text read with those that came from the number just before and after it. */
export type RecentReading = {
  /** As they were stored; `undefined` for the first text. */
  readonly read: RecentTexts | undefined
  readonly to: Pick<RecentTexts, 'texts'> | RecentTexts
  /** Ids of the texts that speak of self-harm together, with this one among them; or none. */
  readonly cry: readonly string[]
}

/** @param owner whose copy of the other texts is read: whoever shares the number has the same ones */
export async function readRecentTexts(
  { findRecentTexts, messages }: Pick<ReplyDeps, 'findRecentTexts' | 'messages'>,
  owner: ParticipantScope,
  {
    number,
    message,
    body,
    at,
  }: { readonly number: string; readonly message: string; readonly body: string; readonly at: string },
): Promise<RecentReading> {
  const read = await findRecentTexts(number)
  const to = addRecentText(read, message, at)
  if (speaksOfSelfHarm(body)) return { read, to, cry: [message] }
  const near = to.texts
    .filter((one) => Math.abs(Date.parse(one.at) - Date.parse(at)) <= JOINED_WITHIN_MS)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const place = near.findIndex(({ id }) => id === message)
  const texts = await Promise.all(
    near.slice(Math.max(0, place - 2), place + 3).map(async (one): Promise<TimedText[]> => {
      if (one.id === message) return [{ ...one, body }]
      const received = await messages.findReceived(owner, one.id)
      return received ? [{ ...one, body: received.body }] : []
    }),
  )
  return { read, to, cry: findJoinedCry(texts.flat(), message) }
}

/** Nothing for a text that is among them already. */
export function buildRecentWrites(
  { contactsTable }: Pick<ReplyDeps, 'contactsTable'>,
  number: string,
  { read, to }: RecentReading,
): readonly ConditionalWrite<typeof RECENT_TEXTS_UNCHANGED>[] {
  return to === read ? [] : [putRecentTexts(contactsTable, number, read, to)]
}
