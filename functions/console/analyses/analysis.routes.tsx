import { type Context, Hono } from 'hono'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { getLab } from '../../../web/api/analyses/definition-comparison.ts'
import { getChange } from '../../../web/api/analyses/mean-change.ts'
import { getThresholds } from '../../../web/api/analyses/meaningful-change.ts'
import { getModel } from '../../../web/api/analyses/repeated-measures.ts'
import { ChangePage, LabPage, ModelPage, ThresholdsPage } from '../../../web/console/index.ts'
import { parseQuery, readSingleParameters } from '../../platform/http/contract.ts'
import { buildNotFound, requireMembership } from '../../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import { readDefinitionComparison } from '../../workflows/analyses/read-definition-comparison.ts'
import { readMeanChange } from '../../workflows/analyses/read-mean-change.ts'
import { readMeaningfulChange } from '../../workflows/analyses/read-meaningful-change.ts'
import { readRepeatedMeasures } from '../../workflows/analyses/read-repeated-measures.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { buildDefinitionComparisonView } from './definition-comparison-view.ts'
import { listFollowUpChoices } from './follow-up-choices.ts'
import { buildMeanChangeView } from './mean-change-view.ts'
import { buildMeaningfulChangeView } from './meaningful-change-view.ts'
import { buildRepeatedMeasuresView } from './repeated-measures-view.ts'

/**
 * The analyses as pages: each takes what its API takes, and shows what that answers. `format=json` gives the API's own bytes
 * as a file. The study's first measure and follow-up are shown where none is asked for.
 */
export function createAnalysisPages(deps: AnalysisDeps) {
  return new Hono<ConsoleEnv>()
    .get('/studies/:study/lab', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getLab, c.req)
      const query = parseQuery(getLab, { timepoint: requireFirstFollowUp(study), ...asked })
      const lab = await readDefinitionComparison(deps, membership, query)
      if (format === 'json') return sendAsFile(c, lab, ['lab', query.timepoint])
      const view = buildDefinitionComparisonView(study, deps.library, query, lab, readLanguage(c))
      return c.html(<LabPage frame={buildFrame(c, membership)} view={view} />)
    })
    .get('/studies/:study/change', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getChange, c.req)
      const first = { measure: requireFirstMeasure(study), timepoint: requireFirstFollowUp(study) }
      const query = parseQuery(getChange, { ...first, ...asked })
      const change = await readMeanChange(deps, membership, query)
      if (format === 'json') return sendAsFile(c, change, ['change', query.measure, query.timepoint])
      const view = buildMeanChangeView(study, deps.library, query, change, readLanguage(c))
      return c.html(<ChangePage frame={buildFrame(c, membership)} view={view} />)
    })
    .get('/studies/:study/model', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getModel, c.req)
      const query = parseQuery(getModel, { measure: requireFirstMeasure(study), ...asked })
      const model = await readRepeatedMeasures(deps, membership, query)
      if (format === 'json') return sendAsFile(c, model, ['model', query.measure])
      const view = buildRepeatedMeasuresView(study, deps.library, query, model, readLanguage(c))
      return c.html(<ModelPage frame={buildFrame(c, membership)} view={view} />)
    })
    .get('/studies/:study/thresholds', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getThresholds, c.req)
      const first = { measure: requireFirstMeasure(study), timepoint: requireFirstFollowUp(study) }
      const query = parseQuery(getThresholds, { ...first, ...asked })
      const thresholds = await readMeaningfulChange(deps, membership, query)
      if (format === 'json') return sendAsFile(c, thresholds, ['thresholds', query.measure, query.timepoint])
      const view = buildMeaningfulChangeView(study, deps.library, query, thresholds, readLanguage(c))
      return c.html(<ThresholdsPage frame={buildFrame(c, membership)} view={view} />)
    })
}

/** The API's own bytes, to keep. */
export function sendAsFile<Result extends object>(
  c: Context<ConsoleEnv>,
  result: Result,
  name: readonly string[],
) {
  c.header('content-disposition', `attachment; filename="${name.join('-').replaceAll('/', '-')}.json"`)
  return c.json(result)
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
