import * as z from 'zod/mini'
import { idSchema, localisedSchema } from '../instrument/vocabulary-schema.ts'
import { scoreNameSchema } from '../study/change-over-time.ts'

/*
 * Profiles of participants, shown before and after treatment: is this response adequate to repeat the treatment?
 */

const plain = z.number()

/** A score that a profile shows, and the values that synthetic profiles take. */
const profileMeasureSchema = z.strictObject({
  score: scoreNameSchema,
  title: localisedSchema,
  /** Lowest and highest score. */
  range: z.tuple([plain, plain]),
  direction: z.enum(['higher-is-worse', 'higher-is-better']),
  /** Scores are shown in whole steps of this size. */
  step: z.number().check(z.positive()),
  baseline: plain,
  /** Scores after treatment, from the worst to the best. */
  followUps: z.array(plain).check(z.minLength(2), z.maxLength(9)),
  /** The score after treatment at which half of the panel is expected to say yes: more profiles lie near it. */
  expectedBorder: plain,
})
export type ProfileMeasure = z.infer<typeof profileMeasureSchema>

/** Two values that no participant has together: such profiles are not shown. */
const impossibleSchema = z.array(
  z.strictObject({
    score: scoreNameSchema,
    atLeast: z.optional(plain),
    atMost: z.optional(plain),
  }),
)

export const profileQuestionSchema = z.strictObject({
  ...{ id: idSchema, title: localisedSchema, help: z.optional(localisedSchema) },
  type: z.literal('profiles'),
  measures: z.array(profileMeasureSchema).check(z.minLength(1), z.maxLength(6)),
  source: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('synthetic'),
      /** Distinct profiles in all. */
      profiles: z.int().check(z.minimum(8), z.maximum(200)),
      /** Profiles that hold all of these at once are left out. */
      impossible: z._default(z.array(impossibleSchema.check(z.minLength(2))), []),
    }),
    z.strictObject({
      kind: z.literal('participants'),
      study: idSchema,
      profiles: z.int().check(z.minimum(8), z.maximum(200)),
      /** Participants who look alike after rounding; a profile of fewer is not shown. */
      minimumAlike: z._default(z.int().check(z.minimum(5)), 11),
      /** Who agreed to it, and where that is written. */
      consent: z.string().check(z.minLength(1)),
    }),
  ]),
  perRater: z._default(z.int().check(z.minimum(4), z.maximum(25)), 20),
  /** Profiles that a rater sees a second time. */
  repeats: z._default(z.int().check(z.minimum(0), z.maximum(6)), 3),
  /** Profiles that are worse in everything than another one the rater sees. */
  dominated: z._default(z.int().check(z.minimum(0), z.maximum(6)), 2),
  ratersPerGroup: z._default(z.int().check(z.minimum(1)), 5),
  /** Percent of the panel at which thresholds are reported: indifference, and the panel's own bar. */
  panelShares: z._default(
    z.array(z.number().check(z.gt(0), z.lt(100))).check(z.minLength(1), z.maxLength(5)),
    [50, 70],
  ),
  /** Percent between which the panel is undecided. */
  undecided: z._default(
    z
      .tuple([z.number().check(z.gt(0), z.lt(100)), z.number().check(z.gt(0), z.lt(100))])
      .check(z.refine(([low, high]) => low < high, 'must not end before it begins')),
    [30, 70],
  ),
  seed: z._default(z.int().check(z.nonnegative()), 1),
})
export type ProfileQuestion = z.infer<typeof profileQuestionSchema>
