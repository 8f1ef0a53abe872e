import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { findCodeValue, type Item, isValidAnswer, isWrittenIn } from '../../../surveys/instrument/item.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments, PublishedInstrument } from '../../../surveys/library/library.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import type { TidyVariant } from '../../../web/api/exports/tidy-export.ts'
import type { QuestionnaireResponse } from '../../records/response/response.ts'
import { computeResponseStates, listPublishedInstruments } from '../responses/answer-rows.ts'
import type { TidyPerson } from './tidy-person.ts'
import { computeStudyDay } from './time-columns.ts'

/** Why an answer has no value. What stands first holds before what stands behind it. */
export const MISSING_VALUES = [
  { value: 'declined', label: 'Skipped by the participant' },
  { value: 'not-shown', label: 'Not shown, because of an earlier answer' },
  { value: 'not-reached', label: 'Not reached' },
  { value: 'free-text', label: 'Answered in free text, which is left out' },
  { value: 'no-score', label: 'Answered by an option that has no value' },
  { value: 'unknown-code', label: 'Answered by a code that the question does not have' },
  { value: 'no-enrollment', label: 'A date, of somebody whose day of enrollment is not known' },
] as const
export type MissingValue = (typeof MISSING_VALUES)[number]['value']

/** One item of one response. `code` and `value` are `null` where `missing` says why. */
export type AnswerFact = {
  readonly item: Item
  readonly state: 'answered' | 'declined' | 'not-shown' | 'not-reached'
  readonly code: string | null
  readonly value: number | null
  readonly missing: MissingValue | null
}

export type AnsweredInstrument = {
  readonly definition: InstrumentDefinition
  readonly ref: string
  readonly hash: string
  readonly answers: readonly AnswerFact[]
}

/** Reads the answers of a response, see `createAnswerReader`. */
export type AnswerReader = (
  response: QuestionnaireResponse,
  person: TidyPerson,
) => readonly AnsweredInstrument[]

/**
 * Reads every item of a response on the versions that it was given to. Free text is never among it, and in a file of study days
 * no date is. Keeps what it found of definitions and codes: an export has few of them, and many answers.
 */
export function createAnswerReader(library: Instruments, variant: TidyVariant): AnswerReader {
  const known = new Map<string, readonly KnownInstrument[]>()
  const findInstruments = (response: QuestionnaireResponse) => {
    const key = `${response.definitionsHash} ${response.battery.join(' ')}`
    let found = known.get(key)
    if (found === undefined) {
      found = listPublishedInstruments(library, response).map(describeInstrument)
      known.set(key, found)
    }
    return found
  }
  return (response, person) =>
    findInstruments(response).map(({ published, ref, codes }) => {
      const { definition, hash } = published
      const states = computeResponseStates(published, response)
      return {
        ...{ definition, hash, ref },
        answers: definition.items.map((item, at): AnswerFact => {
          const state = states.get(item.id) ?? 'not-reached'
          const code = response.answers[`${definition.id}/${item.id}`]
          if (state !== 'answered') return { item, state, ...NOTHING, missing: state }
          if (typeof code !== 'string') return { item, state, ...NOTHING, missing: 'unknown-code' }
          if (item.type === 'date' && variant === 'study-days')
            return { item, state, ...readStudyDay(code, person) }
          const ofItem = codes[at] as Map<string, CodeFact>
          let fact = ofItem.get(code)
          if (fact === undefined) {
            fact = readCode(definition, item, code)
            // Of options there are few; of what is written in every answer may be another.
            if (!isWrittenIn(item)) ofItem.set(code, fact)
          }
          return { item, state, code: fact.code, value: fact.value, missing: fact.missing }
        }),
      }
    })
}

type CodeFact = Pick<AnswerFact, 'code' | 'value' | 'missing'>

type KnownInstrument = {
  readonly published: PublishedInstrument
  readonly ref: string
  /** What codes of an item are worth, by its place. */
  readonly codes: readonly Map<string, CodeFact>[]
}

const NOTHING = { code: null, value: null } as const

function describeInstrument(published: PublishedInstrument): KnownInstrument {
  const { definition } = published
  return { published, ref: formatRef(definition), codes: definition.items.map(() => new Map()) }
}

function readStudyDay(code: string, person: TidyPerson): CodeFact {
  const day = Date.parse(code) / 86_400_000
  if (!Number.isInteger(day)) return { ...NOTHING, missing: 'unknown-code' }
  const value = computeStudyDay(person, day)
  return value === null ? { ...NOTHING, missing: 'no-enrollment' } : { code: null, value, missing: null }
}

function readCode(definition: InstrumentDefinition, item: Item, code: string): CodeFact {
  if (item.type === 'text') return { ...NOTHING, missing: 'free-text' }
  const worth = findCodeValue(definition, item, code)
  if (worth !== undefined) return { code, value: toNumber(worth), missing: null }
  // What is no code of the item may be anything, and is not passed on.
  return isValidAnswer(definition, item, code)
    ? { code, value: null, missing: 'no-score' }
    : { ...NOTHING, missing: 'unknown-code' }
}
