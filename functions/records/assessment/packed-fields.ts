import * as z from 'zod/mini'
import type { BatteryAnswers } from '../response/response.ts'

/*
 * How a survey's item holds what every answer writes: instants as numbers, and what is a map or a list as one text. A survey
 * stays below the kilobyte that one write unit pays for, and a database does half the work for a text that it does for
 * fifteen nested values. An answer writes all answers, since it is of the very revision that was read.
 */

/** Milliseconds since 1970; read as ISO text with milliseconds. */
export const packedInstant = z.pipe(
  z.int(),
  z.transform((at) => new Date(at).toISOString()),
)

export function packInstant(iso: string): number {
  return Date.parse(iso)
}

export const packedAnswers = z.pipe(
  z.pipe(
    z.string(),
    z.transform((json): unknown => JSON.parse(json)),
  ),
  z.record(z.string(), z.nullable(z.string())),
)

export function packAnswers(answers: BatteryAnswers): string {
  return JSON.stringify(answers)
}

/** Words without a space in them: `peg@1.0.0 phq-9@1.0.0`. */
export const packedWords = z.pipe(
  z.string(),
  z.transform((words) => (words === '' ? [] : words.split(' '))),
)

export function packWords(words: Iterable<string>): string {
  return [...words].join(' ')
}

/** The instants of an assessment's own attributes. */
const INSTANTS: ReadonlySet<string> = new Set([
  ...(['anchoredAt', 'opensAt', 'dueAt', 'closesAt', 'openedAt', 'startedAt', 'completedAt'] as const),
  ...(['plannedSince', 'savedAt'] as const),
])

/** An attribute of an assessment as its item holds it. */
export function packAttribute(name: string, value: unknown): unknown {
  if (typeof value === 'string' && INSTANTS.has(name)) return packInstant(value)
  return name === 'battery' && Array.isArray(value) ? packWords(value) : value
}

export function packAttributes(attributes: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, packAttribute(name, value)]),
  )
}
