import * as z from 'zod/mini'
import { messageSchema } from './message-schema.ts'

/** The first two say that GO begins; `{least}` and `{most}` are the numbers that answer the question at hand. */
const byTextSchema = z.strictObject({
  invitation: messageSchema.check(z.regex(/\bGO\b/, 'must say that GO begins')),
  reminder: messageSchema.check(z.regex(/\bGO\b/, 'must say that GO begins')),
  notUnderstood: messageSchema,
  /** After the last question, where every one was left out. */
  nothingAnswered: messageSchema,
  thanks: messageSchema,
  closed: messageSchema,
  /** The last of a day on which as many questions went out as may; where it is left out, Concord has words for it. */
  paused: z.optional(messageSchema),
  /** Instead of the study's invitation and reminder, where these questions go by link all the same: says why. */
  linkInvitation: z.optional(messageSchema.check(z.includes('{link}'))),
  linkReminder: z.optional(messageSchema.check(z.includes('{link}'))),
})

/**
 * What a participant reads that the study decides. Text messages may hold `{link}`, `{duration}` (how long the questions
 * take, in words), `{clinic}` and `{phone}` (the clinic's).
 */
export const textsSchema = z.strictObject({
  invitation: messageSchema.check(z.includes('{link}')),
  reminder: messageSchema.check(z.includes('{link}')),
  /** The reminder for one who has begun; where it is left out, the other one. */
  resume: z.optional(messageSchema.check(z.includes('{link}'))),
  /** Answers to what a participant texts. */
  replies: z.strictObject({
    stopped: messageSchema,
    started: messageSchema,
    help: messageSchema,
    /** To one who speaks of self-harm, at once and at any hour. */
    crisis: messageSchema,
    /** To what only a person can answer. */
    received: messageSchema,
  }),
  /** For those who answer by replying to texts. */
  byText: z.optional(byTextSchema),
  /** Shown before the first question. */
  introduction: z.string(),
  /** Whether anyone reads the answers as they come in. Shown on every page. */
  monitoring: z.string(),
  /** Shown at once after an answer that raises a safety alert. */
  help: z.strictObject({ heading: z.string(), lines: z.array(z.string()).check(z.minLength(1)) }),
  thanks: z.string(),
})

/**
 * Whether a study has to write one of its texts.
 *
 * @param path within the texts of a language, such as `replies/help`
 * @param isByText whether the study also asks by text message
 */
export function isRequiredText(path: string, isByText: boolean): boolean {
  const [name = '', inner = ''] = path.split('/')
  if (name === 'byText') return isByText && isRequiredOf(byTextSchema.shape, inner)
  return isRequiredOf(textsSchema.shape, name)
}

function isRequiredOf(shape: Readonly<Record<string, z.ZodMiniType>>, name: string): boolean {
  const schema = shape[name]
  return schema !== undefined && !schema.safeParse(undefined).success
}
