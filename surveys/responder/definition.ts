import * as z from 'zod'
import { evidenceSchema, idSchema, localisedSchema, versionSchema } from '../instrument/vocabulary.ts'

/**
 * A responder definition: what a study agrees to call an adequate response. A closed rule language over
 * scores, evaluated in three values (met, not met, not determinable) by functions/outcome/responder/judge.ts.
 */

/** `instrument/scale`, whatever the instrument's version: versions are pooled only where they are equivalent. */
const scoreRefSchema = z.string().regex(/^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/, 'instrument/scale')
const decimal = z.number()

type Rule =
  | { op: 'all' | 'any'; rules: Rule[] }
  | { op: 'at-least'; count: number; rules: Rule[] }
  | { op: 'not'; rule: Rule }
  /** Improvement since baseline of at least `percent` of the baseline; undefined at a baseline of 0. */
  | { op: 'percent-improvement'; score: string; atLeast: number; baselineAtLeast?: number | undefined }
  /** Improvement since baseline of at least so many points of the scale. */
  | { op: 'improvement'; score: string; atLeast: number }
  | { op: 'level'; score: string; atMost?: number | undefined; atLeast?: number | undefined }
  /** The rule held at every assessed timepoint over at least so many days that end at the timepoint asked about. */
  | { op: 'sustained'; days: number; rule: Rule }

const ruleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.enum(['all', 'any']), rules: z.array(ruleSchema).min(1) }),
    z.strictObject({
      op: z.literal('at-least'),
      count: z.number().int().positive(),
      rules: z.array(ruleSchema).min(1),
    }),
    z.strictObject({ op: z.literal('not'), rule: ruleSchema }),
    z.strictObject({
      op: z.literal('percent-improvement'),
      score: scoreRefSchema,
      atLeast: decimal,
      baselineAtLeast: decimal.optional(),
    }),
    z.strictObject({ op: z.literal('improvement'), score: scoreRefSchema, atLeast: decimal }),
    z.strictObject({
      op: z.literal('level'),
      score: scoreRefSchema,
      atMost: decimal.optional(),
      atLeast: decimal.optional(),
    }),
    z.strictObject({ op: z.literal('sustained'), days: z.number().int().positive(), rule: ruleSchema }),
  ]),
)

export const responderDefinitionSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  title: localisedSchema,
  /** The definition in one or two plain sentences. */
  summary: localisedSchema,
  evidence: evidenceSchema,
  source: z.string(),
  rule: ruleSchema,
})

export type ResponderDefinition = z.infer<typeof responderDefinitionSchema>
export type ResponderRule = Rule
