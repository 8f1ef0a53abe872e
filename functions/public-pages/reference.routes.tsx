import { Hono } from 'hono'
import {
  ApiReferencePage,
  ProblemTypePage,
  ReanalysisPage,
  referenceContentSecurityPolicy,
} from '../../web/reference/index.ts'
import { reanalyses } from '../analysis/published-reanalysis/reanalysis.ts'
import type { Log } from '../platform/core/log.ts'
import { answerProblems } from '../platform/http/app.ts'
import { openApiDocument } from './openapi.ts'
import { problemCatalogue } from './problem-catalogue.ts'

/** Public: the OpenAPI document, the same to read, and a page for each problem type. */
export function referenceRoutes(deps: { log: Log }) {
  const document = openApiDocument()
  const app = new Hono()
    .use(async (c, next) => {
      await next()
      c.header('content-security-policy', referenceContentSecurityPolicy)
      c.header('x-content-type-options', 'nosniff')
      c.header('cache-control', 'public, max-age=300')
    })
    .get('/openapi.json', (c) => c.json(document))
    .get('/docs', (c) => c.html(<ApiReferencePage document={document} />))
    .get('/docs/reanalyses', (c) => c.html(<ReanalysisPage reanalyses={reanalyses()} />))
    .get('/problems/:code', (c) => {
      const problem = problemCatalogue.get(c.req.param('code'))
      return problem ? c.html(<ProblemTypePage problem={problem} />) : c.notFound()
    })
  return answerProblems(app, deps.log)
}
