import { clausesOf, plain } from './plain.ts'
import {
  COURTESY,
  FILLERS,
  HELP_ALONE,
  MISTYPED,
  NEGATED_STOP,
  POLITE,
  QUESTION_ABOUT,
  SELF_HARM,
  START_ALONE,
  START_SENTENCES,
  STOP_ALONE,
  STOP_SENTENCES,
  STOP_WORDS,
  WRONG_NUMBER,
} from './words.ts'

export type Wish = 'stop' | 'start' | 'help' | 'wrong-number' | 'courtesy' | 'unclear'

/**
 * `speaksOfSelfHarm` stands beside whatever else is wanted. `isBare`: nothing but the keyword for what is wanted, so that
 * nobody has to read it.
 */
export type Meaning = { readonly speaksOfSelfHarm: boolean; readonly wants: Wish; readonly isBare: boolean }

/** A text message is at most ten parts long. */
const LONGEST = 1600

/**
 * What a text from a participant's phone means, in English or Spanish, whatever language they are enrolled in.
 * Whoever means STOP by any reasonable words is taken at them, whatever else they say; what is not clear is left to a
 * person.
 */
export function meaningOf(body: string): Meaning {
  const message = body.slice(0, LONGEST)
  const said = plain(message)
  return {
    speaksOfSelfHarm: SELF_HARM.some((words) => words.test(said)),
    wants: wishOf(message, said),
    isBare: isPolitely(said, STOP_ALONE) || isPolitely(said, START_ALONE),
  }
}

function wishOf(body: string, said: string): Wish {
  if (said === '') return /[?¿]/.test(body) ? 'help' : 'courtesy'
  if (HELP_ALONE.includes(said)) return 'help'
  if (WRONG_NUMBER.some((words) => words.test(said)) && !MISTYPED.test(said)) return 'wrong-number'
  const clauses = clausesOf(body)
  if (isPolitely(said, STOP_ALONE) || isKeyword(clauses[0]?.said) || clauses.some(asksToStop)) return 'stop'
  if (isPolitely(said, START_ALONE) || clauses.some(asksToStart)) return 'start'
  if (said.split(' ').every((word) => COURTESY.has(word))) return 'courtesy'
  return 'unclear'
}

/** A first sentence that is STOP and nothing else is STOP, whatever follows. */
function isKeyword(said: string | undefined): boolean {
  return said !== undefined && STOP_WORDS.includes(said)
}

/** One of the words, with nothing but politeness around it. */
function isPolitely(said: string, words: readonly string[]): boolean {
  if (words.includes(said)) return true
  const rest = said.split(' ').filter((word) => !POLITE.has(word))
  return rest.length > 0 && words.includes(rest.join(' '))
}

type Clause = ReturnType<typeof clausesOf>[number]

function asksToStop({ said, isQuestion }: Clause): boolean {
  if (NEGATED_STOP.test(said) || (isQuestion && QUESTION_ABOUT.test(said))) return false
  if (STOP_SENTENCES.some((words) => words.test(said))) return true
  const words = said.split(' ')
  const rest = words.filter((word) => !FILLERS.has(word))
  return rest.length > 0 && STOP_WORDS.includes(rest.join(' ')) && words.length <= 8
}

function asksToStart({ said }: Clause): boolean {
  return START_SENTENCES.some((words) => words.test(said))
}
