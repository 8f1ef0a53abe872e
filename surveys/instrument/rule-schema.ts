import * as z from 'zod/mini'
import { conditionSchema } from './condition-schema.ts'
import type { GroupMissingRule, MissingRule, Operation, Rule } from './rule.ts'
import { idSchema } from './vocabulary-schema.ts'

const allRequired = z.strictObject({ policy: z.literal('all-required') })
const minimumAnswered = z.int().check(z.positive())

const missingRuleSchema: z.ZodMiniType<MissingRule> = z.discriminatedUnion('policy', [
  allRequired,
  z.strictObject({ policy: z.literal('mean-substitute'), minimumAnswered }),
  z.strictObject({ policy: z.literal('half-rule') }),
  z.strictObject({
    policy: z.literal('blank-counts-zero'),
    minimumAnswered: z.int().check(z.nonnegative()),
  }),
])
const groupMissingRuleSchema: z.ZodMiniType<GroupMissingRule> = z.discriminatedUnion('policy', [
  allRequired,
  z.strictObject({ policy: z.literal('of-answered'), minimumAnswered }),
])

/** A rule as a definition holds it. Apart from rule.ts: what only scores loads no zod. */
export const ruleSchema: z.ZodMiniType<Rule> = z.lazy(() =>
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
export const operationSchema: z.ZodMiniType<Operation> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('value'), of: ruleSchema }),
    z.strictObject({
      op: z.enum(['sum', 'mean']),
      of: z.array(ruleSchema).check(z.minLength(1)),
      missing: missingRuleSchema,
    }),
    z.strictObject({
      op: z.enum(['max', 'min']),
      of: z.array(ruleSchema).check(z.minLength(1)),
      missing: groupMissingRuleSchema,
    }),
    z.strictObject({
      op: z.literal('weighted-sum'),
      of: z.array(z.strictObject({ rule: ruleSchema, weight: z.number() })).check(z.minLength(1)),
      plus: z._default(z.number(), 0),
    }),
    z.strictObject({
      op: z.literal('linear'),
      of: ruleSchema,
      multiply: z._default(z.number(), 1),
      divide: z._default(z.number().check(z.positive()), 1),
      add: z._default(z.number(), 0),
    }),
    z.strictObject({ op: z.literal('ratio'), of: ruleSchema, by: ruleSchema }),
    z.strictObject({ op: z.literal('hours-between'), from: idSchema, to: idSchema }),
    z.strictObject({
      op: z.literal('steps'),
      of: ruleSchema,
      steps: z.array(z.strictObject({ from: z.number(), value: z.number() })).check(z.minLength(2)),
    }),
    z.strictObject({ op: z.literal('lookup'), of: ruleSchema, table: idSchema }),
    z.strictObject({ op: z.literal('if'), when: conditionSchema, use: ruleSchema, otherwise: ruleSchema }),
    z.strictObject({
      op: z.literal('response-pattern'),
      of: z.array(ruleSchema).check(z.minLength(1)),
      minimumAnswered,
    }),
  ]),
)
