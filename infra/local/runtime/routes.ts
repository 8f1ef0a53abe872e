import type { RouteResource } from '../cloudformation/resources.ts'

/** A route that fits a request, with the values of its path variables, decoded. */
export interface RouteMatch {
  readonly routeKey: string
  readonly functionId: string
  readonly pathParameters: Readonly<Record<string, string>>
}

interface Route extends RouteResource {
  readonly method: string
  readonly segments: readonly string[]
}

const GREEDY = /^\{(.+)\+\}$/
const VARIABLE = /^\{(.+)\}$/

/**
 * Finds routes as API Gateway's HTTP API does: the most specific path that has the method wins (fixed text before a
 * variable before a greedy variable, from left to right), then a named method before ANY, and `$default` last.
 */
export function createRouter(
  resources: readonly RouteResource[],
): (method: string, path: string) => RouteMatch | undefined {
  const fallback = resources.find(({ routeKey }) => routeKey === '$default')
  const routes = resources
    .filter((route) => route !== fallback)
    .map(parseRoute)
    .sort(compareSpecificity)

  return (method, path) => {
    const parts = path.split('/').slice(1)
    for (const route of routes) {
      if (route.method !== 'ANY' && route.method !== method) continue
      const pathParameters = matchSegments(route.segments, parts)
      if (pathParameters !== undefined)
        return { routeKey: route.routeKey, functionId: route.functionId, pathParameters }
    }
    return fallback === undefined ? undefined : { ...fallback, pathParameters: {} }
  }
}

function parseRoute(resource: RouteResource): Route {
  const [method = 'ANY', path = '/'] = resource.routeKey.split(' ')
  return { ...resource, method, segments: path.split('/').slice(1) }
}

function matchSegments(
  segments: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const found: Record<string, string> = {}
  for (const [i, segment] of segments.entries()) {
    const part = parts[i]
    if (part === undefined) return undefined
    const greedy = GREEDY.exec(segment)?.[1]
    if (greedy !== undefined) {
      found[greedy] = parts.slice(i).map(decode).join('/')
      return found
    }
    const variable = VARIABLE.exec(segment)?.[1]
    if (variable !== undefined && part !== '') found[variable] = decode(part)
    else if (variable !== undefined || segment !== part) return undefined
  }
  return segments.length === parts.length ? found : undefined
}

function compareSpecificity(a: Route, b: Route): number {
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i++) {
    const difference = rankSegment(a.segments[i]) - rankSegment(b.segments[i])
    if (difference !== 0) return difference
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY')
}

function rankSegment(segment: string | undefined): number {
  if (segment === undefined) return 3
  if (GREEDY.test(segment)) return 2
  return VARIABLE.test(segment) ? 1 : 0
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
