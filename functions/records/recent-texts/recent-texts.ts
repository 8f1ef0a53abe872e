import * as z from 'zod/mini'
import { HOUR_MS } from '../../platform/core/clock.ts'

/** The newest texts from one telephone: by id, since their words are kept with each participant's messages. */
export const recentTextsSchema = z.object({
  /** In the order of receipt. */
  texts: z.array(z.object({ id: z.string(), at: z.string() })),
  revision: z.int(),
})

export type RecentTexts = z.infer<typeof recentTextsSchema>

/** Far more than are ever looked at together, so that one that is delivered again is read with the same others. */
const MAX_TEXTS = 20
const KEPT_MS = 2 * HOUR_MS

/** With one text more, in its place; the same where it is known. */
export function addRecentText(
  read: RecentTexts | undefined,
  id: string,
  at: string,
): Pick<RecentTexts, 'texts'> | RecentTexts {
  if (read?.texts.some((one) => one.id === id)) return read
  const texts = [...(read?.texts ?? []), { id, at }].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const newest = Date.parse(texts.at(-1)?.at ?? at)
  return { texts: texts.filter((one) => newest - Date.parse(one.at) <= KEPT_MS).slice(-MAX_TEXTS) }
}
