import type { Assembly, Resource, StackTemplate } from './template.ts'

/** What `Ref` and `Fn::GetAtt` of a resource stand for on this machine. */
export interface LocalValues {
  readonly region: string
  readonly accountId: string
  resolveRef(resource: Resource): string
  resolveAttribute(resource: Resource, name: string): string
  /** Value of a parameter that has no default. */
  resolveParameter(name: string): string
}

/**
 * Replaces the template's references by local values, as CloudFormation does at deployment by those in AWS.
 *
 * @throws Error naming the function or resource that is not known here: better than a bundle that starts with a hole in
 *   its environment
 */
export function resolveIntrinsic(
  value: unknown,
  stack: StackTemplate,
  assembly: Assembly,
  values: LocalValues,
): unknown {
  const resolveInner = (inner: unknown): unknown => resolveIntrinsic(inner, stack, assembly, values)
  if (Array.isArray(value)) return value.map(resolveInner).filter((item) => item !== undefined)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [first] = entries
  if (entries.length === 1 && first !== undefined) {
    const [name, argument] = first
    if (name === 'Ref') return resolveRef(String(argument), stack, values)
    if (name.startsWith('Fn::')) return resolveFunction(name, argument, stack, assembly, values)
  }
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, resolveInner(inner)]).filter(([, inner]) => inner !== undefined),
  )
}

function resolveFunction(
  name: string,
  argument: unknown,
  stack: StackTemplate,
  assembly: Assembly,
  values: LocalValues,
): unknown {
  const resolveInner = (inner: unknown): unknown => resolveIntrinsic(inner, stack, assembly, values)
  switch (name) {
    case 'Fn::GetAtt': {
      const [logicalId, ...attribute] = Array.isArray(argument)
        ? argument.map(String)
        : String(argument).split('.')
      return values.resolveAttribute(findResource(stack, String(logicalId)), attribute.join('.'))
    }
    case 'Fn::Join': {
      const [separator, parts] = list(argument)
      return list(resolveInner(parts)).join(String(separator))
    }
    case 'Fn::Split': {
      const [separator, text] = list(argument)
      return String(resolveInner(text)).split(String(separator))
    }
    case 'Fn::Select': {
      const [index, parts] = list(argument)
      return list(resolveInner(parts))[Number(index)]
    }
    case 'Fn::Sub':
      return substitute(argument, stack, values, resolveInner)
    case 'Fn::ImportValue':
      return importValue(String(resolveInner(argument)), assembly, values)
    default:
      throw new Error(
        `The template uses ${name}, which local mode cannot resolve. Add it to infra/local/cloudformation/intrinsics.ts.`,
      )
  }
}

function resolveRef(name: string, stack: StackTemplate, values: LocalValues): string | undefined {
  switch (name) {
    case 'AWS::Region':
      return values.region
    case 'AWS::AccountId':
      return values.accountId
    case 'AWS::Partition':
      return 'aws'
    case 'AWS::URLSuffix':
      return 'amazonaws.com'
    case 'AWS::StackName':
      return stack.name
    case 'AWS::NoValue':
      return undefined
    default:
      if (stack.parameters.has(name)) return stack.parameters.get(name) ?? values.resolveParameter(name)
      return values.resolveRef(findResource(stack, name))
  }
}

function substitute(
  argument: unknown,
  stack: StackTemplate,
  values: LocalValues,
  resolveInner: (inner: unknown) => unknown,
): string {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}]
  const variables = new Map(Object.entries(own ?? {}))
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
    if (literal !== '') return whole.replace('!', '')
    if (variables.has(name)) return String(resolveInner(variables.get(name)))
    const [logicalId, ...attribute] = name.split('.')
    if (attribute.length === 0) return resolveRef(name, stack, values) ?? ''
    return values.resolveAttribute(findResource(stack, String(logicalId)), attribute.join('.'))
  })
}

function importValue(name: string, assembly: Assembly, values: LocalValues): unknown {
  const exporter = assembly.stacks.find(({ exports }) => exports.has(name))
  if (exporter === undefined) throw new Error(`No stack of the app exports ${name}.`)
  return resolveIntrinsic(exporter.exports.get(name), exporter, assembly, values)
}

function findResource(stack: StackTemplate, logicalId: string): Resource {
  const resource = stack.resources.get(logicalId)
  if (resource === undefined)
    throw new Error(`Stack ${stack.name} refers to ${logicalId}, which it does not have.`)
  return resource
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value))
    throw new Error(`The template has ${JSON.stringify(value)} where a list belongs.`)
  return value
}
