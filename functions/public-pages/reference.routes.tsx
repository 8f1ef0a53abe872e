import { DocsIndexPage, DocumentPage, documents } from '../../web/docs/index.ts'
import {
  ApiReferencePage,
  ProblemTypePage,
  ReanalysisPage,
  referenceContentSecurityPolicy,
} from '../../web/reference/index.ts'
import { computeReanalyses } from '../analysis/published-reanalysis/reanalysis.ts'
import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import { buildOpenApiDocument } from './openapi.ts'
import { problemCatalogue } from './problem-catalogue.ts'
import { describeProtectedResource, type ProtectedResource } from './protected-resource.ts'

type OpenApiDocument = ReturnType<typeof buildOpenApiDocument>

/** Public: the documentation, who the API trusts, the OpenAPI document, the same to read, and a page for each problem type. The document is built when it is first asked for. */
export function createReferenceRoutes(deps: { readonly log: Log; readonly resource: ProtectedResource }) {
  let built: OpenApiDocument | undefined
  const findDocument = () => {
    built ??= buildOpenApiDocument()
    return built
  }
  return createApp({
    log: deps.log,
    contentSecurityPolicy: referenceContentSecurityPolicy,
    cacheControl: 'public, max-age=300',
    isPublic: true,
  })
    .get('/.well-known/oauth-protected-resource', (c) => c.json(describeProtectedResource(deps.resource)))
    .get('/openapi.json', (c) => c.json(findDocument()))
    .get('/docs', (c) => c.html(<DocsIndexPage />))
    .get('/docs/api', (c) => c.html(<ApiReferencePage document={findDocument()} />))
    .get('/docs/reanalyses', (c) => c.html(<ReanalysisPage reanalyses={computeReanalyses()} />))
    .get('/docs/:slug', (c) => {
      const found = documents.find(({ slug }) => slug === c.req.param('slug'))
      return found ? c.html(<DocumentPage document={found} />) : c.notFound()
    })
    .get('/problems/:code', (c) => {
      const problem = problemCatalogue.get(c.req.param('code'))
      return problem ? c.html(<ProblemTypePage problem={problem} />) : c.notFound()
    })
}
