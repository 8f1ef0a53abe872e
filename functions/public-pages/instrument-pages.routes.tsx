import type { Context } from 'hono'
import type { LanguageVariables } from 'hono/language'
import type { Answers } from '../../surveys/instrument/answers.ts'
import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { parseCode } from '../../surveys/instrument/item.ts'
import { CODE_SEPARATOR } from '../../surveys/instrument/several-answer.ts'
import type { InstrumentCatalogue, Instruments, PublishedInstrument } from '../../surveys/library/library.ts'
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
import { ProblemError } from '../platform/core/problem-error.ts'
import { type AnsweredProblem, createApp } from '../platform/http/app.ts'
import { readFormLists } from '../platform/http/form.ts'
import { detectLanguage } from '../platform/http/language.ts'

type Env = { Variables: LanguageVariables }

/** Public: a page per instrument version, where anyone can try it. Nothing that is tried is kept or logged. */
export function createInstrumentPages(deps: { catalogue: InstrumentCatalogue; log: Log }) {
  const { openInstruments } = deps.catalogue
  return createApp<Env>({
    log: deps.log,
    contentSecurityPolicy: instrumentContentSecurityPolicy,
    cacheControl: 'private, max-age=300',
    isPublic: true,
    respond: respondWithPage,
  })
    .use(detectLanguage)
    .get('/instruments', async (c) =>
      c.html(
        <InstrumentsPage
          locale={readLanguage(c)}
          definitions={(await openInstruments()).instruments.map(({ definition }) => definition)}
        />,
      ),
    )
    .get('/instruments/:id', async (c) => {
      const [newest] = listVersions(await openInstruments(), c.req.param('id'))
      if (!newest) throw new ProblemError(platformProblems.notFound)
      return c.redirect(instrumentPaths.page({ id: c.req.param('id'), version: newest.version }), 302)
    })
    .get('/instruments/:id/:version', async (c) => {
      const library = await openInstruments()
      const { definition, hash } = requireInstrument(library, c.req.param('id'), c.req.param('version'))
      const view = { definition, hash, versions: listVersions(library, definition.id) }
      return c.html(
        <InstrumentPage
          locale={readLanguage(c)}
          view={{ ...view, answers: {}, explanations: null, hasUnreadable: false }}
        />,
      )
    })
    .post('/instruments/:id/:version', async (c) => {
      const library = await openInstruments()
      const { definition, hash, calibration } = requireInstrument(
        library,
        c.req.param('id'),
        c.req.param('version'),
      )
      const { answers, hasUnreadable } = readAnswers(definition, await readFormLists(c))
      const view = {
        ...{ definition, hash, answers, hasUnreadable, versions: listVersions(library, definition.id) },
        explanations: explainScores(definition, answers, calibration?.items),
      }
      return c.html(<InstrumentPage locale={readLanguage(c)} view={view} />)
    })
}

function respondWithPage(c: Context<Env>, { problem: { status }, requestId }: AnsweredProblem) {
  const kind = status === 404 ? 'not-found' : 'refused'
  return c.html(<InstrumentProblemPage locale={readLanguage(c)} kind={kind} reference={requestId} />, status)
}

/** English where the request ended before its language was told. */
function readLanguage(c: Context<Env>): string {
  return c.get('language') ?? 'en'
}

/** What was tried: a field left empty is a question that was declined. */
function readAnswers(
  definition: InstrumentDefinition,
  sent: Readonly<Record<string, readonly string[]>>,
): { readonly answers: Answers; readonly hasUnreadable: boolean } {
  let hasUnreadable = false
  const answers = definition.items.map((item) => {
    const written = (sent[item.id] ?? []).filter((one) => one !== '').join(CODE_SEPARATOR)
    if (written.trim() === '') return [item.id, null] as const
    const code = parseCode(definition, item, written)
    if (code === undefined) hasUnreadable = true
    return [item.id, code ?? null] as const
  })
  return { answers: Object.fromEntries(answers), hasUnreadable }
}

function requireInstrument(library: Instruments, id: string, version: string): PublishedInstrument {
  const found = library.findInstrument(`${id}@${version}`)
  if (!found) throw new ProblemError(platformProblems.notFound)
  return found
}

/** Newest first, each against the one before it. */
function listVersions(library: Instruments, id: string): readonly VersionView[] {
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
