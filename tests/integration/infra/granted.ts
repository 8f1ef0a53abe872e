import { ofType, type Resources } from './synthesized.ts'

export interface Statement {
  readonly Effect: string
  readonly Action: string | string[]
  readonly Resource: unknown
  readonly Condition?: unknown
}

/** All that a role's policies allow. */
export function statementsOfRole(resources: Resources, role: string): Statement[] {
  return ofType(resources, 'AWS::IAM::Policy')
    .filter(([, policy]) => JSON.stringify(policy.Properties.Roles).includes(`"${role}"`))
    .flatMap(([, policy]) => (policy.Properties.PolicyDocument as { Statement: Statement[] }).Statement)
}

/** All that a function may do; its name is the construct's, such as SendInvitation. */
export function listStatements(resources: Resources, name: string): Statement[] {
  const roles = ofType(resources, 'AWS::IAM::Role').filter(([id]) =>
    new RegExp(`^${name}Role[0-9A-F]{8}$`).test(id),
  )
  if (roles.length !== 1) throw new Error(`${roles.length} roles of ${name}`)
  return roles.flatMap(([id]) => statementsOfRole(resources, id))
}

/**
 * What a function may do, one line per resource: `StudyTable: GetItem PutItem`. Log and trace writing is left out, since
 * every function has it and functions.test.ts looks at it.
 */
export function listGrants(resources: Resources, name: string): string[] {
  const actions = new Map<string, Set<string>>()
  for (const { Action, Resource } of listStatements(resources, name)) {
    for (const resource of [Resource].flat()) {
      for (const action of [Action].flat().filter((each) => !/^(logs|xray):/.test(each))) {
        const target = formatResourceName(resource)
        actions.set(target, (actions.get(target) ?? new Set()).add(action.replace('dynamodb:', '')))
      }
    }
  }
  return [...actions].map(([target, set]) => `${target}: ${[...set].sort().join(' ')}`).sort()
}

/** A resource as its logical id without the hash, with what is joined to it: `StudyTable/index/due`. */
function formatResourceName(resource: unknown): string {
  if (typeof resource === 'string') return resource
  const { Ref, ...rest } = resource as Record<string, unknown>
  if (typeof Ref === 'string') return Ref.replace(/[0-9A-F]{8}$/, '')
  const attribute = rest['Fn::GetAtt']
  if (Array.isArray(attribute)) return String(attribute[0]).replace(/[0-9A-F]{8}$/, '')
  const join = rest['Fn::Join']
  if (Array.isArray(join) && Array.isArray(join[1])) return join[1].map(formatResourceName).join('')
  throw new Error(`Cannot name ${JSON.stringify(resource)}`)
}
