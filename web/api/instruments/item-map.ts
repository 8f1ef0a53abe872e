import * as z from 'zod/mini'

/**
 * Item of the definition → what the file calls it; or that together with its answers, code of the definition → code of
 * the file.
 */
export const itemMapSchema = z.record(
  z.string(),
  z.union([
    z.string(),
    z.strictObject({ question: z.string(), answers: z.optional(z.record(z.string(), z.string())) }),
  ]),
)

export type ItemMap = z.infer<typeof itemMapSchema>
