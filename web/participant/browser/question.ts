import { parseWrittenAnswer, type WrittenForm } from '../../../surveys/instrument/written-answer.ts'
import { readWord } from './page.ts'

/** One question as question-screen.tsx and written-answer.tsx write it, on the page or in its template. */

type Field = HTMLInputElement | HTMLTextAreaElement

/** The field to write in; `null` where an option is chosen. */
export function findField(question: ParentNode): Field | null {
  return question.querySelector<Field>('textarea, input:not([type="radio"]):not([type="hidden"])')
}

/** The option that is the answer. @param among a selector: only of these options */
export function findOption(
  question: ParentNode,
  answer: string | null | undefined,
  among = 'input',
): HTMLInputElement | undefined {
  const options = Array.from(question.querySelectorAll<HTMLInputElement>(among))
  return options.find((option) => option.value === answer)
}

/** What can be written in a field. */
export function readForm(field: Field): WrittenForm {
  // Asked of the attribute: a browser without a time field says that it is text.
  if (field.getAttribute('type') === 'time') return { type: 'time' }
  const limit = (name: string) => Number(readWord(field, name))
  return readWord(field, 'decimals')
    ? { type: 'number', minimum: limit('least'), maximum: limit('most'), decimals: limit('decimals') }
    : { type: 'text', maximumLength: field.maxLength }
}

/** What is chosen or written; `undefined` where that is no answer, so that it is said before it is sent. */
export function readAnswer(question: ParentNode): string | undefined {
  const field = findField(question)
  if (field) return parseWrittenAnswer(readForm(field), field.value) && field.value.trim()
  const chosen = question.querySelector<HTMLInputElement>('input:checked')
  return chosen ? chosen.value : undefined
}

/** Shows an answer: chosen, or written in. */
export function showAnswer(question: ParentNode, answer: string | null | undefined): void {
  const field = findField(question)
  if (field) field.value = answer || ''
  else for (const input of question.querySelectorAll('input')) input.checked = input.value === answer
}
