import * as z from 'zod/mini'
import { idSchema } from '../instrument/vocabulary-schema.ts'
import { messageSchema } from './message-schema.ts'

export const hoursSchema = z.string().check(z.regex(/^PT\d{1,3}H$/, 'hours such as PT4H'))

/** What a person at the site must see, beside what the instruments' own rules say of single answers. */
export const scoreRuleSchema = z.discriminatedUnion('op', [
  /** A score at or beyond a level. */
  z
    .strictObject({
      id: idSchema,
      op: z.literal('level'),
      score: z.string(),
      atLeast: z.optional(z.number()),
      atMost: z.optional(z.number()),
    })
    .check(
      z.refine((rule) => (rule.atLeast === undefined) !== (rule.atMost === undefined), 'atLeast or atMost'),
    ),
  /** A score that is worse by so much than at the submission before. */
  z.strictObject({
    id: idSchema,
    op: z.literal('worsening'),
    score: z.string(),
    atLeast: z.number().check(z.positive()),
  }),
  /** One of these answers, given within so many hours after a treatment. */
  z.strictObject({
    id: idSchema,
    op: z.literal('after-treatment'),
    item: z.string(),
    codes: z.array(z.string()).check(z.minLength(1)),
    treatment: idSchema,
    within: hoursSchema,
  }),
])

/** When an alert is raised beside the instruments' own rules, and how it is sent to people. */
export const safetySchema = z.strictObject({
  rules: z._default(z.array(scoreRuleSchema), []),
  /** How long an alert may wait until someone takes it on; then the site's on-call list is texted. */
  acknowledgeWithin: z._default(hoursSchema, 'PT24H'),
  /** And again every so often, until someone does. */
  escalateEvery: z._default(hoursSchema, 'PT4H'),
  /** What the on-call list is texted: `{clinic}` and `{console}`, nothing of the participant. */
  escalation: z._default(
    messageSchema.check(z.includes('{console}')),
    '{clinic}: an alert waits for someone. {console}',
  ),
})
