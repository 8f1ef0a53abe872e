import * as z from 'zod'
import { conditionSchema } from './condition-schema.ts'
import type { GroupMissingRule, MissingRule, Operation, Rule } from './rule.ts'
import { idSchema } from './vocabulary-schema.ts'

const allRequired = z.strictObject({ policy: z.literal('all-required') })
const minimumAnswered = z.number().int().positive()

const missingRuleSchema: z.ZodType<MissingRule> = z.discriminatedUnion('policy', [
  allRequired,
  z.strictObject({ policy: z.literal('mean-substitute'), minimumAnswered }),
  z.strictObject({ policy: z.literal('half-rule') }),
])
const groupMissingRuleSchema: z.ZodType<GroupMissingRule> = z.discriminatedUnion('policy', [
  allRequired,
  z.strictObject({ policy: z.literal('of-answered'), minimumAnswered }),
])

/** A rule as a definition holds it. Apart from rule.ts: what only scores loads no zod. */
export const ruleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    idSchema,
    z.strictObject({ item: idSchema, reverse: z.literal(true) }),
    z.strictObject({ item: idSchema, recode: z.record(z.string(), z.number()) }),
    z.strictObject({ scale: idSchema }),
    z.strictObject({ constant: z.number() }),
    operationSchema,
  ]),
)

/** A scale's rule is an operation, so that a reader sees what is done: a lone item is `{"op": "value"}`. */
export const operationSchema: z.ZodType<Operation> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('value'), of: ruleSchema }),
    z.strictObject({
      op: z.enum(['sum', 'mean']),
      of: z.array(ruleSchema).min(1),
      missing: missingRuleSchema,
    }),
    z.strictObject({
      op: z.enum(['max', 'min']),
      of: z.array(ruleSchema).min(1),
      missing: groupMissingRuleSchema,
    }),
    z.strictObject({
      op: z.literal('weighted-sum'),
      of: z.array(z.strictObject({ rule: ruleSchema, weight: z.number() })).min(1),
      plus: z.number().default(0),
    }),
    z.strictObject({
      op: z.literal('linear'),
      of: ruleSchema,
      multiply: z.number().default(1),
      divide: z.number().positive().default(1),
      add: z.number().default(0),
    }),
    z.strictObject({ op: z.literal('ratio'), of: ruleSchema, by: ruleSchema }),
    z.strictObject({ op: z.literal('hours-between'), from: idSchema, to: idSchema }),
    z.strictObject({
      op: z.literal('steps'),
      of: ruleSchema,
      steps: z.array(z.strictObject({ from: z.number(), value: z.number() })).min(2),
    }),
    z.strictObject({ op: z.literal('lookup'), of: ruleSchema, table: idSchema }),
    z.strictObject({ op: z.literal('if'), when: conditionSchema, use: ruleSchema, otherwise: ruleSchema }),
    z.strictObject({ op: z.literal('response-pattern'), of: z.array(ruleSchema).min(1), minimumAnswered }),
  ]),
)
