import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import * as z from 'zod'
import { type ClockView, clockPage } from '../pages/clock-page.ts'
import type { Html } from '../pages/layout.ts'
import { phoneListPage, phonePage } from '../pages/phone-pages.ts'
import { startPage } from '../pages/start-page.ts'
import type { DemoProgress } from '../runtime/demo-progress.ts'
import { DEMO_USERS, findDemoUser } from '../runtime/demo-users.ts'
import { addDuration } from '../runtime/duration.ts'
import type { Phones } from '../runtime/phone.ts'
import { problem } from '../runtime/problem.ts'
import { chooseUserCookie, TOKEN_SECONDS } from './sign-in.ts'

interface LocalAppDeps {
  /** Where this is reached, for the examples on the pages. */
  readonly url: string
  readonly phones: Phones
  readonly now: () => number
  readonly offsetMs: () => number
  readonly nextDueAt: () => number | undefined
  readonly advanceTo: (target: number) => Promise<number>
  readonly mint: (sub: string) => Promise<string>
  /** A text from a phone. @returns its id, once what it asks for is done */
  readonly reply: (from: string, body: string) => Promise<string>
  readonly demo: () => DemoProgress
}

const advanceBody = z.strictObject({ advance: z.string().max(100) })
const tokenBody = z.strictObject({ user: z.string() })
const DURATION_RULE =
  'Enter an ISO 8601 duration of at most ten years, such as P7D or PT36H. Time only moves forward.'

/** A form of another site is refused in words, since whoever tries this with curl sends no origin. */
const ownFormsOnly: MiddlewareHandler = async (c, next) => {
  try {
    return await csrf()(c, next)
  } catch (error) {
    if (!(error instanceof HTTPException) || error.status !== 403) throw error
    return problem(
      403,
      'The form is from another site',
      'Send JSON (content-type: application/json) instead.',
    )
  }
}

/** Everything that exists only on this machine: the start page, phones, clock, tokens. */
export function createLocalApp(deps: LocalAppDeps): Hono {
  return new Hono()
    .use(ownFormsOnly)
    .get('/', async (c) =>
      page(
        c,
        startPage({
          url: deps.url,
          now: deps.now(),
          users: DEMO_USERS,
          phones: deps.phones.conversations().length,
          demo: deps.demo(),
        }),
      ),
    )
    .get('/local/demo', (c) => c.json(deps.demo()))
    .get('/local/phone', (c) =>
      page(c, phoneListPage(deps.phones.conversations(), c.req.query('number') ?? '')),
    )
    .get('/local/phone/messages', (c) => {
      const to = c.req.query('to')
      if (to === undefined) return problem(422, 'No number given', 'Add the number: ?to=%2B12025550123')
      // A plus sign that was not encoded arrives as a space.
      const texts = deps.phones.messages(to.replace(/^ /, '+'))
      return c.json(texts.map(({ to, body, sentAt }) => ({ to, body, sentAt })))
    })
    .get('/local/phone/:number', (c) => {
      const number = c.req.param('number')
      return page(c, phonePage(number, deps.phones.conversation(number)))
    })
    .post('/local/phone/:number/messages', (c) => reply(c, deps))
    .get('/local/clock', (c) => page(c, clockPage(clockView(deps))))
    .post('/local/clock', (c) => advance(c, deps))
    .post('/local/token', (c) => issueToken(c, deps))
    .get('/local/console-as/:user', (c) => {
      const user = findDemoUser(c.req.param('user'))
      if (user === undefined) return unknownUser()
      c.header('set-cookie', chooseUserCookie(user.sub))
      return c.redirect('/console/sign-in')
    })
    .notFound(() => problem(404, 'Not found', 'Local mode does not have this page. Start at /.'))
}

const replyBody = z.object({ body: z.string().trim().min(1).max(1600) })
const REPLY_RULE = 'Enter 1 to 1,600 characters, from a number such as +12025550123.'

async function reply(c: Context, deps: LocalAppDeps): Promise<Response> {
  const number = c.req.param('number') ?? ''
  const form = isForm(c)
  const given = form ? await c.req.parseBody() : await readJson(c)
  if (given instanceof Response) return given
  const parsed = replyBody.safeParse(given)
  if (!parsed.success || !/^\+[1-9]\d{6,14}$/.test(number)) {
    if (form) {
      const body = z.object({ body: z.string() }).safeParse(given).data?.body ?? ''
      const refused = { body, rule: REPLY_RULE }
      return page(c, phonePage(number, deps.phones.conversation(number), refused), 422)
    }
    return problem(422, 'Not a text', REPLY_RULE, {
      errors: [{ pointer: '/body', code: 'not-a-text', detail: REPLY_RULE }],
    })
  }
  const id = await deps.reply(number, parsed.data.body)
  return form ? c.redirect(`/local/phone/${encodeURIComponent(number)}#newest`, 303) : c.json({ id }, 201)
}

function isForm(c: Context): boolean {
  return (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
}

async function advance(c: Context, deps: LocalAppDeps): Promise<Response> {
  const form = isForm(c)
  const body = form ? await c.req.parseBody() : await readJson(c)
  if (body instanceof Response) return body
  const parsed = advanceBody.safeParse(body)
  const target = parsed.success ? addDuration(deps.now(), parsed.data.advance) : undefined
  if (target === undefined) {
    if (form) return page(c, clockPage({ ...clockView(deps), refused: DURATION_RULE }), 422)
    return problem(422, 'Not a duration', DURATION_RULE, {
      errors: [{ pointer: '/advance', code: 'not-a-duration', detail: DURATION_RULE }],
    })
  }
  const now = await deps.advanceTo(target)
  return form ? c.redirect('/local/clock', 303) : c.json({ now: new Date(now).toISOString() })
}

async function issueToken(c: Context, deps: LocalAppDeps): Promise<Response> {
  const body = await readJson(c)
  if (body instanceof Response) return body
  const parsed = tokenBody.safeParse(body)
  if (!parsed.success) return problem(422, 'No user given', 'Send {"user":"coordinator-harbor"}.')
  const user = findDemoUser(parsed.data.user)
  if (user === undefined) return unknownUser()
  c.header('cache-control', 'no-store')
  return c.json({ access_token: await deps.mint(user.sub), token_type: 'Bearer', expires_in: TOKEN_SECONDS })
}

function unknownUser(): Response {
  const users = DEMO_USERS.map(({ sub }) => sub)
  return problem(404, 'Unknown demo user', `The demo users are ${users.join(', ')}.`, { users })
}

async function readJson(c: Context): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    return problem(415, 'Not JSON', 'Send the body as application/json.')
  }
  try {
    return await c.req.json()
  } catch {
    return problem(400, 'Invalid JSON', 'The body is not valid JSON.')
  }
}

function clockView(deps: LocalAppDeps): ClockView {
  return { url: deps.url, now: deps.now(), offsetMs: deps.offsetMs(), nextDueAt: deps.nextDueAt() }
}

function page(c: Context, html: Html, status: 200 | 422 = 200): Response | Promise<Response> {
  c.header('cache-control', 'no-store')
  return c.html(html, status)
}
