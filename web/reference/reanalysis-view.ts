import type { SurvivalCurve } from '../charts/survival-curves.tsx'

/** A number in print beside the same one computed here, rounded to as many decimals. */
export type ReanalysedNumber = {
  readonly what: string
  readonly printed: string
  readonly computed: string
  readonly agrees: boolean
  /** Why they differ, where they do. */
  readonly note: string | null
}

type Estimate = { readonly value: number; readonly interval: readonly [number, number] }

/** A published analysis done again. */
export type Reanalysis = {
  readonly id: string
  readonly title: string
  /** What the data are, and where they are from. */
  readonly data: string
  /** Where the printed numbers are from. */
  readonly source: string
  readonly method: string
  readonly numbers: readonly ReanalysedNumber[]
  readonly plot:
    | {
        readonly kind: 'forest'
        readonly title: string
        readonly axis: string
        /** All on the log scale; weights 0–100. */
        readonly trials: readonly ({ readonly name: string; readonly weight: number } & Estimate)[]
        readonly pooled: Estimate
        readonly prediction: readonly [number, number]
      }
    | {
        readonly kind: 'survival'
        readonly title: string
        readonly axis: string
        readonly curves: readonly SurvivalCurve[]
      }
}
