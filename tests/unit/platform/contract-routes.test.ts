import { describe, expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod/mini'
import { createApp } from '../../../functions/platform/http/app.ts'
import { buildInvalidInput } from '../../../functions/platform/http/contract.ts'
import { createContractRoutes, replyOtherwise } from '../../../functions/platform/http/contract-routes.ts'
import { type Contract, noParams, noQuery } from '../../../web/api/schemas/contract.ts'
import { createLogOfLines } from '../../support/http-functions.ts'

const base = {
  tag: 'Tests',
  servedBy: 'staff',
  summary: 'A test',
  params: noParams,
  query: noQuery,
  problems: [],
} as const

const readCount = {
  ...base,
  method: 'get',
  path: '/count',
  status: 200,
  reply: z.object({ count: z.number(), state: z.enum(['open', 'closed']) }),
} as const satisfies Contract

const addOne = {
  ...{ ...base, method: 'post', path: '/sites/{site}/count' },
  params: z.strictObject({ site: z.string().check(z.regex(/^[a-z]+$/)) }),
  query: z.strictObject({ by: z._default(z.coerce.number().check(z.int(), z.maximum(9)), 1) }),
  body: z.strictObject({ note: z.string().check(z.maxLength(5)) }),
  maximumBytes: 100,
  status: 201,
  repeatStatus: 200,
  reply: z.object({ count: z.number() }),
} as const satisfies Contract

/*
 * Tests of types: each of these would be an error of the compiler if the line above it did not expect one. `npm run check`
 * compiles them; nothing here is run.
 */
const neverRun = () => {
  const routes = createContractRoutes()
  routes.answer(readCount, (c) => c.json({ count: 1, state: 'open' as const }, 200))
  routes.answer(readCount, async (c) => c.json({ count: 1, state: 'closed' as const }, 200))
  // @ts-expect-error a reply without a member that the contract promises
  routes.answer(readCount, (c) => c.json({ count: 1 }, 200))
  // @ts-expect-error a member of another type
  routes.answer(readCount, (c) => c.json({ count: '1', state: 'open' as const }, 200))
  // @ts-expect-error a value that the contract does not know
  routes.answer(readCount, (c) => c.json({ count: 1, state: 'ajar' as const }, 200))
  // @ts-expect-error another status
  routes.answer(readCount, (c) => c.json({ count: 1, state: 'open' as const }, 201))
  // @ts-expect-error a text where the contract says JSON
  routes.answer(readCount, (c) => c.text('1', 200))

  routes.answer(addOne, (c) => c.json({ count: c.req.valid('query').by }, 201))
  routes.answer(addOne, (c) => c.json({ count: c.req.valid('json').note.length }, 200))
  // @ts-expect-error a status that is neither that of the first request nor that of its repetition
  routes.answer(addOne, (c) => c.json({ count: 1 }, 202))
  // @ts-expect-error a member that the body does not have
  routes.answer(addOne, (c) => c.json({ count: c.req.valid('json').nothing }, 201))
  // @ts-expect-error a parameter that the path does not have
  routes.answer(addOne, (c) => c.json({ count: Number(c.req.valid('param').study) }, 201))
}

test('a handler that answers something other than its contract does not compile', () => {
  expectTypeOf(neverRun).toBeFunction()
})

const { log } = createLogOfLines()
const app = createApp({ log }).route(
  '/',
  createContractRoutes()
    .answer(readCount, () => replyOtherwise(new Response('a,b', { status: 200 })))
    .answer(addOne, (c) => {
      const { site } = c.req.valid('param')
      return c.json({ count: site.length + c.req.valid('query').by }, 201)
    }),
)
const add = (path: string, body: string, type = 'application/json') =>
  app.request(path, { method: 'POST', body, headers: { 'content-type': type } })

describe('a request that its contract does not allow is refused, and nothing that it holds is repeated', () => {
  test.each<[string, number, string, Promise<Response> | Response]>([
    ['an id of impossible form: not found', 404, 'not-found', add('/sites/Nine9/count', '{"note":"x"}')],
    [
      'a parameter that stands twice',
      422,
      'invalid-input',
      add('/sites/mesa/count?by=1&by=2', '{"note":"x"}'),
    ],
    ['a parameter out of range', 422, 'invalid-input', add('/sites/mesa/count?by=99', '{"note":"x"}')],
    ['an unknown parameter', 422, 'invalid-input', add('/sites/mesa/count?Nine9=1', '{"note":"x"}')],
    [
      'a body of another type',
      415,
      'unsupported-media-type',
      add('/sites/mesa/count', '{"note":"x"}', 'text/plain'),
    ],
    ['a body that is no JSON', 400, 'malformed-json', add('/sites/mesa/count', 'Nine9')],
    ['a member named twice', 400, 'malformed-json', add('/sites/mesa/count', '{"note":"x","note":"Nine9"}')],
    ['a body nested too deeply', 400, 'malformed-json', add('/sites/mesa/count', '['.repeat(99))],
    ['NUL in the body', 422, 'invalid-input', add('/sites/mesa/count', '{"note":"\\u0000"}')],
    ['NUL in the name of a member', 422, 'invalid-input', add('/sites/mesa/count', '{"Nine9\\u0000":1}')],
    ['NUL in the query', 422, 'invalid-input', add('/sites/mesa/count?by=%00', '{"note":"x"}')],
    ['half of a character', 422, 'invalid-input', add('/sites/mesa/count', '{"note":"\\ud800"}')],
    [
      'a turn of direction in the query',
      422,
      'invalid-input',
      add('/sites/mesa/count?by=%E2%80%AE', '{"note":"x"}'),
    ],
    [
      'a body that is too large for its contract',
      413,
      'body-too-large',
      add('/sites/mesa/count', `"${'x'.repeat(100)}"`),
    ],
    ['a member that is too long', 422, 'invalid-input', add('/sites/mesa/count', '{"note":"Nine9Nine9"}')],
    ['an unknown member', 422, 'invalid-input', add('/sites/mesa/count', '{"note":"x","Nine9":1}')],
  ])('%s', async (_, status, code, asked) => {
    const response = await asked
    const text = await response.text()
    expect([response.status, JSON.parse(text).type]).toEqual([status, `/problems/${code}`])
    expect(text).not.toContain('Nine9')
  })
})

test('a refusal points to the field, in the body and in the query', async () => {
  const inBody = await add('/sites/mesa/count', '{"note":"123456"}')
  expect(await inBody.json()).toMatchObject({
    errors: [{ pointer: '/note', code: 'too-big', detail: 'at most 5' }],
  })
  const inQuery = await add('/sites/mesa/count?by=10', '{"note":"x"}')
  expect(await inQuery.json()).toMatchObject({
    errors: [{ pointer: '?by', code: 'too-big', detail: 'at most 9' }],
  })
  const missing = await add('/sites/mesa/count', '[]')
  expect(await missing.json()).toMatchObject({ errors: [{ pointer: '', code: 'invalid-type' }] })
  const nul = await add('/sites/mesa/count', '{"note":"\\u0000"}')
  expect(await nul.json()).toMatchObject({ errors: [{ pointer: '/note', code: 'control-character' }] })
  const half = await add('/sites/mesa/count', '{"note":"\\ud800"}')
  expect(await half.json()).toMatchObject({ errors: [{ pointer: '/note', code: 'invalid-unicode' }] })
  const twice = await add('/sites/mesa/count?by=1&by=1', '{"note":"x"}')
  expect(await twice.json()).toMatchObject({ errors: [{ pointer: '?by', code: 'repeated' }] })
})

test.each([
  [{ answer: 5 }, '/answer', 'invalid-type'],
  [{ skip: false }, '/skip', 'invalid-value'],
  [{ skip: true, other: 1 }, '', 'unrecognized-keys'],
])('a refusal of %j points into the form that comes nearest: %j', (body, pointer, code) => {
  const either = z.union([z.strictObject({ answer: z.string() }), z.strictObject({ skip: z.literal(true) })])
  const { error } = either.safeParse(body)
  expect(error && buildInvalidInput(error, '/').errors).toMatchObject([{ pointer, code }])
})

test('what is allowed reaches the handler with its defaults, and its reply is the answer', async () => {
  const response = await add('/sites/mesa/count', '{"note":"x"}')
  expect([response.status, await response.json()]).toEqual([201, { count: 5 }])
})

test('a further media type may be answered as it is', async () => {
  expect(await (await app.request('/count')).text()).toBe('a,b')
})
