import * as z from 'zod/mini'
import type { Domain } from '../instrument/vocabulary.ts'
import { domainSchema, idSchema } from '../instrument/vocabulary-schema.ts'

/**
 * The closed language of responder definitions: rules over scores, joined by all, any, at least so many, and not. Each is
 * judged at one timepoint of one participant's timeline, in three values, by functions/analysis/responder/.
 */

/**
 * What is measured: a score, `instrument/scale`, whatever the instrument's version; or a domain such as `pain`, for which
 * each study says which score measures it.
 */
const scoreRefSchema = z.union([
  z.string().check(z.regex(/^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/, 'instrument/scale, or a domain')),
  domainSchema,
])
export type ScoreRef = string | Domain

/** The units in which an improvement is counted. */
export const IMPROVEMENT_UNITS = [
  'points',
  /** Of the scale's whole range, so that 20 stands for 20 of 100 points whatever the scale. */
  'percent-of-range',
  /** Standard deviations of the score at baseline among everybody who is analysed. */
  'baseline-standard-deviations',
] as const
export type ImprovementUnit = (typeof IMPROVEMENT_UNITS)[number]

/** What an improvement in percent is a part of. */
export const PERCENT_BASES = [
  /** The baseline score: for scales from 0, on which 0 is the best. */
  'baseline',
  /** How far the baseline is from the best score: for scales on which the highest score is the best, or the lowest is not 0. */
  'distance-from-best',
] as const
export type PercentBase = (typeof PERCENT_BASES)[number]

export type LevelBounds = {
  atMost?: number | undefined
  atLeast?: number | undefined
  below?: number | undefined
  above?: number | undefined
}

export type ResponderRule =
  | { op: 'all' | 'any'; rules: ResponderRule[] }
  | { op: 'at-least'; count: number; rules: ResponderRule[] }
  | { op: 'not'; rule: ResponderRule }
  /** Improvement since baseline of at least so many percent of the baseline, or of its distance from the best score; undefined where that is 0. */
  | {
      op: 'percent-improvement'
      score: ScoreRef
      atLeast: number
      of?: PercentBase | undefined
      baselineAtLeast?: number | undefined
    }
  | { op: 'improvement'; score: ScoreRef; atLeast: number; unit?: ImprovementUnit | undefined }
  /** `below` and `above` leave out the value itself: a prorated 4.5 is below 5, and not at most 4. */
  | ({ op: 'level'; score: ScoreRef } & LevelBounds)
  /** In one of the scale's bands. */
  | { op: 'band'; score: ScoreRef; in: string[] }
  /** A global rating of change in that band, or in a better one. */
  | { op: 'global-rating'; score: ScoreRef; atLeast: string }
  /** What the participant can do now reaches what they named before treatment as success. */
  | { op: 'own-goal'; attainment: ScoreRef; criterion: ScoreRef }
  /** The rule held at every follow-up that asked for it, over at least so many calendar days that end at the timepoint asked about. */
  | { op: 'sustained'; days: number; rule: ResponderRule }
  /** The rule held at every follow-up that asked for it since the last treatment, at least so many calendar days ago. */
  | { op: 'held-since-treatment'; days: number; rule: ResponderRule }
  /** Calendar days since the last treatment before the answers. */
  | { op: 'days-since-treatment'; atLeast?: number | undefined; atMost?: number | undefined }
  /** Treatments given before the answers, of those within so many days, or all. */
  | {
      op: 'treatments'
      atLeast?: number | undefined
      atMost?: number | undefined
      withinDays?: number | undefined
    }

const hasBound = (rule: { atLeast?: number | undefined; atMost?: number | undefined }) =>
  rule.atLeast !== undefined || rule.atMost !== undefined
const ONE_BOUND = 'atLeast, atMost or both'
const days = z.int().check(z.positive(), z.maximum(3660))
const count = z.int().check(z.nonnegative())

export const responderRuleSchema: z.ZodMiniType<ResponderRule> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.enum(['all', 'any']), rules: z.array(responderRuleSchema).check(z.minLength(1)) }),
    z
      .strictObject({
        op: z.literal('at-least'),
        count: z.int().check(z.positive()),
        rules: z.array(responderRuleSchema).check(z.minLength(1)),
      })
      .check(z.refine((rule) => rule.count <= rule.rules.length, 'more rules must hold than there are')),
    z.strictObject({ op: z.literal('not'), rule: responderRuleSchema }),
    z.strictObject({
      op: z.literal('percent-improvement'),
      score: scoreRefSchema,
      atLeast: z.number().check(z.positive()),
      of: z.optional(z.enum(PERCENT_BASES)),
      baselineAtLeast: z.optional(z.number()),
    }),
    z.strictObject({
      op: z.literal('improvement'),
      score: scoreRefSchema,
      atLeast: z.number().check(z.positive()),
      unit: z.optional(z.enum(IMPROVEMENT_UNITS)),
    }),
    z
      .strictObject({
        op: z.literal('level'),
        score: scoreRefSchema,
        atMost: z.optional(z.number()),
        atLeast: z.optional(z.number()),
        below: z.optional(z.number()),
        above: z.optional(z.number()),
      })
      .check(
        z.refine(
          (rule) => hasBound(rule) || rule.below !== undefined || rule.above !== undefined,
          'at least one of atLeast, atMost, below, above',
        ),
      ),
    z.strictObject({
      op: z.literal('band'),
      score: scoreRefSchema,
      in: z.array(idSchema).check(z.minLength(1)),
    }),
    z.strictObject({ op: z.literal('global-rating'), score: scoreRefSchema, atLeast: idSchema }),
    z.strictObject({ op: z.literal('own-goal'), attainment: scoreRefSchema, criterion: scoreRefSchema }),
    z.strictObject({
      op: z.enum(['sustained', 'held-since-treatment']),
      days,
      rule: responderRuleSchema,
    }),
    z
      .strictObject({
        op: z.literal('days-since-treatment'),
        atLeast: z.optional(count),
        atMost: z.optional(count),
      })
      .check(z.refine(hasBound, ONE_BOUND)),
    z
      .strictObject({
        op: z.literal('treatments'),
        atLeast: z.optional(count),
        atMost: z.optional(count),
        withinDays: z.optional(days),
      })
      .check(z.refine(hasBound, ONE_BOUND)),
  ]),
)

/** Scores that say what a participant wants to reach, and not how they are. */
export function listCriteria(rule: ResponderRule): readonly ScoreRef[] {
  if ('rules' in rule) return rule.rules.flatMap(listCriteria)
  if ('rule' in rule) return listCriteria(rule.rule)
  return rule.op === 'own-goal' ? [rule.criterion] : []
}

/** Every score or domain that a rule looks at. */
export function listScoreRefs(rule: ResponderRule): readonly ScoreRef[] {
  if ('score' in rule) return [rule.score]
  if ('rules' in rule) return rule.rules.flatMap(listScoreRefs)
  if ('rule' in rule) return listScoreRefs(rule.rule)
  return rule.op === 'own-goal' ? [rule.attainment, rule.criterion] : []
}
