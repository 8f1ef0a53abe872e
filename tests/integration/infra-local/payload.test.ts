import { describe, expect, it } from 'vitest'
import { buildHttpEvent, buildWireResponse, type WireRequest } from '../../../infra/local/runtime/payload.ts'

const match = { routeKey: 'ANY /s/{token}', functionId: 'f', pathParameters: { token: 'abc' } }

function buildEvent(request: Partial<WireRequest>): ReturnType<typeof buildHttpEvent> {
  const whole = {
    method: 'GET',
    url: '/',
    rawHeaders: [],
    sourceIp: '127.0.0.1',
    body: Buffer.alloc(0),
    ...request,
  }
  return buildHttpEvent(whole, match, 'request-1', Date.UTC(2030, 0, 1))
}

describe('a request as payload 2.0', () => {
  it('keeps path and query as they were sent', () => {
    const event = buildEvent({ url: '/s/a%20b?x=1&x=2&y=%20?' })
    expect(event.rawPath).toBe('/s/a%20b')
    expect(event.rawQueryString).toBe('x=1&x=2&y=%20?')
    expect(event.queryStringParameters).toEqual({ x: '1,2', y: ' ?' })
    expect(event.pathParameters).toEqual({ token: 'abc' })
  })

  it('lower-cases header names and joins repeated ones by commas', () => {
    const event = buildEvent({ rawHeaders: ['Accept', 'a', 'accept', 'b', 'X-One', '1'] })
    expect(event.headers).toEqual({ accept: 'a,b', 'x-one': '1' })
  })

  it('has cookies in a list of their own', () => {
    const event = buildEvent({ rawHeaders: ['Cookie', 'a=1; b=2', 'cookie', 'c=3'] })
    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3'])
    expect(event.headers).toEqual({})
  })

  it('gives JSON as text and a form as base64', () => {
    const body = Buffer.from('{"é":1}')
    expect(buildEvent({ body, rawHeaders: ['Content-Type', 'application/json'] })).toMatchObject({
      body: '{"é":1}',
      isBase64Encoded: false,
    })
    expect(
      buildEvent({ body, rawHeaders: ['Content-Type', 'application/x-www-form-urlencoded'] }),
    ).toMatchObject({
      body: body.toString('base64'),
      isBase64Encoded: true,
    })
  })

  it('has no body when there was none', () => {
    expect(buildEvent({})).not.toHaveProperty('body')
  })

  it('tells simulated time', () => {
    expect(buildEvent({}).requestContext).toMatchObject({
      time: '2030-01-01T00:00:00.000Z',
      stage: '$default',
    })
  })
})

describe('a function result as a response', () => {
  it('is 500 when it is not understood', () => {
    expect(buildWireResponse({ statusCode: 'teapot' }).status).toBe(500)
    expect(buildWireResponse({ statusCode: 200, body: 7 }).status).toBe(500)
  })

  it('sends each cookie and each of several values as a header of its own', () => {
    const { headers } = buildWireResponse({
      statusCode: 200,
      headers: { 'X-A': 1 },
      multiValueHeaders: { link: ['a', 'b'] },
      cookies: ['c=1', 'd=2'],
    })
    expect(headers).toEqual([
      ['x-a', '1'],
      ['link', 'a'],
      ['link', 'b'],
      ['set-cookie', 'c=1'],
      ['set-cookie', 'd=2'],
    ])
  })

  it('decodes base64', () => {
    const { body } = buildWireResponse({
      statusCode: 200,
      body: Buffer.from([0, 255]).toString('base64'),
      isBase64Encoded: true,
    })
    expect([...body]).toEqual([0, 255])
  })

  it('takes a result without a status as the body of a 200', () => {
    expect(buildWireResponse({ a: 1 })).toMatchObject({ status: 200, body: Buffer.from('{"a":1}') })
    expect(buildWireResponse(undefined)).toMatchObject({ status: 200, body: Buffer.from('null') })
  })
})
