import { type Context, Hono } from 'hono'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { getDefinitionComparison } from '../../../web/api/analyses/definition-comparison.ts'
import { getMeanChange } from '../../../web/api/analyses/mean-change.ts'
import { getMeaningfulChange } from '../../../web/api/analyses/meaningful-change.ts'
import { getRepeatedMeasures } from '../../../web/api/analyses/repeated-measures.ts'
import {
  DefinitionComparisonPage,
  MeanChangePage,
  MeaningfulChangePage,
  RepeatedMeasuresPage,
} from '../../../web/console/index.ts'
import { parseQuery, readSingleParameters } from '../../platform/http/contract.ts'
import { buildNotFound, requireMembership } from '../../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import { readDefinitionComparison } from '../../workflows/analyses/read-definition-comparison.ts'
import { readMeanChange } from '../../workflows/analyses/read-mean-change.ts'
import { readMeaningfulChange } from '../../workflows/analyses/read-meaningful-change.ts'
import { readRepeatedMeasures } from '../../workflows/analyses/read-repeated-measures.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { buildFollowUpWords } from './analysis-words.ts'
import { buildDefinitionComparisonWords } from './definition-comparison-words.ts'
import { listFollowUpChoices } from './follow-up-choices.ts'
import { buildMeaningfulChangeWords } from './meaningful-change-words.ts'
import { buildRepeatedMeasuresWords } from './repeated-measures-words.ts'

/**
 * The analyses as pages: each takes what its API takes, and shows what that answers. `format=json` gives the API's own bytes
 * as a file. The study's first measure and follow-up are shown where none is asked for.
 */
export function createAnalysisPages(deps: AnalysisDeps) {
  return new Hono<ConsoleEnv>()
    .get('/studies/:study/analyses/definition-comparison', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getDefinitionComparison, c.req)
      const query = parseQuery(getDefinitionComparison, { timepoint: requireFirstFollowUp(study), ...asked })
      const result = await readDefinitionComparison(deps, membership, query)
      if (format === 'json') return sendAsFile(c, result, ['definition-comparison', query.timepoint])
      const words = buildDefinitionComparisonWords(study, deps.library, result, readLanguage(c))
      return c.html(
        <DefinitionComparisonPage frame={buildFrame(c, membership)} {...{ result, query, words }} />,
      )
    })
    .get('/studies/:study/analyses/mean-change', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getMeanChange, c.req)
      const first = { measure: requireFirstMeasure(study), timepoint: requireFirstFollowUp(study) }
      const query = parseQuery(getMeanChange, { ...first, ...asked })
      const result = await readMeanChange(deps, membership, query)
      if (format === 'json') return sendAsFile(c, result, ['mean-change', query.measure, query.timepoint])
      const words = buildFollowUpWords(study, deps.library, query, readLanguage(c))
      return c.html(<MeanChangePage frame={buildFrame(c, membership)} {...{ result, query, words }} />)
    })
    .get('/studies/:study/analyses/repeated-measures', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getRepeatedMeasures, c.req)
      const query = parseQuery(getRepeatedMeasures, { measure: requireFirstMeasure(study), ...asked })
      const result = await readRepeatedMeasures(deps, membership, query)
      if (format === 'json') return sendAsFile(c, result, ['repeated-measures', query.measure])
      const words = buildRepeatedMeasuresWords(study, deps.library, query.measure, result, readLanguage(c))
      return c.html(<RepeatedMeasuresPage frame={buildFrame(c, membership)} {...{ result, query, words }} />)
    })
    .get('/studies/:study/analyses/meaningful-change', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { study } = membership
      const { format, ...asked } = readSingleParameters(getMeaningfulChange, c.req)
      const first = { measure: requireFirstMeasure(study), timepoint: requireFirstFollowUp(study) }
      const query = parseQuery(getMeaningfulChange, { ...first, ...asked })
      const result = await readMeaningfulChange(deps, membership, query)
      if (format === 'json')
        return sendAsFile(c, result, ['meaningful-change', query.measure, query.timepoint])
      const words = buildMeaningfulChangeWords(study, deps.library, query, result, readLanguage(c))
      return c.html(<MeaningfulChangePage frame={buildFrame(c, membership)} {...{ result, query, words }} />)
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
