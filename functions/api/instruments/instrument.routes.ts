import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { InstrumentCatalogue } from '../../../surveys/library/library.ts'
import { exportInstrument, getInstrument, listInstruments } from '../../../web/api/instruments/instrument.ts'
import { instrumentProblems } from '../../../web/api/problems/instrument-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { buildFhirQuestionnaire } from '../../interchange/fhir/fhir-questionnaire.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'

/** Public: what is asked and how it is scored is no secret. */
export function createInstrumentRoutes(deps: { readonly catalogue: InstrumentCatalogue }) {
  return createContractRoutes()
    .answer(listInstruments, async (c) => {
      const library = await deps.catalogue.openInstruments()
      const { cursor, limit } = c.req.valid('query')
      const all = library.instruments
        .map(({ definition, hash }) => ({ ref: formatRef(definition), definition, hash }))
        .sort((a, b) => (a.ref < b.ref ? -1 : 1))
        .filter(({ ref }) => cursor === undefined || ref > cursor)
      const page = all.slice(0, limit)
      return c.json(
        {
          instruments: page.map(({ definition: { id, version, title, evidence }, hash }) => ({
            id,
            version,
            title,
            evidence,
            hash,
          })),
          next: all.length > limit ? (page.at(-1)?.ref ?? null) : null,
        },
        200,
      )
    })
    .answer(getInstrument, async (c) => {
      const library = await deps.catalogue.openInstruments()
      const { id, version } = c.req.valid('param')
      const published = library.findInstrument(`${id}@${version}`)
      if (!published) throw new ProblemError(platformProblems.notFound)
      const etag = `"${published.hash}"`
      c.header('etag', etag)
      c.header('cache-control', 'public, max-age=31536000, immutable')
      if (c.req.header('if-none-match') === etag) return replyOtherwise(c.body(null, 304))
      return c.json(published.definition, 200)
    })
    .answer(exportInstrument, async (c) => {
      const library = await deps.catalogue.openInstruments()
      const { id, version } = c.req.valid('param')
      const published = library.findInstrument(`${id}@${version}`)
      if (!published) throw new ProblemError(platformProblems.notFound)
      const made = buildFhirQuestionnaire(
        published.definition,
        new URL(`/api/instruments/${id}`, c.req.url).href,
      )
      if (made.kind === 'not-expressible') throw new ProblemError(instrumentProblems.notExpressible)
      c.header('cache-control', 'public, max-age=300')
      return replyOtherwise(
        c.body(JSON.stringify(made.questionnaire), 200, { 'content-type': 'application/fhir+json' }),
      )
    })
}
