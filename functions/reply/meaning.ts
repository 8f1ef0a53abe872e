import {
  COURTESY,
  FILLERS,
  HELP_ALONE,
  NEGATED_STOP,
  SELF_HARM,
  START_ALONE,
  START_SENTENCES,
  STOP_ALONE,
  STOP_SENTENCES,
  WRONG_NUMBER,
} from './words.ts'

export type Wish = 'stop' | 'start' | 'help' | 'wrong-number' | 'courtesy' | 'unclear'

/** `speaksOfSelfHarm` stands beside whatever else is wanted. */
export type Meaning = { readonly speaksOfSelfHarm: boolean; readonly wants: Wish }

/** A text message is at most ten parts long. */
const LONGEST = 1600

/**
 * What a text from a participant's phone means, in English or Spanish, whatever language they are enrolled in.
 * Whoever means STOP by any reasonable words is taken at them; what is not clear is left to a person.
 */
export function meaningOf(body: string): Meaning {
  const said = plain(body.slice(0, LONGEST))
  return { speaksOfSelfHarm: SELF_HARM.some((words) => words.test(said)), wants: wishOf(body, said) }
}

function wishOf(body: string, said: string): Wish {
  if (said === '') return /[?¿]/.test(body) ? 'help' : 'courtesy'
  if (HELP_ALONE.includes(said)) return 'help'
  if (WRONG_NUMBER.some((words) => words.test(said))) return 'wrong-number'
  if (isStop(said)) return 'stop'
  if (START_ALONE.includes(said) || START_SENTENCES.some((words) => words.test(said))) return 'start'
  if (said.split(' ').every((word) => COURTESY.has(word))) return 'courtesy'
  return 'unclear'
}

function isStop(said: string): boolean {
  if (NEGATED_STOP.test(said)) return false
  if (STOP_ALONE.includes(said) || STOP_SENTENCES.some((words) => words.test(said))) return true
  const rest = said.split(' ').filter((word) => !FILLERS.has(word))
  return rest.length > 0 && STOP_ALONE.includes(rest.join(' ')) && said.split(' ').length <= 8
}

/** Lower case, without accents, apostrophes and invisible characters; anything else between words becomes one space. */
export function plain(body: string): string {
  return body
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}'’‘`´]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
