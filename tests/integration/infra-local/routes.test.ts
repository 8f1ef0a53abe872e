import { describe, expect, it } from 'vitest'
import { createRouter } from '../../../infra/local/runtime/routes.ts'

const router = createRouter(
  [
    'ANY /api/{proxy+}',
    'GET /api/studies/{study}/outcomes',
    'ANY /s/{token}',
    'ANY /s/{token}/{proxy+}',
    'GET /docs',
    'ANY /docs',
    'GET /instruments/{id}',
    'GET /instruments/new',
  ].map((routeKey) => ({ routeKey, functionId: routeKey })),
)
const keyOf = (method: string, path: string): string | undefined => router(method, path)?.routeKey

describe('routes of an HTTP API', () => {
  it('has none for a path that no route fits', () => {
    expect(keyOf('GET', '/elsewhere')).toBeUndefined()
    expect(keyOf('GET', '/api')).toBeUndefined()
    expect(keyOf('GET', '/s/')).toBeUndefined()
    expect(keyOf('POST', '/instruments/peg')).toBeUndefined()
  })

  it('prefers the most specific path', () => {
    expect(keyOf('GET', '/api/studies/one/outcomes')).toBe('GET /api/studies/{study}/outcomes')
    expect(keyOf('GET', '/instruments/new')).toBe('GET /instruments/new')
    expect(keyOf('GET', '/s/abc')).toBe('ANY /s/{token}')
  })

  it('falls back to a wider path when the specific one lacks the method', () => {
    expect(keyOf('POST', '/api/studies/one/outcomes')).toBe('ANY /api/{proxy+}')
  })

  it('prefers a named method to ANY on the same path', () => {
    expect(keyOf('GET', '/docs')).toBe('GET /docs')
    expect(keyOf('HEAD', '/docs')).toBe('ANY /docs')
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
