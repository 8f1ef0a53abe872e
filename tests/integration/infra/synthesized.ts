import { enableCompileCache } from 'node:module'

// Compiling the CDK takes longer than all these tests; the cache holds it from one run to the next.
enableCompileCache()
process.env.CDK_VALIDATION = 'false'
const { App } = await import('aws-cdk-lib')
const { Template } = await import('aws-cdk-lib/assertions')
const { buildConcord } = await import('../../../infra/stacks/concord.ts')
const { SYNTHESIS_CONTEXT } = await import('../../../infra/stacks/settings.ts')

/** A resource of a template, as far as these tests look into it. */
export interface Resource {
  readonly Type: string
  readonly Properties: Record<string, unknown>
  readonly DeletionPolicy?: string
}

export type Resources = Readonly<Record<string, Resource>>

/** All stacks as an app, without bundles: what is in the functions does not matter here. */
export function buildApp(settings: Partial<Parameters<typeof buildConcord>[1]> = {}) {
  const app = new App({ context: { ...SYNTHESIS_CONTEXT, 'aws:cdk:bundling-stacks': [] } })
  const stacks = buildConcord(app, {
    stage: undefined,
    region: 'us-east-1',
    programs: [],
    domain: undefined,
    textCountries: ['US'],
    textMaxPrice: 0.2,
    textsPerSecond: 1,
    monthlyTextSpend: 100,
    monthlyBudget: 300,
    auditRetentionDays: 730,
    backup: undefined,
    ...settings,
  })
  return { app, ...stacks }
}

const { data, service, operations } = buildApp()
export const dataTemplate = Template.fromStack(data)
export const serviceTemplate = Template.fromStack(service)
export const operationsTemplate = Template.fromStack(operations)

/** The resources of the data stack by logical id. */
export const dataResources: Resources = dataTemplate.toJSON().Resources

/** The resources of the service stack, with each import replaced by what the data stack exports under that name. */
export const serviceResources: Resources = withImports(serviceTemplate.toJSON().Resources)

/** The resources of the alarms’ stack, with each output that it reads replaced by what the stack of the output has there. */
export const operationsResources: Resources = withOutputs(operationsTemplate.toJSON().Resources)

/** Resources of one type. */
export function ofType(resources: Resources, type: string): [string, Resource][] {
  return Object.entries(resources).filter(([, resource]) => resource.Type === type)
}

function withImports(resources: unknown): Resources {
  const exported = new Map<string, unknown>()
  const outputs: Record<string, { Value: unknown; Export?: { Name: string } }> = dataTemplate.toJSON().Outputs
  for (const { Value, Export } of Object.values(outputs)) if (Export) exported.set(Export.Name, Value)
  return JSON.parse(JSON.stringify(resources), (_key, value) => {
    const name: unknown = value?.['Fn::ImportValue']
    return typeof name === 'string' ? exported.get(name) : value
  })
}

function withOutputs(resources: unknown): Resources {
  const stacks = [dataTemplate, serviceTemplate].map((template) => template.toJSON().Outputs ?? {})
  return JSON.parse(JSON.stringify(resources), (_key, value) => {
    const name: unknown = value?.['Fn::GetStackOutput']?.OutputName
    if (typeof name !== 'string') return value
    const output = stacks.map((outputs) => outputs[name]).find((one) => one !== undefined)
    if (output === undefined) throw new Error(`no output ${name}`)
    return output.Value
  })
}
