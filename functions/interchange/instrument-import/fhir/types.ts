import * as z from 'zod/mini'

/**
 * The parts of a FHIR R4 Questionnaire that are read. Anything else in the file is left alone, but for
 * `modifierExtension`, which FHIR forbids to ignore.
 */

export type Extension = {
  readonly url: string
  readonly extension?: readonly Extension[] | undefined
} & Readonly<Record<string, unknown>>

const extensionSchema: z.ZodMiniType<Extension> = z.lazy(() =>
  z.looseObject({ url: z.string(), extension: z.optional(z.array(extensionSchema)) }),
)
const extensions = z.optional(z.array(extensionSchema))
const element = z.optional(z.looseObject({ extension: extensions }))

const codingSchema = z.looseObject({
  system: z.optional(z.string()),
  code: z.optional(z.string()),
  display: z.optional(z.string()),
  _display: element,
  extension: extensions,
})

const answerOptionSchema = z.looseObject({
  valueInteger: z.optional(z.int()),
  valueString: z.optional(z.string()),
  _valueString: element,
  valueCoding: z.optional(codingSchema),
  valueDate: z.optional(z.string()),
  valueTime: z.optional(z.string()),
  valueReference: z.optional(z.unknown()),
  initialSelected: z.optional(z.boolean()),
  extension: extensions,
  modifierExtension: extensions,
})

const enableWhenSchema = z.looseObject({
  question: z.string(),
  operator: z.enum(['exists', '=', '!=', '>', '<', '>=', '<=']),
  answerBoolean: z.optional(z.boolean()),
  answerDecimal: z.optional(z.number()),
  answerInteger: z.optional(z.number()),
  answerTime: z.optional(z.string()),
  answerDate: z.optional(z.string()),
  answerString: z.optional(z.string()),
  answerCoding: z.optional(codingSchema),
  answerQuantity: z.optional(z.looseObject({ value: z.optional(z.number()) })),
  modifierExtension: extensions,
})

const itemFields = z.looseObject({
  linkId: z.string().check(z.minLength(1)),
  definition: z.optional(z.string()),
  code: z.optional(z.array(codingSchema)),
  text: z.optional(z.string()),
  _text: element,
  type: z.string(),
  repeats: z.optional(z.boolean()),
  readOnly: z.optional(z.boolean()),
  maxLength: z.optional(z.int()),
  required: z.optional(z.boolean()),
  initial: z.optional(z.unknown()),
  answerConstraint: z.optional(z.string()),
  answerValueSet: z.optional(z.string()),
  answerOption: z.optional(z.array(answerOptionSchema)),
  enableWhen: z.optional(z.array(enableWhenSchema)),
  enableBehavior: z.optional(z.enum(['all', 'any'])),
  extension: extensions,
  modifierExtension: extensions,
})
export type FhirItem = z.infer<typeof itemFields> & { readonly item?: readonly FhirItem[] | undefined }
const itemSchema: z.ZodMiniType<FhirItem> = z.lazy(() =>
  z.extend(itemFields, { item: z.optional(z.array(itemSchema)) }),
)

const conceptSchema = z.looseObject({
  code: z.string(),
  display: z.optional(z.string()),
  _display: element,
  designation: z.optional(z.array(z.looseObject({ language: z.optional(z.string()), value: z.string() }))),
  extension: extensions,
})
export type FhirConcept = z.infer<typeof conceptSchema>

export const codeSystemSchema = z.looseObject({
  resourceType: z.literal('CodeSystem'),
  url: z.optional(z.string()),
  concept: z._default(z.array(conceptSchema), []),
})

export const valueSetSchema = z.looseObject({
  resourceType: z.literal('ValueSet'),
  id: z.optional(z.string()),
  url: z.optional(z.string()),
  compose: z.optional(
    z.looseObject({
      include: z._default(
        z.array(
          z.looseObject({
            system: z.optional(z.string()),
            concept: z.optional(z.array(conceptSchema)),
            filter: z.optional(z.array(z.unknown())),
            valueSet: z.optional(z.array(z.string())),
          }),
        ),
        [],
      ),
      exclude: z.optional(z.array(z.unknown())),
    }),
  ),
  expansion: z.optional(
    z.looseObject({
      contains: z._default(z.array(z.extend(conceptSchema, { system: z.optional(z.string()) })), []),
    }),
  ),
})
export type FhirValueSet = z.infer<typeof valueSetSchema>

export const questionnaireSchema = z.looseObject({
  resourceType: z.literal('Questionnaire'),
  id: z.optional(z.string()),
  url: z.optional(z.string()),
  version: z.optional(z.string()),
  name: z.optional(z.string()),
  title: z.optional(z.string()),
  _title: element,
  language: z.optional(z.string()),
  copyright: z.optional(z.string()),
  code: z.optional(z.array(codingSchema)),
  contained: z._default(z.array(z.looseObject({ resourceType: z.string() })), []),
  item: z._default(z.array(itemSchema), []),
  modifierExtension: extensions,
})
export type FhirQuestionnaire = z.infer<typeof questionnaireSchema>
export type FhirCoding = z.infer<typeof codingSchema>
export type FhirAnswerOption = z.infer<typeof answerOptionSchema>
export type FhirEnableWhen = z.infer<typeof enableWhenSchema>
