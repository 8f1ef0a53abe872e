import * as z from 'zod/mini'
import { idSchema, localisedSchema } from '../instrument/vocabulary-schema.ts'

/* How a panel is asked: in rounds, or in one window during which everybody sees the group's result as it stands. */

/** What a panelist sees of others before rating an item again. It is part of the locked protocol (Brookes 2016). */
export const FEEDBACK_MODES = [
  'none',
  /** Own rating beside all panelists together. */
  'all-together',
  /** Own rating beside one's own group. */
  'own-group',
  /** Own rating beside each group apart. */
  'each-group',
] as const
export type FeedbackMode = (typeof FEEDBACK_MODES)[number]

const percentSchema = z.number().check(z.minimum(0), z.maximum(100))

/**
 * When an item is not asked again: its verdict is settled and its ratings are stable, in every group that decides. Left out:
 * every item is asked in every round. The defaults are this project's choice.
 */
const stoppingRuleSchema = z.strictObject({
  /** At least so many percent of those who rated twice moved by at most `withinPoints`. */
  repeatersAtLeast: z._default(percentSchema, 85),
  withinPoints: z._default(z.int().check(z.nonnegative()), 1),
  /** Fewer than so many percent of those who rated twice went to another band of the scale. */
  bandChangesBelow: z._default(percentSchema, 15),
})
export type StoppingRule = z.infer<typeof stoppingRuleSchema>

const roundSchema = z.strictObject({
  id: idSchema,
  title: localisedSchema,
  /** Proposals are texts, gathered before anything is rated. */
  kind: z._default(z.enum(['rating', 'proposals']), 'rating'),
  questions: z.array(idSchema).check(z.minLength(1)),
  /** Calendar days from its opening until it closes. */
  days: z.int().check(z.minimum(1), z.maximum(120)),
  /** Days after the opening on which those who have not finished are reminded. */
  reminders: z._default(z.array(z.int().check(z.positive())).check(z.maxLength(6)), []),
})
export type ConsensusRound = z.infer<typeof roundSchema>

export const processSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rounds'),
    rounds: z.array(roundSchema).check(z.minLength(1), z.maxLength(12)),
    feedback: z.enum(FEEDBACK_MODES),
    stopping: z.optional(stoppingRuleSchema),
  }),
  z.strictObject({
    kind: z.literal('real-time'),
    /** One window; feedback comes after the first rating of an item. */
    round: roundSchema,
    feedback: z.enum(FEEDBACK_MODES).check(z.refine((mode) => mode !== 'none', 'real time is feedback')),
  }),
])
export type ConsensusProcess = z.infer<typeof processSchema>

/** The rounds of a process, in the order of time. */
export function listRounds(process: ConsensusProcess): readonly ConsensusRound[] {
  return process.kind === 'rounds' ? process.rounds : [process.round]
}
