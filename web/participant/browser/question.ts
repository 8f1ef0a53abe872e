import { CODE_SEPARATOR, splitCodes } from '../../../surveys/instrument/several-answer.ts'
import { parseWrittenAnswer, type WrittenForm } from '../../../surveys/instrument/written-answer.ts'
import { readWord } from './page.ts'

/** One question as question-screen.tsx and written-answer.tsx write it, on the page or in its template. */

type Field = HTMLInputElement | HTMLTextAreaElement

/** The field to write in; `null` where an option is chosen. */
export function findField(question: ParentNode): Field | null {
  return question.querySelector<Field>('textarea, .written input')
}

/** The options that are the answer, one or several. @param among a selector: only of these options */
export function findOptions(
  question: ParentNode,
  answer: string | null | undefined,
  among = 'input',
): HTMLInputElement[] {
  // No code holds the separator, so that one answer is itself.
  const codes = splitCodes(answer || '')
  const options = Array.from(question.querySelectorAll<HTMLInputElement>(among))
  return options.filter((option) => codes.indexOf(option.value) >= 0)
}

/** What can be written in a field. */
export function readForm(field: Field): WrittenForm {
  // Asked of the attribute: a browser without a time field says that it is text.
  const type = field.getAttribute('type')
  if (type === 'time') return { type }
  if (type === 'date')
    return { type, minimum: (field as HTMLInputElement).min, maximum: (field as HTMLInputElement).max }
  const limit = (name: string) => Number(readWord(field, name))
  return readWord(field, 'decimals')
    ? { type: 'number', minimum: limit('least'), maximum: limit('most'), decimals: limit('decimals') }
    : { type: 'text', maximumLength: field.maxLength }
}

/** What is chosen or written; `undefined` where that is no answer, so that it is said before it is sent. */
export function readAnswer(question: ParentNode): string | undefined {
  const field = findField(question)
  if (field) return parseWrittenAnswer(readForm(field), field.value) && field.value.trim()
  const chosen = Array.from(question.querySelectorAll<HTMLInputElement>('input:checked'))
  // The server refuses one that stands alone beside others.
  if (chosen[1] && question.querySelector('[data-alone]:checked')) return undefined
  return chosen.map((option) => option.value).join(CODE_SEPARATOR) || undefined
}

/** Shows an answer: chosen, or written in. */
export function showAnswer(question: ParentNode, answer: string | null | undefined): void {
  const field = findField(question)
  if (field) field.value = answer || ''
  else
    for (const input of question.querySelectorAll('input'))
      input.checked = splitCodes(answer || '').indexOf(input.value) >= 0
}
