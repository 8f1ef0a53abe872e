import * as z from 'zod/mini'

/** The newest texts from one telephone: by id, since their words are kept with each participant's messages. */
export const recentTextsSchema = z.object({
  /** In the order in which they reached us, which is not always that of their receipt by the carrier. */
  texts: z.array(z.object({ id: z.string(), at: z.string() })),
  revision: z.int(),
})

export type RecentTexts = z.infer<typeof recentTextsSchema>

/**
 * Far more than are ever looked at together, so that one that is delivered again is read with the same others. No time
 * limit: the two halves of a sentence may reach us hours late, behind a text that was sent after them.
 */
const MAX_TEXTS = 20

/** With one text more; the same where it is known. */
export function addRecentText(
  read: RecentTexts | undefined,
  id: string,
  at: string,
): Pick<RecentTexts, 'texts'> | RecentTexts {
  if (read?.texts.some((one) => one.id === id)) return read
  return { texts: [...(read?.texts ?? []), { id, at }].slice(-MAX_TEXTS) }
}
