import { apiTour } from './api-tour.ts'
import { consensus } from './consensus.ts'
import { coordinators } from './coordinators.ts'
import type { DocumentText } from './document.ts'
import { estimands } from './estimands.ts'
import { exports } from './exports.ts'
import { leads } from './leads.ts'
import { methods } from './methods.ts'
import { operators } from './operators.ts'
import { pooling } from './pooling.ts'
import { responderRules } from './responder-rules.ts'

/** The documents that are written as data, in the order of the side bar. */
export const documents: readonly DocumentText[] = [
  coordinators,
  leads,
  responderRules,
  estimands,
  methods,
  pooling,
  consensus,
  exports,
  apiTour,
  operators,
]

export type CatalogueEntry = { readonly path: string; readonly title: string; readonly lead: string }

const [
  forCoordinators,
  forLeads,
  ofRules,
  ofEstimands,
  ofMethods,
  ofPooling,
  ofConsensus,
  ofExports,
  ofTheTour,
  forOperators,
] = documents.map(({ slug, title, lead }): CatalogueEntry => ({ path: `/docs/${slug}`, title, lead }))

/** Every page of /docs, in the order in which they are read. */
export const catalogue: readonly CatalogueEntry[] = [
  forCoordinators,
  forLeads,
  ofRules,
  ofEstimands,
  ofMethods,
  ofPooling,
  ofConsensus,
  {
    path: '/docs/reanalyses',
    title: 'Reanalysis of published data',
    lead: 'Pooling and survival functions run on published data sets, each result next to the published one.',
  },
  ofExports,
  ofTheTour,
  {
    path: '/docs/api',
    title: 'API reference',
    lead: 'Every route with its input, output and errors, with a search.',
  },
  forOperators,
].filter((entry) => entry !== undefined)

/** The page to read after this one: after the index the first, after the last none. */
export function findNext(path: string): CatalogueEntry | undefined {
  const at = catalogue.findIndex((entry) => entry.path === path)
  return at >= 0 || path === '/docs' ? catalogue[at + 1] : undefined
}
