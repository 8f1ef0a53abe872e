import * as z from 'zod/mini'

const owned = { study: z.string(), site: z.string(), participant: z.string(), dueAt: z.string() }

/** Something whose time has come, as it lies in the queue: the next text of an assessment, or an alert that nobody has taken on. */
export const dueSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), ...owned, timepoint: z.string() }),
  z.strictObject({ kind: z.literal('alert'), ...owned, alert: z.string() }),
])

export type Due = z.infer<typeof dueSchema>
export type DueText = Extract<Due, { kind: 'text' }>
export type DueAlert = Extract<Due, { kind: 'alert' }>
