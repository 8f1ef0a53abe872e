import { dirname } from 'node:path'
import type { Import } from './imports.ts'

/*
 * Which room may import which. Arrows run one way:
 *
 *   surveys ◀── web ◀── functions
 *
 *   platform ◀── records ◀─┬─ rules ───────┬─ workflows ◀─┬─ api ──────────────┬─ handlers
 *                          ├─ analysis ────┤              ├─ console ──────────┤
 *                          └─ interchange ─┘              ├─ participant-page ─┤
 *                                                         └─ public-pages, cli ┘
 */

/** Each room of functions/ with the rooms that it may import. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  records: ['platform'],
  rules: ['platform', 'records'],
  analysis: ['platform', 'records'],
  interchange: ['platform', 'records', 'analysis'],
  workflows: ['platform', 'records', 'rules', 'analysis', 'interchange'],
  api: ['platform', 'records', 'rules', 'analysis', 'interchange', 'workflows'],
  console: ['platform', 'records', 'rules', 'analysis', 'interchange', 'workflows'],
  'participant-page': ['platform', 'records', 'rules', 'workflows'],
  'public-pages': ['platform', 'analysis', 'interchange'],
  cli: ['platform', 'records', 'rules', 'analysis', 'interchange', 'workflows'],
  handlers: [
    ...['platform', 'records', 'rules', 'analysis', 'interchange', 'workflows'],
    ...['api', 'console', 'participant-page', 'public-pages'],
  ],
}

type Rule = {
  readonly name: string
  readonly from: RegExp
  readonly to: RegExp
  /** Whether naming a type is forbidden too. */
  readonly includesTypes: boolean
}

const RULES: readonly Rule[] = [
  {
    name: 'surveys/ imports no other folder',
    from: /^surveys\//,
    to: /^(web|functions|infra|tests)\//,
    includesTypes: true,
  },
  {
    name: 'web/ imports surveys/ only',
    from: /^web\//,
    to: /^(functions|infra|tests)\//,
    includesTypes: true,
  },
  {
    name: 'infra/ names handlers by path and imports none of what they are made of',
    from: /^infra\//,
    to: /^(functions|surveys|web|tests)\//,
    includesTypes: true,
  },
  {
    name: 'functions/ imports neither infra/ nor tests/',
    from: /^functions\//,
    to: /^(infra|tests)\//,
    includesTypes: true,
  },
  {
    name: 'pure rooms load no AWS package, no store and nothing of platform/aws',
    // An entry point at a command line only wires, as a handler does.
    from: /^(surveys|web|functions\/(rules|analysis|interchange|cli))\/(?!.*\.command\.ts$)/,
    to: /^@aws-(sdk|lambda-powertools)\/|^functions\/platform\/aws\/|\.store\.ts$/,
    includesTypes: false,
  },
  {
    name: 'routes and pages read identified data by identified.open alone',
    from: /^functions\/(api|console)\//,
    to: /^functions\/records\/(contact|message|contact-log|conversation)\/.*\.store\.ts$/,
    includesTypes: false,
  },
  {
    name: 'the AWS SDK is loaded in functions/platform/aws and *.store.ts only',
    from: /^functions\/(?!platform\/aws\/)(?!.*\.store\.ts$)/,
    to: /^@aws-sdk\//,
    includesTypes: false,
  },
]

/** An import that a rule forbids. */
export type Violation = { readonly rule: string; readonly from: string; readonly to: string }

/** The imports that break a rule of the house. */
export function findViolations(imports: readonly Import[]): Violation[] {
  return imports.flatMap((one) => {
    const broken = RULES.filter(
      ({ from, to, includesTypes }) =>
        (includesTypes || !one.isType) && from.test(one.from) && to.test(one.to),
    ).map(({ name }) => name)
    const [above, below] = [findRoom(one.from), findRoom(one.to)]
    if (above && below && above !== below && !ROOMS[above]?.includes(below))
      broken.push(`functions/${above} may not import functions/${below}`)
    return broken.map((rule) => ({ rule, from: one.from, to: one.to }))
  })
}

function findRoom(path: string): string | undefined {
  return /^functions\/([^/]+)\//.exec(path)?.[1]
}

/** Circles of folders that import each other, by whatever way; each sorted by name. Types count: they are arrows too. */
export function findFolderCycles(imports: readonly Import[]): string[][] {
  const arrows = new Map<string, Set<string>>()
  for (const { from, to } of imports) {
    if (!to.includes('/') || !/^(surveys|web|functions|infra)\//.test(to)) continue
    const [a, b] = [dirname(from), dirname(to)]
    if (a !== b) arrows.set(a, (arrows.get(a) ?? new Set()).add(b))
  }
  return stronglyConnected(arrows).filter((circle) => circle.length > 1)
}

/** Tarjan's algorithm: the groups of nodes of which each reaches every other. */
function stronglyConnected(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const groups: string[][] = []
  const visit = (node: string): number => {
    order.set(node, order.size)
    let low = order.get(node) as number
    stack.push(node)
    for (const next of arrows.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (stack.includes(next)) low = Math.min(low, order.get(next) as number)
    }
    lowest.set(node, low)
    if (low === order.get(node)) groups.push(stack.splice(stack.indexOf(node)).sort())
    return low
  }
  for (const node of arrows.keys()) if (!order.has(node)) visit(node)
  return groups
}
