import type { Context } from 'hono'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { getAdverseEvents } from '../../../web/api/analyses/adverse-events.ts'
import { getDefinitionComparison } from '../../../web/api/analyses/definition-comparison.ts'
import { getInstrumentQuality } from '../../../web/api/analyses/instrument-quality.ts'
import { getMeanChange } from '../../../web/api/analyses/mean-change.ts'
import { getMeaningfulChange } from '../../../web/api/analyses/meaningful-change.ts'
import { getRepeatedMeasures } from '../../../web/api/analyses/repeated-measures.ts'
import { getResponderRate } from '../../../web/api/analyses/responder-rate.ts'
import type { Contract } from '../../../web/api/schemas/contract.ts'
import {
  AdverseEventsPage,
  DefinitionComparisonPage,
  InstrumentQualityPage,
  MeanChangePage,
  MeaningfulChangePage,
  ReleasedAdverseEventsPage,
  RepeatedMeasuresPage,
  ResponderRatePage,
} from '../../../web/console/analyses.ts'
import { CSV_TYPE } from '../../interchange/csv/format-csv.ts'
import {
  formatResponderRateCsv,
  formatResponderRateFileName,
} from '../../interchange/csv/responder-rate-csv.ts'
import { parseQuery, readSingleParameters } from '../../platform/http/contract.ts'
import { buildNotFound, requireMembership } from '../../workflows/access/staff-access.ts'
import { readAdverseEvents } from '../../workflows/analyses/read-adverse-events.ts'
import { readDefinitionComparison } from '../../workflows/analyses/read-definition-comparison.ts'
import {
  type InstrumentQualityDeps,
  readInstrumentQuality,
} from '../../workflows/analyses/read-instrument-quality.ts'
import { readMeanChange } from '../../workflows/analyses/read-mean-change.ts'
import { readMeaningfulChange } from '../../workflows/analyses/read-meaningful-change.ts'
import { readRepeatedMeasures } from '../../workflows/analyses/read-repeated-measures.ts'
import { readResponderRate } from '../../workflows/analyses/read-responder-rate.ts'
import {
  findReleasedAdverseEvents,
  findReleasedComparison,
  findReleasedMeanChange,
  findReleasedMeaningfulChange,
  findReleasedRate,
  findReleasedRepeatedMeasures,
  pickReleaseRef,
  type ReadReleaseDeps,
  type Release,
} from '../../workflows/releases/read-release.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { buildFollowUpWords } from './analysis-words.ts'
import { joinAttributeFields } from './attribute-fields.ts'
import { buildDefinitionComparisonWords } from './definition-comparison-words.ts'
import { listFollowUpChoices } from './follow-up-choices.ts'
import { buildMeaningfulChangeWords } from './meaningful-change-words.ts'
import { readChosenNumbers } from './release-choice.ts'
import { buildRepeatedMeasuresWords } from './repeated-measures-words.ts'
import { buildResponderRateWords } from './responder-rate-words.ts'

export type AnalysisPageDeps = InstrumentQualityDeps & ReadReleaseDeps

type AnalysisContext = Context<ConsoleEnv, '/studies/:study/analyses/:analysis'>

const PAGES: Readonly<Record<string, (deps: AnalysisPageDeps, c: AnalysisContext) => Promise<Response>>> = {
  'responder-rate': showResponderRate,
  'definition-comparison': showDefinitionComparison,
  'mean-change': showMeanChange,
  'repeated-measures': showRepeatedMeasures,
  'meaningful-change': showMeaningfulChange,
  'instrument-quality': showInstrumentQuality,
  'adverse-events': showAdverseEvents,
}

/**
 * An analysis as a page: it takes what its API takes, and shows what that answers. `format=json` gives the API's own bytes as
 * a file. The study's first measure and follow-up are shown where none is asked for.
 * @throws ProblemError 404 for an analysis that there is none of
 */
export function showAnalysis(
  deps: AnalysisPageDeps,
  c: AnalysisContext,
  analysis: string,
): Promise<Response> {
  const show = Object.hasOwn(PAGES, analysis) ? PAGES[analysis] : undefined
  if (!show) throw buildNotFound()
  return show(deps, c)
}

async function showResponderRate(deps: AnalysisPageDeps, c: AnalysisContext) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const { study } = membership
  const { release, choice } = await readChosenNumbers(deps, c, membership)
  const followUps = study.timepoints.filter(({ id }) => id !== study.baseline)
  const first = { definition: study.responderDefinitions[0]?.id, timepoint: followUps[0]?.id }
  if (!first.definition || !first.timepoint) throw buildNotFound()
  const { definition, timepoint } = first
  const query = parseQuery(getResponderRate, {
    definition,
    timepoint,
    ...readAsked(getResponderRate, c),
  })
  const { format, ...asked } = query
  const result = release ? findReleasedRate(release, query) : await readResponderRate(deps, membership, query)
  if (format !== 'json') {
    c.header(
      'content-disposition',
      `attachment; filename="${formatResponderRateFileName({ ...query, release: release?.header.number })}"`,
    )
    const isForSpreadsheet = format === 'spreadsheet'
    return c.body(
      formatResponderRateCsv(result, {
        isForSpreadsheet,
        ...(release && { release: pickReleaseRef(release.header) }),
      }),
      200,
      { 'content-type': CSV_TYPE },
    )
  }
  if (c.req.query('format') === 'json')
    return sendAsFile(c, result, ['responder-rate', query.definition, query.timepoint], release)
  const words = buildResponderRateWords(study, result, readLanguage(c))
  return c.html(
    <ResponderRatePage
      frame={buildFrame(c, membership, choice)}
      {...{ result, words }}
      query={{ ...asked, release: release?.header.number }}
    />,
  )
}

async function showDefinitionComparison(deps: AnalysisPageDeps, c: AnalysisContext) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const { study } = membership
  const { release, choice } = await readChosenNumbers(deps, c, membership)
  const { format, ...asked } = readAsked(getDefinitionComparison, c)
  const query = parseQuery(getDefinitionComparison, { timepoint: requireFirstFollowUp(study), ...asked })
  const result = release
    ? findReleasedComparison(release, query)
    : await readDefinitionComparison(deps, membership, query)
  if (format === 'json') return sendAsFile(c, result, ['definition-comparison', query.timepoint], release)
  const words = buildDefinitionComparisonWords(study, membership.library, result, readLanguage(c))
  return c.html(
    <DefinitionComparisonPage
      frame={buildFrame(c, membership, choice)}
      {...{ result, words }}
      query={{ ...query, release: release?.header.number }}
    />,
  )
}

async function showMeanChange(deps: AnalysisPageDeps, c: AnalysisContext) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const { study } = membership
  const { release, choice } = await readChosenNumbers(deps, c, membership)
  const { format, ...asked } = readAsked(getMeanChange, c)
  const first = { measure: requireFirstMeasure(study), timepoint: requireFirstFollowUp(study) }
  const query = parseQuery(getMeanChange, { ...first, ...asked })
  const result = release
    ? findReleasedMeanChange(release, query)
    : await readMeanChange(deps, membership, query)
  if (format === 'json')
    return sendAsFile(c, result, ['mean-change', query.measure, query.timepoint], release)
  const words = buildFollowUpWords(study, membership.library, query, readLanguage(c))
  return c.html(
    <MeanChangePage
      frame={buildFrame(c, membership, choice)}
      {...{ result, words }}
      query={{ ...query, release: release?.header.number }}
    />,
  )
}

async function showAdverseEvents(deps: AnalysisPageDeps, c: AnalysisContext) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const { release, choice } = await readChosenNumbers(deps, c, membership)
  const frame = buildFrame(c, membership, choice)
  const { format, ...asked } = readAsked(getAdverseEvents, c)
  const query = parseQuery(getAdverseEvents, asked)
  if (release) {
    const found = findReleasedAdverseEvents(release)
    if (format === 'json') return sendAsFile(c, found, ['adverse-events'], release)
    return c.html(<ReleasedAdverseEventsPage frame={frame} result={found} release={release.header.number} />)
  }
  const result = await readAdverseEvents(deps, membership, query)
  if (format === 'json') return sendAsFile(c, result, ['adverse-events'], undefined)
  const sites = membership.study.sites.map(({ id, name }) => ({ id, title: name }))
  return c.html(<AdverseEventsPage {...{ frame, result, query, sites }} />)
}

async function showRepeatedMeasures(deps: AnalysisPageDeps, c: AnalysisContext) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const { study } = membership
  const { release, choice } = await readChosenNumbers(deps, c, membership)
  const { format, ...asked } = readAsked(getRepeatedMeasures, c)
  const query = parseQuery(getRepeatedMeasures, { measure: requireFirstMeasure(study), ...asked })
  const result = release
    ? findReleasedRepeatedMeasures(release, query)
    : await readRepeatedMeasures(deps, membership, query)
  if (format === 'json') return sendAsFile(c, result, ['repeated-measures', query.measure], release)
  const words = buildRepeatedMeasuresWords(study, membership.library, query.measure, result, readLanguage(c))
  return c.html(
    <RepeatedMeasuresPage
      frame={buildFrame(c, membership, choice)}
      {...{ result, words }}
      query={{ ...query, release: release?.header.number }}
    />,
  )
}

async function showMeaningfulChange(deps: AnalysisPageDeps, c: AnalysisContext) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const { study } = membership
  const { release, choice } = await readChosenNumbers(deps, c, membership)
  const { format, ...asked } = readAsked(getMeaningfulChange, c)
  const first = { measure: requireFirstMeasure(study), timepoint: requireFirstFollowUp(study) }
  const query = parseQuery(getMeaningfulChange, { ...first, ...asked })
  const result = release
    ? findReleasedMeaningfulChange(release, query)
    : await readMeaningfulChange(deps, membership, query)
  if (format === 'json')
    return sendAsFile(c, result, ['meaningful-change', query.measure, query.timepoint], release)
  const words = buildMeaningfulChangeWords(study, membership.library, query, result, readLanguage(c))
  return c.html(
    <MeaningfulChangePage
      frame={buildFrame(c, membership, choice)}
      {...{ result, words }}
      query={{ ...query, release: release?.header.number }}
    />,
  )
}

async function showInstrumentQuality(deps: InstrumentQualityDeps, c: AnalysisContext) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const { study } = membership
  const { format, ...asked } = joinAttributeFields(readSingleParameters(getInstrumentQuality, c.req))
  const first = { measure: requireFirstMeasure(study), timepoint: requireFirstFollowUp(study) }
  const query = parseQuery(getInstrumentQuality, { ...first, ...asked })
  const result = await readInstrumentQuality(deps, membership, query)
  if (format === 'json')
    return sendAsFile(c, result, ['instrument-quality', query.measure, query.timepoint], undefined)
  const words = buildFollowUpWords(study, membership.library, query, readLanguage(c))
  return c.html(<InstrumentQualityPage frame={buildFrame(c, membership)} {...{ result, query, words }} />)
}

/** The API's own bytes, to keep. */
function sendAsFile<Result extends object>(
  c: Context<ConsoleEnv>,
  result: Result,
  name: readonly string[],
  release: Release | undefined,
) {
  const parts = release ? [...name, 'release', release.header.number] : name
  c.header('content-disposition', `attachment; filename="${parts.join('-').replaceAll('/', '-')}.json"`)
  return c.json(result)
}

/** What an address asks an analysis for; which numbers it is of is asked beside it. */
function readAsked(contract: Contract, c: AnalysisContext): Record<string, string> {
  const { release: _, ...asked } = readSingleParameters(contract, c.req)
  return joinAttributeFields(asked)
}

/** @throws ProblemError 404 where the study has none */
function requireFirstFollowUp(study: StudyDefinition): string {
  const [first] = listFollowUpChoices(study, 'en')
  if (!first) throw buildNotFound()
  return first.id
}

/** @throws ProblemError 404 where the study measures no domain */
function requireFirstMeasure({ domains }: StudyDefinition): string {
  const [first] = Object.keys(domains)
  if (first === undefined) throw buildNotFound()
  return first
}
