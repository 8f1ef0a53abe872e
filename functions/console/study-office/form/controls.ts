import type { Control, FieldSpec, ListSpec } from './form-spec.ts'

/** Short words for what the form of a study is written in. */

export const LINE: Control = { kind: 'line' }
export const PARAGRAPH: Control = { kind: 'paragraph' }
export const NUMBER: Control = { kind: 'number' }
export const TIME: Control = { kind: 'time' }
export const DATE: Control = { kind: 'date' }
export const DAYS: Control = { kind: 'duration', units: ['D'] }
export const HOURS: Control = { kind: 'duration', units: ['H'] }
export const OFFSET: Control = { kind: 'duration', units: ['D', 'W', 'H'] }
export const OPENING: Control = { kind: 'duration', units: ['D', 'W', 'H', 'anchor'] }
export const EVERY: Control = { kind: 'duration', units: ['D', 'W', 'M'] }
export const EVIDENCE: Control = { kind: 'choice', values: ['established', 'unconfirmed'] }
export const ANY_EVIDENCE: Control = {
  kind: 'choice',
  values: ['established', 'unconfirmed', 'unvalidated'],
}

export function field(path: string, control: Control): FieldSpec {
  return { path, control }
}

/** A text in each language of the study. */
export function localised(path: string, control: Control = LINE): FieldSpec {
  return { path, control, by: 'language' }
}

export function oneOf(...values: readonly string[]): Control {
  return { kind: 'choice', values }
}

/** A list whose entries are alike and begin as `blank`. */
export function listOf(list: string, blank: unknown, ...parts: ReturnType<ListSpec['parts']>): ListSpec {
  return { list, parts: () => parts, blanks: { one: { value: blank } } }
}
