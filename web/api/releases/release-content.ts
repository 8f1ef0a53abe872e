import type { DefinitionComparisonReply } from '../analyses/definition-comparison.ts'
import type { MeanChangeReply } from '../analyses/mean-change.ts'
import type { MeaningfulChangeReply } from '../analyses/meaningful-change.ts'
import type { RepeatedMeasuresReply } from '../analyses/repeated-measures.ts'
import type { ResponderRateReply } from '../analyses/responder-rate.ts'
import type { ReleasedAdverseEvents } from './released-adverse-events.ts'

/** What a release says, without its name and number: every analysis as everybody may see it. */
export type ReleaseContent = {
  readonly format: 'concord-release-1'
  readonly study: string
  readonly studyVersion: string
  readonly asOf: string
  /** Definition × timepoint × estimand. */
  readonly responderRates: readonly ResponderRateReply[]
  /** By timepoint, under the study's first estimand. */
  readonly definitionComparisons: readonly DefinitionComparisonReply[]
  /** Domain × timepoint, by the name of the domain. */
  readonly meanChanges: readonly ByMeasure<MeanChangeReply>[]
  readonly repeatedMeasures: readonly ByMeasure<RepeatedMeasuresReply>[]
  readonly meaningfulChanges: readonly ByMeasure<MeaningfulChangeReply>[]
  readonly adverseEvents: ReleasedAdverseEvents
}

/** An analysis of a measure, under the name that it is asked for by: a domain of the study, such as `pain`. */
export type ByMeasure<Analysis> = { readonly domain: string; readonly analysis: Analysis }
