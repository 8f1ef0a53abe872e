import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { findFirstOpenScreen, findNextScreen } from '../../surveys/battery/navigation.ts'
import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import {
  HelpPage,
  IntroductionPage,
  ParticipantProblemPage,
  participantContentSecurityPolicy,
  participantPaths,
  QuestionPage,
  ReviewPage,
  type SurveyView,
  screensOf,
  ThanksPage,
} from '../../web/participant/index.ts'

/** A timepoint of the shipped study, or instruments: shipped ones by name, others as they are. */
export type Asked = string | readonly (string | InstrumentDefinition)[]

/** The shipped study's survey at one timepoint, or one of the instruments named, with the answers given so far. */
export function buildSurvey(
  timepoint: Asked,
  answers: Record<string, string | null> = {},
  { token = 'k3v9TzQ0aB7xYw2LmN5pRs', locale = 'en' }: { token?: string; locale?: string } = {},
): SurveyView {
  const library = openShippedLibrary()
  const study = library.findStudy('ketamine-infusion-registry')?.definition
  const battery =
    typeof timepoint === 'string'
      ? (study?.timepoints.find((one) => one.id === timepoint)?.battery ?? [])
      : timepoint
  const texts = study?.texts.en
  if (!texts) throw new Error('the shipped study has no English texts')
  const instruments = battery.flatMap((one) =>
    typeof one === 'string' ? (library.findInstrument(one) ?? []) : { definition: one },
  )
  return {
    token,
    pageState: 'c2VhbGVkIHN0YXRlIG9mIHRoaXMgcGFnZQ',
    revision: 0,
    locale,
    clinic: { name: 'Harbor Clinic', phone: '+1 202-555-0140', country: 'US' },
    texts,
    screens: screensOf(instruments, locale, answers),
  }
}

export type SurveyServer = {
  readonly url: string
  /** Every acknowledged write, in the order in which it came: `3=2`, `4=skip`, `submit`. */
  readonly writes: string[]
  /** What the server does with writes: takes them, breaks the connection, answers 503, says the survey has closed, or keeps what comes late for the clinic. */
  mode: 'ok' | 'drop' | 'busy' | 'closed' | 'late' | 'portal'
  readonly requests: string[]
  close(): Promise<void>
}

/** A server with the participant's pages over a survey kept in memory: what the page's tests need of the real one. */
export async function startSurveyServer(timepoint: Asked = 'week-4', locale = 'en'): Promise<SurveyServer> {
  const answers: Record<string, string | null> = {}
  const survey = () => buildSurvey(timepoint, answers, { locale })
  const paths = participantPaths(survey().token)
  const state = {
    mode: 'ok' as SurveyServer['mode'],
    writes: [] as string[],
    requests: [] as string[],
    done: false,
  }
  const app = new Hono()
  app.use(async (c, next) => {
    state.requests.push(`${c.req.method} ${c.req.path}`)
    await next()
    c.header('content-security-policy', participantContentSecurityPolicy)
    // Chromium keeps a 410 for ever where nothing is said.
    c.header('cache-control', 'no-store')
  })
  app.use(async (c, next) => {
    if (state.mode === 'late' && c.req.method === 'GET')
      return c.html(
        <ParticipantProblemPage
          locale={locale}
          token={survey().token}
          problem={state.writes.length > 0 ? 'arrived-late' : 'window-closed'}
        />,
        410,
      )
    if (c.req.method !== 'POST' || state.mode === 'ok') return next()
    if (state.mode === 'late' && !c.req.path.endsWith('/submit')) return next()
    if (state.mode === 'busy') return c.json({ type: '/problems/busy', status: 503 }, 503)
    if (state.mode === 'portal') return c.html('<h1>Hotel Wi-Fi</h1>')
    return c.body(JSON.stringify({ type: '/problems/assessment-window-closed', status: 409 }), 409, {
      'content-type': 'application/problem+json',
    })
  })
  app.get(paths.introduction, (c) => c.html(<IntroductionPage survey={survey()} />))
  app.get(paths.review, (c) => c.html(<ReviewPage survey={survey()} />))
  app.get(paths.thanks, (c) => c.html(<ThanksPage survey={survey()} />))
  app.get(`${paths.introduction}/help/:n`, (c) =>
    c.html(
      <HelpPage
        survey={survey()}
        position={Number(c.req.param('n'))}
        fromReview={c.req.query('from') === 'review'}
      />,
    ),
  )
  app.get(`${paths.introduction}/:n{[0-9]+}`, (c) =>
    c.html(
      <QuestionPage
        survey={survey()}
        position={Number(c.req.param('n'))}
        fromReview={c.req.query('from') === 'review'}
      />,
    ),
  )
  app.post(paths.begin, (c) => {
    const open = findFirstOpenScreen(survey().screens)
    return c.req.header('accept') === 'application/json'
      ? c.json({ begun: true })
      : c.redirect(open ? paths.question(open.position) : paths.review, 303)
  })
  app.post(`${paths.introduction}/:n{[0-9]+}`, async (c) => {
    const n = Number(c.req.param('n'))
    const screen = survey().screens[n - 1]
    if (!screen) return c.notFound()
    const asJson = c.req.header('accept') === 'application/json'
    const body: { answer?: string | string[]; skip?: unknown } = asJson
      ? await c.req.json()
      : await c.req.parseBody({ all: true })
    const fromReview = c.req.query('from') === 'review'
    if (body.skip === undefined && body.answer === undefined)
      return c.html(
        <QuestionPage survey={survey()} position={n} error="nothing-chosen" fromReview={fromReview} />,
        422,
      )
    const answer = body.skip !== undefined ? null : [body.answer ?? []].flat().join('|') || null
    answers[screen.itemKey] = answer
    state.writes.push(`${n}=${answer ?? 'skip'}`)
    if (asJson) return c.json({ saved: true, ...(state.mode === 'late' && { late: true }) })
    if (answer !== null && screen.safetyCodes.includes(answer))
      return c.redirect(paths.help(n, fromReview), 303)
    const next = findNextScreen(survey().screens, n, fromReview)
    return c.redirect(next ? paths.question(next.position, fromReview) : paths.review, 303)
  })
  app.post(paths.submit, (c) => {
    state.writes.push('submit')
    return c.req.header('accept') === 'application/json'
      ? c.json({ submitted: true })
      : c.redirect(paths.thanks, 303)
  })
  app.get('/problem/:problem', (c) =>
    c.html(<ParticipantProblemPage locale="en" problem={c.req.param('problem') as 'window-closed'} />),
  )
  const server = createServer(async (request, response) => {
    if (request.method === 'POST' && state.mode === 'drop') return void request.socket.destroy()
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const reply = await app.request(`http://127.0.0.1${request.url}`, {
      method: request.method ?? 'GET',
      headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    response.writeHead(reply.status, Object.fromEntries(reply.headers))
    response.end(Buffer.from(await reply.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${paths.introduction}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}
