import { Hono } from 'hono'
import { refOf } from '../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../surveys/library.ts'
import { accept } from '../platform/contract.ts'
import { ProblemError, platformProblems } from '../platform/problem.ts'
import { getInstrument, listInstruments } from './study.contract.ts'

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
}
