import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { DefinitionPreviewReply } from '../../../web/api/responder-definitions/definition-preview.ts'
import { type Cohort, listBaselines } from '../cohort/cohort.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { computeRates } from '../estimand/rates.ts'
import { createBaselineSpread } from '../responder/baseline-spread.ts'
import { compareDefinitions } from './compare-definitions.ts'
import { listCuts } from './cuts.ts'
import {
  buildRate,
  computeCutRates,
  countSites,
  type DefinitionComparisonQuestion,
  evaluateDefinition,
  tallyPrimary,
} from './evaluated-definition.ts'

export type PreviewQuestion = Omit<DefinitionComparisonQuestion, 'definitions'> & {
  readonly draft: PublishedResponderDefinition
  /** The study's other definitions. */
  readonly others: readonly PublishedResponderDefinition[]
  /** The number of the rule whose curve is drawn, by its path. Left out: the first. */
  readonly cut?: string | undefined
}

/**
 * One definition that is not published yet, on the participants of a cohort: its rate, how it agrees with the study's other
 * definitions, and its rate against one of its numbers. The numbers are those of `computeDefinitionComparison` for the same
 * rule. It names no participant and no arm, whoever looks, and shows nothing while fewer than the minimum cell size are due:
 * a rule that somebody writes could single out a person.
 *
 * @param viewer whose own sites are seen whole
 */
export function previewDefinition(
  cohort: Cohort,
  { draft, others, cut: path, ...question }: PreviewQuestion,
  viewer: Viewer,
): DefinitionPreviewReply {
  const { study, measures, timepoint, estimand } = question
  const blind = { ...study, arms: [] }
  const nameless = { ...viewer, naming: [] }
  const setting = {
    ...{ ...question, study: blind, definitions: [draft, ...others] },
    ...{ cohort, viewer: nameless, released: undefined },
    spread: createBaselineSpread(() => listBaselines(cohort), measures),
  }
  const evaluated = evaluateDefinition(draft, setting)
  const { participants, noRate } = evaluated
  const cuts = listCuts(draft.rule, measures)
  const about = {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf, timepoint, estimand },
    ...{ minimumCellSize: viewer.minimumCellSize, sites: cohort.sites.map(({ site }) => site) },
    cuts: cuts.map(({ path: one, value, unit }) => ({ path: one, value, unit })),
  }
  const { met, notMet } = tallyPrimary(participants, nameless).all
  if (noRate === null && met + notMet < viewer.minimumCellSize)
    return { ...about, kind: 'too-few', rate: null, rates: null, others: [], curve: null }
  const isWhole = cohort.sites.every(({ site }) => viewer.sites.includes(site))
  const cut = cuts.find((one) => one.path === path) ?? cuts[0]
  return {
    ...{ ...about, kind: 'computed' },
    rate: buildRate(participants, noRate, nameless),
    rates: isWhole ? computeRates(countSites(participants), noRate) : null,
    others: others.map((other) => {
      const known = evaluateDefinition(other, setting)
      return {
        definition: formatRef(other),
        rate: buildRate(known.participants, known.noRate, nameless),
        comparison: compareDefinitions(evaluated, known, nameless),
      }
    }),
    curve: cut === undefined ? null : { ...cut, curve: computeCutRates(evaluated, cut, setting) },
  }
}
