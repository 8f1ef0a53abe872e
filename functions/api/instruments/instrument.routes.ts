import { Hono } from 'hono'
import { refOf } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import { exportInstrument, getInstrument, listInstruments } from '../../../web/api/instruments/instrument.ts'
import { instrumentProblems } from '../../../web/api/problems/instrument-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { questionnaireOf } from '../../interchange/fhir/fhir-questionnaire.ts'
import { accept } from '../../platform/http/contract.ts'
import { ProblemError } from '../../platform/http/problem.ts'

/** Public: what is asked and how it is scored is no secret. */
export function instrumentRoutes(deps: { library: Library }) {
  return new Hono()
    .get('/api/instruments', accept(listInstruments), (c) => {
      const { cursor, limit } = c.var.input.query
      const all = deps.library.instruments
        .map(({ definition, hash }) => ({ ref: refOf(definition), definition, hash }))
        .sort((a, b) => (a.ref < b.ref ? -1 : 1))
        .filter(({ ref }) => cursor === undefined || ref > cursor)
      const page = all.slice(0, limit)
      return c.json({
        instruments: page.map(({ definition: { id, version, title, evidence }, hash }) => ({
          id,
          version,
          title,
          evidence,
          hash,
        })),
        next: all.length > limit ? (page.at(-1)?.ref ?? null) : null,
      })
    })
    .get('/api/instruments/:id/:version', accept(getInstrument), (c) => {
      const { id, version } = c.var.input.params
      const published = deps.library.instrument(`${id}@${version}`)
      if (!published) throw new ProblemError(platformProblems.notFound)
      const etag = `"${published.hash}"`
      c.header('etag', etag)
      c.header('cache-control', 'public, max-age=31536000, immutable')
      if (c.req.header('if-none-match') === etag) return c.body(null, 304)
      return c.json(published.definition)
    })
    .get('/api/instruments/:id/:version/fhir', accept(exportInstrument), (c) => {
      const { id, version } = c.var.input.params
      const published = deps.library.instrument(`${id}@${version}`)
      if (!published) throw new ProblemError(platformProblems.notFound)
      const made = questionnaireOf(published.definition, new URL(`/api/instruments/${id}`, c.req.url).href)
      if (made.kind === 'not-expressible') throw new ProblemError(instrumentProblems.notExpressible)
      c.header('cache-control', 'public, max-age=300')
      return c.body(JSON.stringify(made.questionnaire), 200, { 'content-type': 'application/fhir+json' })
    })
}
