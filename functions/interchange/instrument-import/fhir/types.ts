import * as z from 'zod'

/**
 * The parts of a FHIR R4 Questionnaire that are read. Anything else in the file is left alone, but for
 * `modifierExtension`, which FHIR forbids to ignore.
 */

export type Extension = {
  readonly url: string
  readonly extension?: readonly Extension[] | undefined
} & Readonly<Record<string, unknown>>

const extensionSchema: z.ZodType<Extension> = z.lazy(() =>
  z.looseObject({ url: z.string(), extension: z.array(extensionSchema).optional() }),
)
const extensions = z.array(extensionSchema).optional()
const element = z.looseObject({ extension: extensions }).optional()

const codingSchema = z.looseObject({
  system: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
  _display: element,
  extension: extensions,
})

const answerOptionSchema = z.looseObject({
  valueInteger: z.number().int().optional(),
  valueString: z.string().optional(),
  _valueString: element,
  valueCoding: codingSchema.optional(),
  valueDate: z.string().optional(),
  valueTime: z.string().optional(),
  valueReference: z.unknown().optional(),
  extension: extensions,
  modifierExtension: extensions,
})

const enableWhenSchema = z.looseObject({
  question: z.string(),
  operator: z.enum(['exists', '=', '!=', '>', '<', '>=', '<=']),
  answerBoolean: z.boolean().optional(),
  answerDecimal: z.number().optional(),
  answerInteger: z.number().optional(),
  answerTime: z.string().optional(),
  answerString: z.string().optional(),
  answerCoding: codingSchema.optional(),
  answerQuantity: z.looseObject({ value: z.number().optional() }).optional(),
  modifierExtension: extensions,
})

const itemFields = z.looseObject({
  linkId: z.string().min(1),
  definition: z.string().optional(),
  code: z.array(codingSchema).optional(),
  text: z.string().optional(),
  _text: element,
  type: z.string(),
  repeats: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  maxLength: z.number().int().optional(),
  answerValueSet: z.string().optional(),
  answerOption: z.array(answerOptionSchema).optional(),
  enableWhen: z.array(enableWhenSchema).optional(),
  enableBehavior: z.enum(['all', 'any']).optional(),
  extension: extensions,
  modifierExtension: extensions,
})
export type FhirItem = z.infer<typeof itemFields> & { readonly item?: readonly FhirItem[] | undefined }
const itemSchema: z.ZodType<FhirItem> = z.lazy(() =>
  itemFields.extend({ item: z.array(itemSchema).optional() }),
)

const conceptSchema = z.looseObject({
  code: z.string(),
  display: z.string().optional(),
  _display: element,
  designation: z.array(z.looseObject({ language: z.string().optional(), value: z.string() })).optional(),
  extension: extensions,
})
export type FhirConcept = z.infer<typeof conceptSchema>

export const codeSystemSchema = z.looseObject({
  resourceType: z.literal('CodeSystem'),
  url: z.string().optional(),
  concept: z.array(conceptSchema).default([]),
})

export const valueSetSchema = z.looseObject({
  resourceType: z.literal('ValueSet'),
  id: z.string().optional(),
  url: z.string().optional(),
  compose: z
    .looseObject({
      include: z
        .array(
          z.looseObject({
            system: z.string().optional(),
            concept: z.array(conceptSchema).optional(),
            filter: z.array(z.unknown()).optional(),
            valueSet: z.array(z.string()).optional(),
          }),
        )
        .default([]),
      exclude: z.array(z.unknown()).optional(),
    })
    .optional(),
  expansion: z
    .looseObject({
      contains: z.array(conceptSchema.extend({ system: z.string().optional() })).default([]),
    })
    .optional(),
})
export type FhirValueSet = z.infer<typeof valueSetSchema>

export const questionnaireSchema = z.looseObject({
  resourceType: z.literal('Questionnaire'),
  id: z.string().optional(),
  url: z.string().optional(),
  version: z.string().optional(),
  name: z.string().optional(),
  title: z.string().optional(),
  _title: element,
  language: z.string().optional(),
  copyright: z.string().optional(),
  code: z.array(codingSchema).optional(),
  contained: z.array(z.looseObject({ resourceType: z.string() })).default([]),
  item: z.array(itemSchema).default([]),
  modifierExtension: extensions,
})
export type FhirQuestionnaire = z.infer<typeof questionnaireSchema>
export type FhirCoding = z.infer<typeof codingSchema>
export type FhirAnswerOption = z.infer<typeof answerOptionSchema>
export type FhirEnableWhen = z.infer<typeof enableWhenSchema>
