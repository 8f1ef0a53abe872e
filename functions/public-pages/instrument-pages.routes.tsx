import type { Context } from 'hono'
import type { LanguageVariables } from 'hono/language'
import type { Answers } from '../../surveys/instrument/answers.ts'
import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { codeFrom } from '../../surveys/instrument/item.ts'
import type { Library, PublishedInstrument } from '../../surveys/library/library.ts'
import { explainScores } from '../../surveys/scoring/explain.ts'
import { compareVersions } from '../../surveys/versions/compare-versions.ts'
import { diffInstruments } from '../../surveys/versions/diff.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import {
  InstrumentPage,
  InstrumentProblemPage,
  InstrumentsPage,
  instrumentContentSecurityPolicy,
  instrumentPaths,
  type VersionView,
} from '../../web/instrument/index.ts'
import type { Log } from '../platform/core/log.ts'
import { type AnsweredProblem, createApp } from '../platform/http/app.ts'
import { languageOfVisitor } from '../platform/http/language.ts'
import { ProblemError } from '../platform/http/problem.ts'

type Env = { Variables: LanguageVariables }

/** Public: a page per instrument version, where anyone can try it. Nothing that is tried is kept or logged. */
export function instrumentPages(deps: { library: Library; log: Log }) {
  const { library } = deps
  const published = (id: string, version: string): PublishedInstrument => {
    const found = library.instrument(`${id}@${version}`)
    if (!found) throw new ProblemError(platformProblems.notFound)
    return found
  }
  return createApp<Env>({
    log: deps.log,
    contentSecurityPolicy: instrumentContentSecurityPolicy,
    cacheControl: 'private, max-age=300',
    isPublic: true,
    respond: respondWithPage,
  })
    .use(languageOfVisitor)
    .get('/instruments', (c) =>
      c.html(
        <InstrumentsPage
          locale={languageIn(c)}
          definitions={library.instruments.map(({ definition }) => definition)}
        />,
      ),
    )
    .get('/instruments/:id', (c) => {
      const [newest] = versionsOf(library, c.req.param('id'))
      if (!newest) throw new ProblemError(platformProblems.notFound)
      return c.redirect(instrumentPaths.page({ id: c.req.param('id'), version: newest.version }), 302)
    })
    .get('/instruments/:id/:version', (c) => {
      const { definition, hash } = published(c.req.param('id'), c.req.param('version'))
      const view = { definition, hash, versions: versionsOf(library, definition.id) }
      return c.html(
        <InstrumentPage
          locale={languageIn(c)}
          view={{ ...view, answers: {}, explanations: null, hasUnreadable: false }}
        />,
      )
    })
    .post('/instruments/:id/:version', async (c) => {
      const { definition, hash, calibration } = published(c.req.param('id'), c.req.param('version'))
      const { answers, hasUnreadable } = answersIn(definition, await c.req.parseBody())
      const view = {
        ...{ definition, hash, answers, hasUnreadable, versions: versionsOf(library, definition.id) },
        explanations: explainScores(definition, answers, calibration?.items),
      }
      return c.html(<InstrumentPage locale={languageIn(c)} view={view} />)
    })
}

function respondWithPage(c: Context<Env>, { problem: { status }, requestId }: AnsweredProblem) {
  const kind = status === 404 ? 'not-found' : 'refused'
  return c.html(<InstrumentProblemPage locale={languageIn(c)} kind={kind} reference={requestId} />, status)
}

/** English where the request ended before its language was told. */
function languageIn(c: Context<Env>): string {
  return c.get('language') ?? 'en'
}

/** What was tried: a field left empty is a question that was declined. */
function answersIn(
  definition: InstrumentDefinition,
  body: Readonly<Record<string, unknown>>,
): { readonly answers: Answers; readonly hasUnreadable: boolean } {
  let hasUnreadable = false
  const answers = definition.items.map((item) => {
    const written = body[item.id]
    if (typeof written !== 'string' || written.trim() === '') return [item.id, null] as const
    const code = codeFrom(definition, item, written)
    if (code === undefined) hasUnreadable = true
    return [item.id, code ?? null] as const
  })
  return { answers: Object.fromEntries(answers), hasUnreadable }
}

/** Newest first, each against the one before it. */
function versionsOf(library: Library, id: string): readonly VersionView[] {
  const definitions = library.instruments
    .map(({ definition }) => definition)
    .filter((definition) => definition.id === id)
    .sort((a, b) => compareVersions(a.version, b.version))
  return definitions
    .map((definition, at) => {
      const before = definitions[at - 1]
      return { version: definition.version, changes: before ? diffInstruments(before, definition) : null }
    })
    .reverse()
}
