export { ApiReferencePage, ProblemTypePage, referenceContentSecurityPolicy } from './api-reference-page.tsx'
export type { OpenApiDocument } from './openapi-view.ts'
export { ReanalysisPage } from './reanalysis-page.tsx'
export type { ReanalysedNumber, Reanalysis } from './reanalysis-view.ts'
