import * as z from 'zod/mini'
import { idSchema, localisedSchema } from '../instrument/vocabulary-schema.ts'

/*
 * What a study wants to know of each participant beside answers and treatments, such as the pain mechanism or the age group:
 * a choice among options, never free text, since few people of a kind are recognized by what is written of them.
 */

/**
 * Stands for what nobody has recorded, in filters and breakdowns. No option's code: that somebody looked and could not say
 * is an option of its own, such as `unknown`.
 */
export const MISSING_OPTION = 'missing'

const attributeOptionSchema = z.strictObject({ code: idSchema, title: localisedSchema })

export const attributeSchema = z.strictObject({
  id: idSchema,
  title: localisedSchema,
  options: z.array(attributeOptionSchema).check(z.maxLength(40)),
  /** Whether nobody is enrolled without it. */
  required: z._default(z.boolean(), false),
  /** Where the options come from, and whether that was read in the source. Left out: the study's own. */
  terms: z.optional(
    z.strictObject({
      evidence: z.enum(['established', 'unconfirmed']),
      source: z.string().check(z.minLength(1)),
    }),
  ),
})
export type StudyAttribute = z.infer<typeof attributeSchema>

/** How many attributes a study can have: each one more makes it easier to recognize somebody. */
export const MAX_ATTRIBUTES = 12

/** Whether a study knows the attribute, and the attribute the option. */
export function findAttributeOption(
  { attributes }: { readonly attributes: readonly StudyAttribute[] },
  attribute: string,
  code: string,
): StudyAttribute['options'][number] | undefined {
  return attributes.find(({ id }) => id === attribute)?.options.find((option) => option.code === code)
}
