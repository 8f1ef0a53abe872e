import * as z from 'zod/mini'

/** A text message as a study words it. */
export const messageSchema = z.string().check(z.minLength(1), z.maxLength(480))
