import type { AnswerState } from '../../../surveys/instrument/answer-states.ts'
import type { Answers } from '../../../surveys/instrument/answers.ts'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { type Item, isValidAnswer, listOptions } from '../../../surveys/instrument/item.ts'
import { splitCodes } from '../../../surveys/instrument/several-answer.ts'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { chooseMainLocale, formatCanonical } from './fhir-questionnaire.ts'
import type { FhirReference } from './fhir-reference.ts'

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'

const COMPLETION = {
  proxy: 'answers given to a person who entered them',
  mixed: 'some answers entered by the participant, some given to a person who entered them',
} as const

/** Who answered what, when: `authored` is an ISO 8601 instant. */
export type ResponseFacts = {
  readonly id: string
  readonly subject: FhirReference
  /** The assessment, where it is known. */
  readonly encounter?: FhirReference
  readonly authored: string
  readonly answeredBy: 'self' | 'proxy' | 'mixed'
  /** `not-submitted`: its window closed on answers that were never sent. */
  readonly state: 'submitted' | 'draft' | 'not-submitted'
  /** What people wrote is left out, and the item says so. */
  readonly masksFreeText?: boolean
}

/**
 * One instrument's answers as a FHIR R4 QuestionnaireResponse. A declined question stands without an answer and says
 * that it was declined; one that was not shown, or not reached, does not stand there. Answers that were never sent are
 * `stopped`, whole or not: nothing more is expected of them. A code that the question does not have may be anything, and is not
 * passed on.
 *
 * @param states what became of each item
 * @param url the canonical address of the questionnaire
 */
export function buildFhirResponse(
  definition: InstrumentDefinition,
  answers: Answers,
  states: ReadonlyMap<string, AnswerState>,
  url: string,
  facts: ResponseFacts,
): object {
  const answered = definition.items.filter(({ id }) => states.get(id) === 'answered')
  const isWhole = definition.items.every(({ id }) => states.get(id) !== 'not-reached')
  return {
    resourceType: 'QuestionnaireResponse',
    id: facts.id,
    questionnaire: `${url}|${definition.version}`,
    status: STATUSES[facts.state] ?? (isWhole ? 'completed' : 'in-progress'),
    subject: facts.subject,
    ...(facts.encounter && { encounter: facts.encounter }),
    authored: facts.authored,
    ...(facts.answeredBy !== 'self' && {
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/questionnaireresponse-completionMode',
          valueCodeableConcept: { text: COMPLETION[facts.answeredBy] },
        },
      ],
    }),
    item: definition.items.flatMap((item): readonly object[] => {
      const state = states.get(item.id)
      const words = {
        linkId: item.id,
        ...(item.text && { text: pickText(item.text, chooseMainLocale(definition)) }),
      }
      const leaveOut = (reason: string) => [{ ...words, extension: [{ url: ABSENT, valueCode: reason }] }]
      if (state === 'declined') return leaveOut('asked-declined')
      const code = answers[item.id]
      if (!answered.includes(item) || typeof code !== 'string') return []
      if (item.type === 'text' && facts.masksFreeText) return leaveOut('masked')
      if (!isValidAnswer(definition, item, code)) return leaveOut('error')
      const codes = item.type === 'several' ? splitCodes(code) : [code]
      return [{ ...words, answer: codes.map((one) => buildAnswer(definition, item, one)) }]
    }),
  }
}

/** Of the others the answers say it. */
const STATUSES = { submitted: undefined, draft: 'in-progress', 'not-submitted': 'stopped' } as const

function buildAnswer(definition: InstrumentDefinition, item: Item, code: string): object {
  switch (item.type) {
    case 'choice':
    case 'several': {
      const option = listOptions(definition, item).find((candidate) => candidate.code === code)
      const display = option?.label && pickText(option.label, chooseMainLocale(definition))
      return { valueCoding: { system: formatCanonical(definition), code, ...(display && { display }) } }
    }
    case 'numeric-scale':
      return { valueInteger: Number(code) }
    case 'number':
      return item.decimals === 0 ? { valueInteger: Number(code) } : { valueDecimal: Number(code) }
    case 'time':
      return { valueTime: `${code}:00` }
    case 'date':
      return { valueDate: code }
    case 'text':
      return { valueString: code }
  }
}
