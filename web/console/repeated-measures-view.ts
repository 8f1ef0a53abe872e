import type { EstimateView } from './analysis-view.ts'
import type { MeasureWords } from './analysis-words.ts'
import type { Named } from './frame.ts'

export type CovarianceName =
  | 'unstructured'
  | 'heterogeneous-toeplitz'
  | 'heterogeneous-ar1'
  | 'compound-symmetry'

export type FitReason =
  | 'too-few-participants'
  | 'no-residual-variance'
  | 'design-singular'
  | 'visits-never-measured-together'
  | 'did-not-converge'
  | 'information-singular'

type Place = { readonly visit: string; readonly arm: string }
type Suppressed = { readonly kind: 'suppressed' }
type NotEstimated = {
  readonly kind: 'not-estimated'
  readonly reason: 'nobody-measured' | 'less-than-one-degree-of-freedom'
}
type RejectedStructure = { readonly structure: CovarianceName; readonly reason: FitReason }

export type MeanView = Place &
  (Suppressed | (({ readonly n: number } & EstimateView) | ({ readonly n: number } & NotEstimated)))
export type ContrastView = Place & { readonly against: string } & (
    | Suppressed
    | NotEstimated
    | (EstimateView & { readonly p: number })
  )

export type FittedModel = {
  readonly kind: 'fitted'
  readonly participants: number
  /** `null` where it is suppressed. */
  readonly observations: number | null
  readonly leftOut: { readonly withoutBaseline: number | null; readonly withoutOutcome: number | null }
  readonly visitsLeftOut: readonly string[]
  readonly armsLeftOut: readonly string[]
  readonly structure: CovarianceName
  readonly fallbacks: readonly RejectedStructure[]
  readonly degreesOfFreedom: 'satterthwaite' | 'kenward-roger'
  readonly sites: 'fixed' | 'random' | 'none'
  readonly siteVariance: number | null
  readonly baselineMean: number
  readonly adjustsForBaseline: boolean
  readonly means: readonly MeanView[]
  readonly contrasts: readonly ContrastView[]
  readonly correlation: readonly (readonly number[])[]
  readonly logLikelihood: number
  readonly convergence: { readonly steps: number; readonly distance: number }
  readonly level: number
}

export type NotFittedModel = {
  readonly kind: 'not-fitted'
  readonly reason: FitReason | 'nobody-measured' | 'no-structure-converged'
  readonly visit?: string
  readonly tried: readonly RejectedStructure[]
}

export type ImputedView = {
  readonly assumption:
    | 'missing-at-random'
    | 'jump-to-reference'
    | 'copy-increments-in-reference'
    | 'copy-reference'
  /** Added to what was imputed after the last answers. */
  readonly delta: number
  readonly result:
    | {
        readonly kind: 'pooled'
        readonly estimate: number
        readonly standardError: number
        readonly df: number
        readonly interval: readonly [number, number]
        readonly p: number
        readonly fractionMissing: number
        readonly level: number
      }
    | {
        readonly kind: 'not-pooled' | 'not-imputed'
        readonly reason:
          | 'fewer-than-two-imputations'
          | 'nothing-but-imputed'
          | 'estimate-not-finite'
          | 'no-variance'
          | 'too-few-participants'
          | 'a-visit-without-outcomes'
          | 'an-arm-without-participants'
      }
}

export type SensitivityView =
  | Suppressed
  | { readonly kind: 'not-analysed'; readonly reason: 'fewer-than-two-arms' }
  | {
      readonly kind: 'analysed'
      readonly imputations: number
      readonly seed: number
      readonly contrasts: readonly ImputedView[]
      readonly tippingPoint: { readonly contrasts: readonly ImputedView[]; readonly tipsAt: number | null }
    }

/** What was asked, as it stands in the address. */
export type RepeatedMeasuresQuery = {
  readonly measure: string
  readonly sites: 'fixed' | 'random' | 'none'
  readonly degreesOfFreedom: 'satterthwaite' | 'kenward-roger'
  readonly imputations: number
  readonly seed: number
  readonly structures?: string | undefined
  readonly asOf?: string | undefined
}

/** The API's own result, with titles for the ids that it holds. */
export type RepeatedMeasuresView = {
  readonly asOf: string
  readonly asked: RepeatedMeasuresQuery
  readonly measures: readonly Named[]
  readonly measure: MeasureWords
  readonly visits: readonly Named[]
  /** Of the study, the reference first; one of everybody where nobody is allocated. */
  readonly arms: readonly Named[]
  /** Names of clinics with too few participants to be in it. */
  readonly sitesLeftOut: readonly string[]
  readonly minimumCellSize: number
  readonly model: FittedModel | NotFittedModel | Suppressed
  readonly sensitivity: SensitivityView | null
}
