import type { ResponderDefinition } from '../responder/definition.ts'
import type { ResponderRule } from '../responder/rule.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { checkResponderRule, listNestedRules } from './check-responder-rule.ts'

/** Characters of each text: what a table and a citation have room for. */
const MAX_LENGTHS = { title: 120, summary: 600, source: 1000 } as const
/** Languages in which staff read the console. */
const LANGUAGES = ['en', 'es'] as const

/**
 * What is wrong with a responder definition that somebody publishes, whatever study uses it: words that are missing in a language
 * of the console, no source, texts that are too long, a faulty rule, scores that no published instrument gives.
 *
 * @param scores every score of a published instrument, `instrument/scale`
 */
export function checkResponderDefinition(
  definition: ResponderDefinition,
  scores: ReadonlySet<string>,
): readonly DefinitionFault[] {
  return [
    ...checkDefinitionTexts(definition),
    ...checkResponderRule(definition.rule),
    ...checkScores(definition.rule, scores, '/rule'),
  ]
}

/** What is wrong with the texts of a definition, which may be anything else. */
export function checkDefinitionTexts(
  definition: Readonly<Record<string, unknown>>,
): readonly DefinitionFault[] {
  return [
    ...(['title', 'summary'] as const).flatMap((field) => checkTexts(field, definition[field])),
    ...checkText('/source', definition.source, MAX_LENGTHS.source),
  ]
}

function checkTexts(field: 'title' | 'summary', texts: unknown): readonly DefinitionFault[] {
  const known: Readonly<Record<string, unknown>> =
    typeof texts === 'object' && texts !== null ? (texts as Record<string, unknown>) : {}
  return [...new Set([...LANGUAGES, ...Object.keys(known)])].flatMap((language) =>
    checkText(`/${field}/${language}`, known[language], MAX_LENGTHS[field]),
  )
}

function checkText(pointer: string, text: unknown, most: number): readonly DefinitionFault[] {
  // Of another type it is refused by the schema.
  if (text !== undefined && typeof text !== 'string') return []
  if (text === undefined || text.trim() === '') return [{ pointer, detail: 'must be filled in' }]
  return [...text].length > most ? [{ pointer, detail: `must have at most ${most} characters` }] : []
}

/** A domain is a matter of each study; a score must be there for some study to ask it. */
function checkScores(
  rule: ResponderRule,
  scores: ReadonlySet<string>,
  pointer: string,
): readonly DefinitionFault[] {
  const own = Object.entries(rule).flatMap(([name, value]) =>
    typeof value === 'string' && value.includes('/') && !scores.has(value)
      ? [{ pointer: `${pointer}/${name}`, detail: `no published instrument has the score ${value}` }]
      : [],
  )
  const nested = listNestedRules(rule, pointer)
  return [...own, ...nested.flatMap((part) => checkScores(part.rule, scores, part.pointer))]
}
