import type { RoleStatement } from '../cloudformation/roles.ts'

/** Something that a function asks AWS for. */
export interface Access {
  /** `dynamodb:PutItem` */
  readonly action: string
  /** ARN */
  readonly resource: string
  /** Values of condition keys. */
  readonly context?: Readonly<Record<string, string>>
}

/** An access that the caller's role does not allow. */
export interface Denial extends Access {
  /** Logical ID of the function; `undefined` for a request without a signature. */
  readonly caller: string | undefined
}

/** The access key of whoever runs this machine: tests and measurements, which no role binds. */
export const OPERATOR = 'local'

/** Decides as IAM does, by the roles of the template. */
export class Permissions {
  /** Everything that was refused, oldest first. */
  readonly denials: Denial[] = []
  readonly #roles: ReadonlyMap<string, readonly RoleStatement[]>
  readonly #report: (denial: Denial) => void

  constructor(
    roles: ReadonlyMap<string, readonly RoleStatement[]>,
    report: (denial: Denial) => void = () => {},
  ) {
    this.#roles = roles
    this.#report = report
  }

  /** The first access that the caller may not have; `undefined` when it may have all. */
  findDenial(caller: string | undefined, accesses: readonly Access[]): Denial | undefined {
    if (caller === OPERATOR) return undefined
    const statements = this.#roles.get(caller ?? '') ?? []
    const refused = accesses.find((access) => !statements.some((one) => isAllowedBy(one, access)))
    if (refused === undefined) return undefined
    const denial = { ...refused, caller }
    this.denials.push(denial)
    this.#report(denial)
    return denial
  }
}

/** As AWS words it. */
export function formatDenial({ caller, action, resource }: Denial): string {
  return `User: ${caller ?? 'nobody'} is not authorized to perform: ${action} on resource: ${resource}`
}

/** Who signed a request: the access key in its signature, which here is the function's logical ID. */
export function readCaller(authorization: string | undefined): string | undefined {
  return /Credential=([^/\s]+)\//.exec(authorization ?? '')?.[1]
}

function isAllowedBy({ Action, Resource, Condition }: RoleStatement, access: Access): boolean {
  return (
    Action.some((pattern) => matches(pattern, access.action)) &&
    Resource.some((pattern) => matches(pattern, access.resource)) &&
    Object.entries(Condition?.StringEquals ?? {}).every(([key, value]) => access.context?.[key] === value)
  )
}

function matches(pattern: string, value: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === value
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(value)
}
