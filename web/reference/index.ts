export { ApiReferencePage, ProblemTypePage, referenceContentSecurityPolicy } from './api-reference-page.tsx'
export type { OpenApiDocument } from './openapi-view.ts'
