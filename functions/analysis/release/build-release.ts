import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { ReleaseContent } from '../../../web/api/releases/release-content.ts'
import { countAdverseEvents } from '../adverse-events/count-adverse-events.ts'
import type { Cohort } from '../cohort/cohort.ts'
import { listTimepoints } from '../completion/completion.ts'
import { computeDefinitionComparison } from '../definition-comparison/definition-comparison.ts'
import type { ReleasedSites } from '../definition-comparison/evaluated-definition.ts'
import { discloseAdverseEvents } from '../disclosure/disclose-adverse-events.ts'
import { discloseDefinitionComparison } from '../disclosure/disclose-definition-comparison.ts'
import { discloseMeanChange, findRoundingStep } from '../disclosure/disclose-mean-change.ts'
import { discloseMeaningfulChange, discloseRepeatedMeasures } from '../disclosure/disclose-models.ts'
import { buildReleaseViewer } from '../disclosure/release-viewer.ts'
import { computeCohortMeanChange } from '../mean-change/cohort-mean-change.ts'
import { computeCohortMeaningfulChange } from '../meaningful-change/cohort-meaningful-change.ts'
import { computeCohortRepeatedMeasures } from '../repeated-measures/cohort-repeated-measures.ts'
import { buildReleasedRates } from './build-released-rates.ts'
import { isCompletionApart, listShownChanges } from './shown-before.ts'

/**
 * A release's content from everybody of a study: pure, so that the same data, definitions, program and earlier releases give
 * the same bytes. Nothing in it names a participant.
 *
 * @param cohort of every site of the study
 * @param earlier content of the study's earlier releases, with which this one could be compared
 * @throws Error where a site of the study is missing from the cohort
 */
export function buildReleaseContent(
  cohort: Cohort,
  study: StudyDefinition,
  measures: Measures,
  earlier: readonly ReleaseContent[],
): ReleaseContent {
  const missing = study.sites.find(({ id }) => !cohort.sites.some(({ site }) => site === id))
  if (missing) throw new Error('a release is of every site of a study')
  const timepoints = listTimepoints(cohort, study).filter((timepoint) => timepoint !== study.baseline)
  const domains = Object.keys(study.domains).flatMap((domain) => {
    const measure = measures.get(domain)
    return measure ? [{ domain, measure }] : []
  })
  const responderRates = timepoints.flatMap((timepoint) =>
    buildReleasedRates(cohort, study, measures, timepoint, earlier),
  )
  const setting = { cohort, study, measures, earlier }
  return {
    ...{ format: 'concord-release-1', study: study.id, studyVersion: study.version, asOf: cohort.asOf },
    responderRates,
    definitionComparisons: timepoints.map((timepoint) => buildComparison(setting, timepoint, responderRates)),
    meanChanges: domains.flatMap((of) =>
      timepoints.map((timepoint) => buildMeanChange(setting, of, timepoint)),
    ),
    repeatedMeasures: domains.map((of) => buildModel(setting, of)),
    meaningfulChanges: domains.flatMap((of) =>
      timepoints.map((timepoint) => buildMeaningful(setting, of, timepoint)),
    ),
    adverseEvents: buildAdverseEvents(setting),
  }
}

type Setting = {
  readonly cohort: Cohort
  readonly study: StudyDefinition
  readonly measures: Measures
  readonly earlier: readonly ReleaseContent[]
}
type Domain = { readonly domain: string; readonly measure: Measure }

function buildComparison(
  { cohort, study, measures, earlier }: Setting,
  timepoint: string,
  released: readonly ResponderRateReply[],
) {
  const [estimand] = listEstimands(study)
  const rates = new Map(
    released
      .filter((one) => one.timepoint === timepoint && one.estimand.id === estimand.id)
      .map((one) => [one.definition, one]),
  )
  const sites: ReleasedSites = {
    shownSites: new Map(
      study.responderDefinitions.map((definition) => {
        const ref = formatRef(definition)
        return [ref, new Set(listShownSites(rates.get(ref)))]
      }),
    ),
    isRowApart: (row) => isCompletionApart(row, earlier, study.minimumCellSize),
  }
  const definitions = study.responderDefinitions
  const question = { study, measures, definitions, timepoint, estimand }
  const viewer = buildReleaseViewer(study.minimumCellSize)
  return discloseDefinitionComparison(computeDefinitionComparison(cohort, question, viewer, sites), rates)
}

function listShownSites(rate: ResponderRateReply | undefined): readonly string[] {
  return (rate?.sites ?? []).flatMap(({ kind, site }) => (kind === 'shown' ? [site] : []))
}

function buildMeanChange(
  { cohort, study, measures, earlier }: Setting,
  { domain, measure }: Domain,
  timepoint: string,
) {
  const everybody = {
    sites: cohort.sites.map(({ site }) => site),
    minimumCellSize: study.minimumCellSize,
  }
  const whole = computeCohortMeanChange(cohort, { study, measure, measures, timepoint }, everybody)
  const shown = listShownChanges(earlier, domain, timepoint)
  return { domain, analysis: discloseMeanChange(whole, measure.range, study.minimumCellSize, shown) }
}

function buildModel({ cohort, study, measures }: Setting, { domain, measure }: Domain) {
  const viewer = buildReleaseViewer(study.minimumCellSize)
  const reply = computeCohortRepeatedMeasures(cohort, { study, measures, measure: domain }, viewer)
  return { domain, analysis: discloseRepeatedMeasures(reply, findRoundingStep(measure.range)) }
}

function buildAdverseEvents({ cohort, study, earlier }: Setting) {
  const areTreated = study.treatments.length > 0
  const sites = cohort.sites.map(({ site, participants }) => ({
    ...{ site, ...countAdverseEvents(participants, areTreated) },
  }))
  return {
    ...{ study: study.id, studyVersion: study.version, asOf: cohort.asOf },
    minimumCellSize: study.minimumCellSize,
    ...discloseAdverseEvents(
      sites,
      study.minimumCellSize,
      earlier.map(({ adverseEvents }) => adverseEvents),
    ),
  }
}

function buildMeaningful(
  { cohort, study, measures }: Setting,
  { domain, measure }: Domain,
  timepoint: string,
) {
  const viewer = buildReleaseViewer(study.minimumCellSize)
  const question = { study, measures, measure: domain, timepoint }
  const reply = computeCohortMeaningfulChange(cohort, question, viewer)
  return { domain, analysis: discloseMeaningfulChange(reply, findRoundingStep(measure.range)) }
}
