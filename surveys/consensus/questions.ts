import * as z from 'zod/mini'
import { domainSchema, evidenceSchema, idSchema, localisedSchema } from '../instrument/vocabulary-schema.ts'
import { responderRuleSchema } from '../responder/rule.ts'
import { scoreNameSchema } from '../study/change-over-time.ts'
import { decisionRuleSchema } from './decision-rule.ts'
import { profileQuestionSchema } from './profile-question.ts'
import { ratingScaleSchema } from './scale.ts'

/*
 * What a panel is asked on the way from domains to a definition. Every question is of one type, is asked in one or more rounds,
 * and has items: one a screen.
 */

const MAX_ITEMS = 60

const base = { id: idSchema, title: localisedSchema, help: z.optional(localisedSchema) }
/** Rated on a scale and decided by a rule. */
const rated = { ...base, scale: ratingScaleSchema, rule: decisionRuleSchema }
const itemBase = { id: idSchema, title: localisedSchema, help: z.optional(localisedSchema) }
const listOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.array(item).check(z.minLength(1), z.maxLength(MAX_ITEMS))

/** How much a domain matters. */
const importanceSchema = z.strictObject({
  ...{ ...rated, type: z.literal('importance') },
  items: listOf(z.strictObject({ ...itemBase, domain: domainSchema })),
  /** Whether panelists may propose further items in a round that asks it as open. */
  proposals: z._default(z.boolean(), false),
})

/** Which score measures a domain, with what is known of it. */
const measuresSchema = z.strictObject({
  ...{ ...rated, type: z.literal('measures') },
  items: listOf(
    z.strictObject({
      ...{ ...itemBase, domain: domainSchema, score: scoreNameSchema },
      card: z.strictObject({
        evidence: evidenceSchema,
        source: z.string().check(z.minLength(1)),
        reliability: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
        minimalDetectableChange: z.optional(z.number().check(z.nonnegative())),
        items: z.optional(z.int().check(z.positive())),
        rights: z.optional(z.string()),
      }),
    }),
  ),
})

const dayCount = z.int().check(z.nonnegative(), z.maximum(3660))

/** When a response is looked at, and how long it must hold. */
const timeSchema = z.strictObject({
  ...{ ...rated, type: z.literal('time') },
  items: listOf(
    z.strictObject({
      ...itemBase,
      option: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('timepoint'), timepoint: idSchema }),
        z.strictObject({ kind: z.literal('hold'), days: dayCount }),
        z.strictObject({ kind: z.literal('after-series'), treatments: z.int().check(z.positive()) }),
      ]),
    }),
  ),
})

/** Pairs of part profiles that differ in two domains: which is the better response? */
const tradeOffsSchema = z.strictObject({
  ...{ ...base, type: z.literal('trade-offs') },
  domains: z
    .array(
      z.strictObject({
        id: domainSchema,
        title: localisedSchema,
        /** From the worst to the best. */
        levels: z
          .array(z.strictObject({ id: idSchema, title: localisedSchema }))
          .check(z.minLength(2), z.maxLength(5)),
      }),
    )
    .check(z.minLength(2), z.maxLength(8)),
})

/** What makes a response not adequate whatever else was reached. An event has no rule in the language of definitions. */
export const VETO_EVENTS = [
  'serious-adverse-event',
  'safety-alert',
  'misuse',
  'dissociation',
  'death',
] as const

const vetoesSchema = z.strictObject({
  ...{ ...rated, type: z.literal('vetoes'), scale: z.literal('yes-no') },
  items: listOf(
    z.strictObject({
      ...itemBase,
      veto: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('event'), event: z.enum(VETO_EVENTS) }),
        /** Not adequate when the rule holds. */
        z.strictObject({ kind: z.literal('rule'), rule: responderRuleSchema }),
      ]),
    }),
  ),
})

/** Candidate definitions, which are made of the votes before: their list and its hash come with the round. */
const candidatesSchema = z.strictObject({
  ...{ ...rated, type: z.literal('candidates') },
  atMost: z._default(z.int().check(z.minimum(2), z.maximum(8)), 8),
})

/** What an evidence-to-decision form asks beside the vote (GRADE). */
export const EVIDENCE_TO_DECISION = [
  'problem',
  'benefits',
  'harms',
  'certainty',
  'values',
  'balance',
  'resources',
  'equity',
  'acceptability',
  'feasibility',
] as const

/** The whole sentence: adopt it or not. */
const finalVoteSchema = z.strictObject({
  ...{ ...rated, type: z.literal('final-vote'), scale: z.literal('yes-no') },
  criteria: z.array(z.enum(EVIDENCE_TO_DECISION)).check(z.minLength(1)),
})

export const questionSchema = z.discriminatedUnion('type', [
  importanceSchema,
  measuresSchema,
  timeSchema,
  profileQuestionSchema,
  tradeOffsSchema,
  vetoesSchema,
  candidatesSchema,
  finalVoteSchema,
])
export type ConsensusQuestion = z.infer<typeof questionSchema>
export type QuestionType = ConsensusQuestion['type']
export type RatedQuestion = Extract<ConsensusQuestion, { scale: unknown }>

/** Ids of the items that a protocol itself lists; profiles, pairs and candidates are made later. */
export function listItems(question: ConsensusQuestion): readonly string[] {
  if (question.type === 'final-vote') return [question.id]
  return 'items' in question ? question.items.map(({ id }) => id) : []
}
