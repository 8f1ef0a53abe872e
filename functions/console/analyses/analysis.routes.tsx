import { type Context, Hono } from 'hono'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { getLab } from '../../../web/api/analyses/definition-comparison.ts'
import { getChange } from '../../../web/api/analyses/mean-change.ts'
import { getThresholds } from '../../../web/api/analyses/meaningful-change.ts'
import { getModel } from '../../../web/api/analyses/repeated-measures.ts'
import { ChangePage, LabPage, ModelPage, ThresholdsPage } from '../../../web/console/index.ts'
import { queryBy, readSingleParameters } from '../../platform/http/contract.ts'
import { memberOf, notFound } from '../../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import { computeLab } from '../../workflows/analyses/compute-definition-comparison.ts'
import { computeChange } from '../../workflows/analyses/compute-mean-change.ts'
import { computeThresholds } from '../../workflows/analyses/compute-meaningful-change.ts'
import { computeModel } from '../../workflows/analyses/compute-repeated-measures.ts'
import { type ConsoleEnv, frameOf, languageIn } from '../app/console-app.tsx'
import { labView } from './definition-comparison-view.ts'
import { followUpChoices } from './follow-up-choices.ts'
import { changeView } from './mean-change-view.ts'
import { thresholdsView } from './meaningful-change-view.ts'
import { modelView } from './repeated-measures-view.ts'

/**
 * The analyses as pages: each takes what its API takes, and shows what that answers. `format=json` gives the API's own bytes
 * as a file. The study's first measure and follow-up are shown where none is asked for.
 */
export function analysisPages(deps: AnalysisDeps) {
  return new Hono<ConsoleEnv>()
    .get('/studies/:study/lab', async (c) => {
      const membership = await memberOf(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getLab, c.req)
      const query = queryBy(getLab, { timepoint: firstFollowUp(study), ...asked })
      const lab = await computeLab(deps, membership, query)
      if (format === 'json') return asFile(c, lab, ['lab', query.timepoint])
      const view = labView(study, deps.library, query, lab, languageIn(c))
      return c.html(<LabPage frame={frameOf(c, membership)} view={view} />)
    })
    .get('/studies/:study/change', async (c) => {
      const membership = await memberOf(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getChange, c.req)
      const first = { measure: firstMeasure(study), timepoint: firstFollowUp(study) }
      const query = queryBy(getChange, { ...first, ...asked })
      const change = await computeChange(deps, membership, query)
      if (format === 'json') return asFile(c, change, ['change', query.measure, query.timepoint])
      const view = changeView(study, deps.library, query, change, languageIn(c))
      return c.html(<ChangePage frame={frameOf(c, membership)} view={view} />)
    })
    .get('/studies/:study/model', async (c) => {
      const membership = await memberOf(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getModel, c.req)
      const query = queryBy(getModel, { measure: firstMeasure(study), ...asked })
      const model = await computeModel(deps, membership, query)
      if (format === 'json') return asFile(c, model, ['model', query.measure])
      const view = modelView(study, deps.library, query, model, languageIn(c))
      return c.html(<ModelPage frame={frameOf(c, membership)} view={view} />)
    })
    .get('/studies/:study/thresholds', async (c) => {
      const membership = await memberOf(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getThresholds, c.req)
      const first = { measure: firstMeasure(study), timepoint: firstFollowUp(study) }
      const query = queryBy(getThresholds, { ...first, ...asked })
      const thresholds = await computeThresholds(deps, membership, query)
      if (format === 'json') return asFile(c, thresholds, ['thresholds', query.measure, query.timepoint])
      const view = thresholdsView(study, deps.library, query, thresholds, languageIn(c))
      return c.html(<ThresholdsPage frame={frameOf(c, membership)} view={view} />)
    })
}

/** The API's own bytes, to keep. */
export function asFile<Result extends object>(
  c: Context<ConsoleEnv>,
  result: Result,
  name: readonly string[],
) {
  c.header('content-disposition', `attachment; filename="${name.join('-').replaceAll('/', '-')}.json"`)
  return c.json(result)
}

/** @throws ProblemError 404 where the study has none */
function firstFollowUp(study: StudyDefinition): string {
  const [first] = followUpChoices(study, 'en')
  if (!first) throw notFound()
  return first.id
}

/** @throws ProblemError 404 where the study measures no domain */
function firstMeasure({ domains }: StudyDefinition): string {
  const [first] = Object.keys(domains)
  if (first === undefined) throw notFound()
  return first
}
