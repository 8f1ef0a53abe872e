import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import * as z from 'zod'
import { type ClockView, renderClockPage } from '../pages/clock-page.ts'
import type { Html } from '../pages/layout.ts'
import { renderMailPage } from '../pages/mail-page.ts'
import { renderPhoneListPage, renderPhonePage } from '../pages/phone-pages.ts'
import { renderStartPage } from '../pages/start-page.ts'
import type { Carrier } from '../runtime/carrier.ts'
import type { DemoProgress } from '../runtime/demo-progress.ts'
import { DEMO_USERS, findDemoUser, ORGANISATION_USER } from '../runtime/demo-users.ts'
import { addDuration } from '../runtime/duration.ts'
import type { Mailbox } from '../runtime/mailbox.ts'
import type { Phones } from '../runtime/phone.ts'
import { buildLocalProblem } from '../runtime/problem.ts'
import { createCarrierRoutes } from './carrier-routes.ts'
import { chooseUserCookie, TOKEN_SECONDS } from './sign-in.ts'

interface LocalAppDeps {
  /** Where this is reached, for the examples on the pages. */
  readonly url: string
  readonly phones: Phones
  readonly carrier: Carrier
  readonly mailbox: Mailbox
  readonly now: () => number
  readonly readOffsetMs: () => number
  readonly findNextDueTime: () => number | undefined
  readonly advanceClock: (target: number) => Promise<number>
  readonly mintToken: (sub: string) => Promise<string>
  /** A text from a phone. @returns its id, once what it asks for is done */
  readonly handleReply: (from: string, body: string) => Promise<string>
  readonly readDemo: () => DemoProgress
}

const advanceBody = z.strictObject({ advance: z.string().max(100) })
const tokenBody = z.strictObject({ user: z.string() })
const DURATION_RULE =
  'Enter an ISO 8601 duration of at most ten years, such as P7D or PT36H. Time only moves forward.'

/** A form of another site is refused in words, since whoever tries this with curl sends no origin. */
const refuseForeignForms: MiddlewareHandler = async (c, next) => {
  try {
    return await csrf()(c, next)
  } catch (error) {
    if (!(error instanceof HTTPException) || error.status !== 403) throw error
    return buildLocalProblem(
      403,
      'The form is from another site',
      'Send JSON (content-type: application/json) instead.',
    )
  }
}

/** Everything that exists only on this machine: the start page, phones, mail, clock, tokens. */
export function createLocalApp(deps: LocalAppDeps): Hono {
  return new Hono()
    .use(refuseForeignForms)
    .get('/', async (c) =>
      sendPage(
        c,
        renderStartPage({
          url: deps.url,
          now: deps.now(),
          users: DEMO_USERS,
          phones: deps.phones.conversations().length,
          mails: deps.mailbox.all().length,
          demo: deps.readDemo(),
        }),
      ),
    )
    .get('/local/demo', (c) => c.json(deps.readDemo()))
    .get('/local/phone', (c) =>
      sendPage(c, renderPhoneListPage(deps.phones.conversations(), c.req.query('number') ?? '')),
    )
    .get('/local/phone/messages', (c) => {
      const to = c.req.query('to')
      if (to === undefined)
        return buildLocalProblem(422, 'No number given', 'Add the number: ?to=%2B12025550123')
      // A plus sign that was not encoded arrives as a space.
      const texts = deps.phones.messages(to.replace(/^ /, '+'))
      return c.json(texts.map(({ to, body, sentAt }) => ({ to, body, sentAt })))
    })
    .get('/local/phone/:number', (c) => {
      const number = c.req.param('number')
      return sendPage(c, renderPhonePage(number, deps.phones.conversation(number)))
    })
    .post('/local/phone/:number/messages', (c) => handleReply(c, deps))
    .get('/local/mail', (c) => sendPage(c, renderMailPage(deps.mailbox.all())))
    .get('/local/mail/messages', (c) => {
      const to = c.req.query('to')
      if (to === undefined)
        return buildLocalProblem(422, 'No address given', 'Add the address: ?to=on-call%40example.org')
      const mails = deps.mailbox.all().filter((mail) => mail.to.toLowerCase() === to.toLowerCase())
      return c.json(mails.map(({ to, subject, body, sentAt }) => ({ to, subject, body, sentAt })))
    })
    .route('/local/carrier', createCarrierRoutes(deps))
    .get('/local/clock', (c) => sendPage(c, renderClockPage(buildClockView(deps))))
    .post('/local/clock', (c) => handleAdvance(c, deps))
    .post('/local/token', (c) => issueToken(c, deps))
    .get('/local/console-as/:user', (c) => {
      const user = findDemoUser(c.req.param('user'))
      if (user === undefined) return buildUnknownUser()
      c.header('set-cookie', chooseUserCookie(user.sub))
      return c.redirect('/console/sign-in')
    })
    .notFound(() => buildLocalProblem(404, 'Not found', 'Local mode does not have this page. Start at /.'))
}

const replyBody = z.object({ body: z.string().trim().min(1).max(1600) })
const REPLY_RULE = 'Enter 1 to 1,600 characters, from a number such as +12025550123.'

async function handleReply(c: Context, deps: LocalAppDeps): Promise<Response> {
  const number = c.req.param('number') ?? ''
  const form = isForm(c)
  const given = form ? await c.req.parseBody() : await readJson(c)
  if (given instanceof Response) return given
  const parsed = replyBody.safeParse(given)
  if (!parsed.success || !/^\+[1-9]\d{6,14}$/.test(number)) {
    if (form) {
      const body = z.object({ body: z.string() }).safeParse(given).data?.body ?? ''
      const refused = { body, rule: REPLY_RULE }
      return sendPage(c, renderPhonePage(number, deps.phones.conversation(number), refused), 422)
    }
    return buildLocalProblem(422, 'Not a text', REPLY_RULE, {
      errors: [{ pointer: '/body', code: 'not-a-text', detail: REPLY_RULE }],
    })
  }
  const id = await deps.handleReply(number, parsed.data.body)
  return form ? c.redirect(`/local/phone/${encodeURIComponent(number)}#newest`, 303) : c.json({ id }, 201)
}

function isForm(c: Context): boolean {
  return (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
}

async function handleAdvance(c: Context, deps: LocalAppDeps): Promise<Response> {
  const form = isForm(c)
  const body = form ? await c.req.parseBody() : await readJson(c)
  if (body instanceof Response) return body
  const parsed = advanceBody.safeParse(body)
  const target = parsed.success ? addDuration(deps.now(), parsed.data.advance) : undefined
  if (target === undefined) {
    if (form) return sendPage(c, renderClockPage({ ...buildClockView(deps), refused: DURATION_RULE }), 422)
    return buildLocalProblem(422, 'Not a duration', DURATION_RULE, {
      errors: [{ pointer: '/advance', code: 'not-a-duration', detail: DURATION_RULE }],
    })
  }
  const now = await deps.advanceClock(target)
  return form ? c.redirect('/local/clock', 303) : c.json({ now: new Date(now).toISOString() })
}

async function issueToken(c: Context, deps: LocalAppDeps): Promise<Response> {
  const body = await readJson(c)
  if (body instanceof Response) return body
  const parsed = tokenBody.safeParse(body)
  if (!parsed.success) return buildLocalProblem(422, 'No user given', 'Send {"user":"coordinator-harbor"}.')
  const user = findDemoUser(parsed.data.user)
  if (user === undefined) return buildUnknownUser()
  c.header('cache-control', 'no-store')
  return c.json({
    access_token: await deps.mintToken(user.sub),
    token_type: 'Bearer',
    expires_in: TOKEN_SECONDS,
  })
}

function buildUnknownUser(): Response {
  const users = [ORGANISATION_USER, ...DEMO_USERS].map(({ sub }) => sub)
  return buildLocalProblem(404, 'Unknown demo user', `The demo users are ${users.join(', ')}.`, { users })
}

async function readJson(c: Context): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    return buildLocalProblem(415, 'Not JSON', 'Send the body as application/json.')
  }
  try {
    return await c.req.json()
  } catch {
    return buildLocalProblem(400, 'Invalid JSON', 'The body is not valid JSON.')
  }
}

function buildClockView(deps: LocalAppDeps): ClockView {
  return { url: deps.url, now: deps.now(), offsetMs: deps.readOffsetMs(), nextDueAt: deps.findNextDueTime() }
}

function sendPage(c: Context, html: Html, status: 200 | 422 = 200): Response | Promise<Response> {
  c.header('cache-control', 'no-store')
  return c.html(html, status)
}
