import type { Answers } from '../../surveys/instrument/answers.ts'
import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import type { Explanation } from '../../surveys/scoring/explain.ts'
import type { Change } from '../../surveys/versions/diff.ts'

/** A version, and what it changed against the one before it. */
export type VersionView = { readonly version: string; readonly changes: readonly Change[] | null }

/** A page about one version of an instrument, with scores for answers that someone tries. */
export type InstrumentView = {
  readonly definition: InstrumentDefinition
  readonly hash: string
  /** Newest first. */
  readonly versions: readonly VersionView[]
  readonly answers: Answers
  /** `null` until something was tried. */
  readonly explanations: readonly Explanation[] | null
  /** An answer was sent that the item cannot have. */
  readonly hasUnreadable: boolean
}

/** Whether a participant could be asked it: every item is worded. */
export function isWorded({ items }: InstrumentDefinition): boolean {
  return items.every(({ text }) => text !== undefined)
}

export const instrumentPaths = {
  list: '/instruments',
  page: ({ id, version }: { id: string; version: string }) => `/instruments/${id}/${version}`,
  fhir: ({ id, version }: { id: string; version: string }) => `/api/instruments/${id}/${version}/fhir`,
  json: ({ id, version }: { id: string; version: string }) => `/api/instruments/${id}/${version}`,
} as const
