import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import type { ValueOf } from '../schemas/contract.ts'

/*
 * Analyses of participants of a kind, and broken down by kind. Live numbers alone: a release has neither, so that nothing in
 * it can be subtracted.
 */

/** As every analysis takes it. */
export const attributeFilterQuery = {
  attributes: z
    .optional(
      z
        .string()
        .check(
          z.maxLength(1000),
          z.regex(
            /^[a-z0-9-]{1,64}:[a-z0-9-]{1,64}(,[a-z0-9-]{1,64}:[a-z0-9-]{1,64})*$/,
            'must be attribute:option, several separated by commas',
          ),
        ),
    )
    .check(
      z.describe(
        'Only participants with these attributes, such as `mechanism:nociplastic,age-group:65-and-over`. Of one attribute several times any option counts. `missing`: nobody recorded it',
      ),
    ),
}

/** As those take it that can be broken down. */
export const stratifyQuery = {
  stratifyBy: z
    .optional(idSchema)
    .check(z.describe('Also for each option of this attribute of the study, side by side')),
}

const attributeOption = z.object({
  attribute: idSchema,
  option: z.nullable(idSchema).check(z.describe('null: nobody recorded it')),
})

/** Whose numbers they are. */
export type AttributeFilter = readonly ValueOf<typeof attributeOption>[]

export const attributeFilterReply = {
  filter: z
    .optional(z.array(attributeOption))
    .check(z.describe('The numbers are only of participants with these attributes. Omitted: of everybody')),
}

/** What one group of a breakdown is: an option, or those of whom the attribute is missing. */
export const stratumOption = z
  .nullable(idSchema)
  .check(z.describe('Code of the option; null: nobody recorded the attribute'))
