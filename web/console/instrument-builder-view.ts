import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'

export const SCALE_OPERATIONS = ['sum', 'mean', 'max', 'min', 'value'] as const
export const MISSING_POLICIES = [
  'all-required',
  'half-rule',
  'mean-substitute',
  'of-answered',
  'blank-counts-zero',
] as const
export const TRANSLATION_STATES = ['official', 'unvalidated', 'machine'] as const

/** Fields of the form of a scale that can be wrong by themselves. */
export const SCALE_FIELDS = ['title', 'of', 'minimum', 'source', 'bands'] as const
export type ScaleField = (typeof SCALE_FIELDS)[number]

/** A scale as it is typed: text by language, ids, and what of a list is chosen. */
export type TypedScale = {
  /** Of the scale that is changed; empty for a new one. */
  readonly id: string
  readonly title: Readonly<Record<string, string>>
  readonly domain: string
  readonly operation: string
  readonly of: readonly string[]
  readonly reverse: readonly string[]
  readonly missing: string
  /** Answers that are enough, where the policy counts them. */
  readonly minimum: string
  readonly unit: string
  readonly direction: string
  readonly source: string
  readonly bands: readonly { readonly from: string; readonly label: Readonly<Record<string, string>> }[]
}

/** Answers by item, expected scores by scale. */
export type TypedExample = {
  readonly source: string
  readonly answers: Readonly<Record<string, string>>
  readonly scores: Readonly<Record<string, string>>
}

/** Fields of the form of a worked example that can be wrong by themselves: the source, or the score of a scale. */
export type ExampleFault = { readonly scale: string | undefined }

/** A definition that is being completed, with whatever of its forms is typed and wrong. */
export type BuilderView = {
  readonly definition: InstrumentDefinition
  /** Scales whose rule the form can say. */
  readonly changeable: readonly string[]
  readonly scale: TypedScale
  readonly scaleFaults: readonly ScaleField[]
  readonly example: TypedExample
  readonly exampleFaults: readonly ExampleFault[]
}

/** How many bands the form has room for. */
export const BAND_ROWS = 6
