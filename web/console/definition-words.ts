import type { RuleDescription } from '../responder/describe-responder-rule.ts'
import type { Named } from './frame.ts'

/** A responder definition in words. */
export type DefinitionWords = {
  readonly title: string
  readonly source: string
  readonly rule: readonly RuleDescription[]
  /** The rule around each of its numbers, by the path of the number. */
  readonly cuts: ReadonlyMap<string, string>
}

/** Titles of what a comparison of definitions names by id. */
export type DefinitionComparisonWords = {
  /** Follow-ups to choose from, the one shown among them. */
  readonly timepoints: readonly Named[]
  readonly estimands: readonly Named[]
  readonly sites: readonly Named[]
  readonly arms: readonly Named[]
  /** By `id@version`. */
  readonly definitions: ReadonlyMap<string, DefinitionWords>
}

/** A responder definition in words, and what else a rate can be of. */
export type ResponderRateWords = {
  readonly definition: { readonly title: string; readonly summary: string; readonly source: string }
  readonly definitions: readonly Named[]
  readonly arms: readonly Named[]
  readonly estimands: readonly Named[]
  /** Follow-ups to choose from, the one shown among them. */
  readonly timepoints: readonly Named[]
}
