import { describe, expect, test } from 'vitest'
import { ProblemError } from '../../../functions/platform/core/problem-error.ts'
import { createApp } from '../../../functions/platform/http/app.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import {
  createLogOfLines,
  HTTP_FUNCTIONS,
  type HttpFunction,
  LINK_TOKEN,
  PRIVATE,
  type StoreFault,
} from '../../support/http-functions.ts'

/** As the gateway names a request to Lambda. */
const REQUEST_ID = 'JKJaXmPLvHcESHA='
const GATEWAY = { requestContext: { requestId: REQUEST_ID } }

async function ask(
  { open, requests }: HttpFunction,
  kind: keyof HttpFunction['requests'],
  fault: StoreFault = 'none',
) {
  const { log, lines } = createLogOfLines()
  const call = requests[kind]
  if (!call) throw new Error(`the function has no request of this kind: ${kind}`)
  const response = await open(log, fault).request(call.path, call.init, GATEWAY)
  return { response, lines, status: response.status, text: await response.text() }
}

const signedIn = HTTP_FUNCTIONS.filter(({ requests }) => requests.notSignedIn)
const stored = HTTP_FUNCTIONS.filter(({ requests }) => requests.stored)

/** Of every reply, whatever its status. */
function expectHeaders({ headers }: Response, { isPublic = false, name }: HttpFunction) {
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('referrer-policy')).toBe(name.includes('console') ? 'same-origin' : 'no-referrer')
  expect(headers.get('x-robots-tag')).toBe(isPublic ? null : 'noindex, nofollow')
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('cache-control')).not.toBeNull()
}

const expectRefusal = (response: Response, text: string, one: HttpFunction) => {
  expect(response.headers.get('cache-control')).toBe('no-store')
  if (one.answersWith === 'pages') {
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(text).toContain(REQUEST_ID)
  } else {
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(JSON.parse(text)).toMatchObject({ status: response.status, instance: REQUEST_ID })
  }
}

describe('a request without a session', () => {
  test.each(signedIn)('of $name: 401, or the way to the sign-in, with every header', async (one) => {
    const { response, text, lines } = await ask(one, 'notSignedIn')
    expectHeaders(response, one)
    expect(response.headers.get('cache-control')).toBe('no-store')
    if (one.answersWith === 'pages') {
      expect([response.status, response.headers.get('location')]).toEqual([303, '/console/sign-in'])
    } else {
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expectRefusal(response, text, one)
    }
    expect(lines).toEqual([])
  })
})

describe('what is not there', () => {
  test.each(HTTP_FUNCTIONS)('of $name: 404 with every header and the request’s id', async (one) => {
    const { response, text, status, lines } = await ask(one, 'notFound')
    expect(status).toBe(404)
    expectHeaders(response, one)
    expectRefusal(response, text, one)
    expect(lines).toEqual([])
  })
})

describe('a body that is too large', () => {
  test.each(HTTP_FUNCTIONS)('for $name: 413 with every header and the request’s id', async (one) => {
    const { response, text, status, lines } = await ask(one, 'tooLarge')
    expect(status).toBe(413)
    expectHeaders(response, one)
    expectRefusal(response, text, one)
    expect(lines).toEqual([])
  })
})

describe('a store that breaks', () => {
  test.each(stored)('in $name: 500 with every header, and nothing of the error', async (one) => {
    const { response, text, status } = await ask(one, 'stored', 'crash')
    expect(status).toBe(500)
    expectHeaders(response, one)
    expectRefusal(response, text, one)
    expect(text).not.toContain('Alvarez')
    expect(text).not.toContain('TypeError')
  })

  test.each(stored)(
    'in $name is logged by where it broke, and without a word of the request',
    async (one) => {
      const { lines } = await ask(one, 'stored', 'crash')
      expect(lines).toEqual([
        {
          message: 'request failed',
          fields: {
            method: 'GET',
            route: one.requests.stored?.route,
            requestId: REQUEST_ID,
            errorName: 'TypeError',
            frames: expect.arrayContaining([expect.stringContaining('http-functions.ts:')]),
          },
        },
      ])
      const written = JSON.stringify(lines)
      for (const word of [...PRIVATE.split(' '), LINK_TOKEN, 'ketamine-infusion-registry'])
        expect(written).not.toContain(word)
    },
  )
})

describe('what is busy', () => {
  test.each(stored)('in $name: 503, to be tried again after a second', async (one) => {
    const { response, text, status, lines } = await ask(one, 'stored', platformProblems.busy)
    expect([status, response.headers.get('retry-after')]).toEqual([503, '1'])
    expectHeaders(response, one)
    expectRefusal(response, text, one)
    expect(lines).toEqual([])
  })
})

test('a refusal with a cause is logged with it, for whoever runs the service', async () => {
  const { log, lines } = createLogOfLines()
  const app = createApp({ log })
  app.get('/busy', () => {
    throw new ProblemError(platformProblems.busy, [], { cause: new RangeError(PRIVATE) })
  })
  const response = await app.request('/busy', undefined, GATEWAY)
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await response.text()).not.toContain('Alvarez')
  expect(lines).toMatchObject([
    {
      message: 'request failed',
      fields: { route: '/busy', requestId: REQUEST_ID, errorName: 'ProblemError', causeName: 'RangeError' },
    },
  ])
})

describe('what is there', () => {
  test.each(HTTP_FUNCTIONS)('of $name: 200 with every header', async (one) => {
    const { response, status, lines } = await ask(one, 'found')
    expect(status).toBe(200)
    expectHeaders(response, one)
    expect(response.headers.get('retry-after')).toBeNull()
    expect(response.headers.get('cache-control')).toMatch(
      one.isPublic ? /^(public|private), max-age=300$/ : /^no-store$/,
    )
    expect(lines).toEqual([])
  })
})

test('a request that no gateway named has an id of its own', async () => {
  const [one] = HTTP_FUNCTIONS
  if (!one) throw new Error('there are functions')
  const { log } = createLogOfLines()
  const idOf = async () => {
    const response = await one.open(log, 'none').request('/api/nothing', undefined, {})
    return ((await response.json()) as { instance: string }).instance
  }
  const [first, second] = [await idOf(), await idOf()]
  expect(first).toMatch(/^[0-9a-f-]{36}$/)
  expect(second).not.toBe(first)
})

test('an id that the caller sends is not believed', async () => {
  const [one] = HTTP_FUNCTIONS
  const { log } = createLogOfLines()
  const init = { headers: { 'x-request-id': 'forged' } }
  const response = await one?.open(log, 'none').request('/api/nothing', init, GATEWAY)
  expect(await response?.json()).toMatchObject({ instance: REQUEST_ID })
})
