import * as z from 'zod/mini'

const owned = { study: z.string(), site: z.string(), participant: z.string(), dueAt: z.string() }

/** Something whose time has come, as it lies in the queue: the next text of an assessment, an alert that nobody has taken on, an urgent message, or an erasure that is confirmed. */
export const dueTextSchema = z.strictObject({ kind: z.literal('text'), ...owned, timepoint: z.string() })

/** An assessment that was begun, at the end of its window. */
export const dueClosingSchema = z.strictObject({
  kind: z.literal('closing'),
  ...owned,
  timepoint: z.string(),
})

/** What waits in the order of the participant. */
export const dueInTurnSchema = z.discriminatedUnion('kind', [dueTextSchema, dueClosingSchema])

/** What does not wait behind the texts of a morning. */
export const dueUrgentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alert'), ...owned, alert: z.string() }),
  z.strictObject({ kind: z.literal('notice'), ...owned, notice: z.string() }),
])

/** What two people have decided to have stopped or erased. */
export const dueErasureSchema = z.strictObject({ kind: z.literal('erasure'), ...owned })

export type DueText = z.infer<typeof dueTextSchema>
export type DueClosing = z.infer<typeof dueClosingSchema>
export type DueInTurn = z.infer<typeof dueInTurnSchema>
export type DueUrgent = z.infer<typeof dueUrgentSchema>
export type DueAlert = Extract<DueUrgent, { kind: 'alert' }>
export type DueNotice = Extract<DueUrgent, { kind: 'notice' }>
export type DueErasure = z.infer<typeof dueErasureSchema>
export type Due = DueInTurn | DueUrgent | DueErasure

export function isUrgent(due: Due): due is DueUrgent {
  return due.kind === 'alert' || due.kind === 'notice'
}
