import { describe, expect, it } from 'vitest'
import { createRouter } from '../../../infra/local/runtime/routes.ts'

const router = createRouter(
  [
    'ANY /api/{proxy+}',
    'GET /api/studies/{study}/analyses/responder-rate',
    'ANY /s/{token}',
    'ANY /s/{token}/{proxy+}',
    'GET /docs',
    'ANY /docs',
    'GET /instruments/{id}',
    'GET /instruments/new',
  ].map((routeKey) => ({ routeKey, functionId: routeKey })),
)
const findRouteKey = (method: string, path: string): string | undefined => router(method, path)?.routeKey

describe('routes of an HTTP API', () => {
  it('has none for a path that no route fits', () => {
    expect(findRouteKey('GET', '/elsewhere')).toBeUndefined()
    expect(findRouteKey('GET', '/api')).toBeUndefined()
    expect(findRouteKey('GET', '/s/')).toBeUndefined()
    expect(findRouteKey('POST', '/instruments/peg')).toBeUndefined()
  })

  it('prefers the most specific path', () => {
    expect(findRouteKey('GET', '/api/studies/one/analyses/responder-rate')).toBe(
      'GET /api/studies/{study}/analyses/responder-rate',
    )
    expect(findRouteKey('GET', '/instruments/new')).toBe('GET /instruments/new')
    expect(findRouteKey('GET', '/s/abc')).toBe('ANY /s/{token}')
  })

  it('falls back to a wider path when the specific one lacks the method', () => {
    expect(findRouteKey('POST', '/api/studies/one/analyses/responder-rate')).toBe('ANY /api/{proxy+}')
  })

  it('prefers a named method to ANY on the same path', () => {
    expect(findRouteKey('GET', '/docs')).toBe('GET /docs')
    expect(findRouteKey('HEAD', '/docs')).toBe('ANY /docs')
  })

  it('gives path variables decoded, the greedy one with its slashes', () => {
    expect(router('GET', '/s/a%20b/1/x')?.pathParameters).toEqual({ token: 'a b', proxy: '1/x' })
    expect(router('GET', '/s/%E0%A4%A')?.pathParameters).toEqual({ token: '%E0%A4%A' })
  })

  it('uses $default last', () => {
    const withDefault = createRouter([
      { routeKey: '$default', functionId: 'rest' },
      { routeKey: 'GET /docs', functionId: 'docs' },
    ])
    expect(withDefault('GET', '/docs')?.functionId).toBe('docs')
    expect(withDefault('GET', '/other')).toEqual({
      routeKey: '$default',
      functionId: 'rest',
      pathParameters: {},
    })
  })
})
