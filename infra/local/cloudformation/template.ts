import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** One resource as the template writes it: references are still in its properties. */
export interface Resource {
  readonly stack: string
  readonly logicalId: string
  readonly type: string
  /** Where it stands in the CDK app, e.g. `ConcordService/ServeConsole/Resource`; the logical id when unknown. */
  readonly path: string
  readonly properties: unknown
}

export interface StackTemplate {
  readonly name: string
  readonly resources: ReadonlyMap<string, Resource>
  /** Default of each parameter, undefined when an operator must give one. */
  readonly parameters: ReadonlyMap<string, string | undefined>
  /** Unresolved value of each exported output, by the name it is exported under. */
  readonly exports: ReadonlyMap<string, unknown>
  /** Folder or file behind each object of the staging bucket, by object key. */
  readonly assets: ReadonlyMap<string, string>
}

/** A synthesized CDK app, read from its output folder. */
export interface Assembly {
  readonly folder: string
  readonly region: string
  readonly stacks: readonly StackTemplate[]
}

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      displayName: z.string().optional(),
      environment: z.string().optional(),
      properties: z
        .object({ templateFile: z.string().optional(), stackName: z.string().optional() })
        .optional(),
    }),
  ),
})

const template = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z.unknown().optional(),
        Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
      }),
    )
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.string().optional() })).default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({ Value: z.unknown().optional(), Export: z.object({ Name: z.string() }).optional() }),
    )
    .default({}),
})

const assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
})

/**
 * Reads the templates and asset manifests of a synthesized app.
 *
 * @throws Error (or ZodError) when the folder is no CDK output
 */
export function readAssembly(folder: string): Assembly {
  const { artifacts } = manifest.parse(readJson(join(folder, 'manifest.json')))
  const stacks: StackTemplate[] = []
  let region = 'us-east-1'
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (artifact.type !== 'aws:cloudformation:stack') continue
    const file = artifact.properties?.templateFile
    if (file === undefined) continue
    region = artifact.environment?.split('/').at(-1) ?? region
    stacks.push(readStack(folder, artifact.properties?.stackName ?? artifact.displayName ?? id, file, id))
  }
  // An app that names no region is written for whichever it is deployed to.
  return { folder, region: region === 'unknown-region' ? 'us-east-1' : region, stacks }
}

function readStack(folder: string, name: string, file: string, id: string): StackTemplate {
  const parsed = template.parse(readJson(join(folder, file)))
  const { files } = assets.parse(readJson(join(folder, `${id}.assets.json`)))
  const objects = Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }) => [objectKey, join(folder, source.path)] as const),
  )
  const resources = Object.entries(parsed.Resources).map(
    ([logicalId, { Type, Properties, Metadata }]) =>
      [
        logicalId,
        {
          stack: name,
          logicalId,
          type: Type,
          path: Metadata?.['aws:cdk:path'] ?? logicalId,
          properties: Properties ?? {},
        },
      ] as const,
  )
  const exported = Object.values(parsed.Outputs).flatMap(({ Value, Export }) =>
    Export === undefined ? [] : [[Export.Name, Value] as const],
  )
  return {
    name,
    resources: new Map(resources),
    parameters: new Map(Object.entries(parsed.Parameters).map(([key, { Default }]) => [key, Default])),
    exports: new Map(exported),
    assets: new Map(objects),
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
