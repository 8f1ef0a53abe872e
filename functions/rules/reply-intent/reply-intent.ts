import { ERASURE, NO_ERASURE } from './erasure.ts'
import { normalizeWords, splitClauses } from './plain-words.ts'
import { correctSpelling, SELF_HARM, SELF_HARM_JOINED, spellOut } from './self-harm.ts'
import { correctStopSpelling, isShortStop, removeAnswer } from './stop-words.ts'
import {
  COURTESY,
  FILLERS,
  FRIENDLY_SIGNS,
  HELP_ALONE,
  MISTYPED,
  NEGATED_STOP,
  POLITE,
  QUESTION,
  QUESTION_IF_ASKED,
  START_ALONE,
  START_SENTENCES,
  STOP_ALONE,
  STOP_SENTENCES,
  STOP_WORDS,
  THREATS,
  WRONG_NUMBER,
} from './words.ts'

export type ReplyIntent = 'stop' | 'start' | 'help' | 'wrong-number' | 'courtesy' | 'unclear'

/**
 * `speaksOfSelfHarm` and `asksForErasure` stand beside whatever else is wanted. `isBare`: nothing but the keyword for what is wanted, so that
 * nobody has to read it.
 */
export type ClassifiedReply = {
  readonly speaksOfSelfHarm: boolean
  /** To have what is stored deleted: a person speaks with them before anything is. */
  readonly asksForErasure: boolean
  readonly wants: ReplyIntent
  readonly isBare: boolean
}

/** A text message is at most ten parts long. */
const MAX_LENGTH = 1600

/**
 * What a text from a participant's phone means, in English or Spanish, whatever language they are enrolled in.
 * Whoever means STOP by any reasonable words is taken at them, whatever else they say; texts begin again only where nothing
 * else is said; what is not clear is left to a person.
 */
export function classifyReply(body: string): ClassifiedReply {
  const message = body.slice(0, MAX_LENGTH)
  const phrase = normalizeWords(message)
  const clauses = splitClauses(message)
  return {
    speaksOfSelfHarm: hasSelfHarm(message),
    asksForErasure: clauses.some(isErasureRequest),
    wants: findIntent(message, correctStopSpelling(phrase), clauses.map(correctClause)),
    isBare: STOP_ALONE.includes(phrase) || START_ALONE.includes(phrase),
  }
}

/** Whether a text, or several joined to one, speaks of self-harm: as `classifyReply` says. */
export function speaksOfSelfHarm(body: string): boolean {
  return hasSelfHarm(body.slice(0, MAX_LENGTH))
}

function hasSelfHarm(message: string): boolean {
  const spelt = spellOut(message)
  return [message, ...(spelt === message ? [] : [spelt])].some((words) =>
    [normalizeWords(words), ...splitClauses(words).map(({ phrase }) => phrase)].some(isOfSelfHarm),
  )
}

function isOfSelfHarm(phrase: string): boolean {
  const corrected = correctSpelling(phrase)
  const readings = corrected === phrase ? [phrase] : [phrase, corrected]
  return (
    readings.some((words) => SELF_HARM.some((pattern) => pattern.test(words))) ||
    SELF_HARM_JOINED.test(corrected.replaceAll(' ', ''))
  )
}

function findIntent(body: string, phrase: string, clauses: readonly Clause[]): ReplyIntent {
  if (phrase === '') return findWordlessIntent(body)
  if (HELP_ALONE.includes(phrase)) return 'help'
  if (
    isKeyword(STOP_ALONE, POLITE, removeAnswer(phrase)) ||
    isShouted(body) ||
    THREATS.some((words) => words.test(phrase))
  )
    return 'stop'
  if (clauses.some(isStopRequest) || isBriefStopRequest(phrase, clauses)) return 'stop'
  // After STOP: a number that somebody puts right is texted again, one that said STOP is not.
  if (clauses.some(isOfAStranger) && !MISTYPED.test(phrase)) return 'wrong-number'
  if (isStartRequest(phrase)) return 'start'
  if (phrase.split(' ').every((word) => COURTESY.has(word))) return 'courtesy'
  return 'unclear'
}

function findWordlessIntent(body: string): ReplyIntent {
  if (/[?¿]/.test(body)) return 'help'
  return /\p{Extended_Pictographic}/u.test(body.replace(FRIENDLY_SIGNS, '')) ? 'unclear' : 'courtesy'
}

type Clause = ReturnType<typeof splitClauses>[number]

function isErasureRequest({ phrase }: Clause): boolean {
  return ERASURE.some((words) => words.test(phrase)) && !NO_ERASURE.test(phrase)
}

function isOfAStranger({ phrase }: Clause): boolean {
  return WRONG_NUMBER.some((words) => words.test(phrase))
}

/** One of the keywords, several, or the same one again, with nothing around it but the other words. */
function isKeyword(keywords: readonly string[], others: ReadonlySet<string>, phrase: string): boolean {
  if (keywords.includes(phrase)) return true
  const rest = phrase.split(' ').filter((word) => !others.has(word))
  return (
    rest.length > 0 && (keywords.includes(rest.join(' ')) || rest.every((word) => keywords.includes(word)))
  )
}

/** “STOP this is my work phone”: the keyword in capitals, and after it what is not. */
function isShouted(body: string): boolean {
  return (
    /^\W*(?:STOP|STOPALL|UNSUBSCRIBE|ALTO|BASTA)\b(?!['’])(?=.*\p{Ll})/su.test(body) && !/\?\s*$/.test(body)
  )
}

function isStopRequest({ phrase, isQuestion }: Clause): boolean {
  if (NEGATED_STOP.test(phrase) || QUESTION.test(phrase) || (isQuestion && QUESTION_IF_ASKED.test(phrase)))
    return false
  if (STOP_SENTENCES.some((words) => words.test(phrase))) return true
  return phrase.split(' ').length <= 8 && isKeyword(STOP_WORDS, FILLERS, phrase)
}

/** Never of what is negated or asked. */
function isBriefStopRequest(phrase: string, clauses: readonly Clause[]): boolean {
  if (NEGATED_STOP.test(phrase) || QUESTION.test(phrase) || clauses.some(({ isQuestion }) => isQuestion))
    return false
  return isShortStop(phrase)
}

function correctClause({ phrase, isQuestion }: Clause): Clause {
  return { phrase: correctStopSpelling(phrase), isQuestion }
}

function isStartRequest(phrase: string): boolean {
  if (isKeyword(START_ALONE, POLITE, phrase)) return true
  const words = phrase.split(' ').filter((word) => !POLITE.has(word) || word === 'you')
  return START_SENTENCES.some((sentence) => sentence.test(words.join(' ')))
}
