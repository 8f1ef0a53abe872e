import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { MAX_ATTRIBUTES } from '../../../surveys/study/attribute.ts'

/** What a participant is by the attributes of the study, such as pain mechanism and age group. */

const attribute = idSchema.check(z.describe('An attribute of the study'))
const option = idSchema.check(z.describe('Code of one of its options'))

/** Every attribute of the study, each with the code or that it is missing. */
export const attributesReply = z
  .array(
    z.object({
      attribute,
      option: z
        .nullable(option)
        .check(z.describe('null: missing, since nobody recorded it. An option such as unknown is recorded')),
    }),
  )
  .check(z.describe('Every attribute of the study'))

export const enrolledAttributesSchema = z
  .optional(z.array(z.strictObject({ attribute, option })).check(z.maxLength(MAX_ATTRIBUTES)))
  .check(z.describe('Attributes of the study. The study says which are required'))

export const changedAttributesSchema = z
  .optional(
    z
      .array(
        z.strictObject({
          attribute,
          option: z.nullable(option).check(z.describe('null: remove what was recorded')),
        }),
      )
      .check(z.minLength(1), z.maxLength(MAX_ATTRIBUTES)),
  )
  .check(z.describe('Attributes to correct. Others stay unchanged'))
