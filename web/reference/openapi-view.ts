/** The parts of an OpenAPI 3.1 document that the page reads; anything else in it is left alone. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
}

export type Content = Readonly<Record<string, { readonly schema?: Schema }>>

export type ApiOperation = {
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly security?: readonly object[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: Schema
  }[]
  readonly requestBody?: { readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>
}

export type OpenApiDocument = {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly servers?: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> }
}

export type PlacedOperation = {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly operation: ApiOperation
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Operations by their first tag, in the order of the document. */
export function groupOperations(document: OpenApiDocument): ReadonlyMap<string, readonly PlacedOperation[]> {
  const placed = Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => method in methods).map((method) => ({
      id: `${method}${path}`.replace(/[^a-zA-Z0-9]+/g, '-').replace(/-$/, ''),
      method,
      path,
      operation: methods[method] as ApiOperation,
    })),
  )
  return Map.groupBy(placed, ({ operation }) => operation.tags?.[0] ?? '')
}

/** Follows `#/components/schemas/…`; anything else stays as it is. */
export function resolveSchema(document: OpenApiDocument, schema: Schema): Schema {
  const name = schema.$ref?.match(/^#\/components\/schemas\/(.+)$/)?.[1]
  const found = name === undefined ? undefined : document.components?.schemas?.[name]
  return found === undefined ? schema : (found as Schema)
}

export type SchemaField = {
  readonly path: string
  readonly type: string
  readonly required: boolean
  readonly description: string
}

/** Deep enough for what is read on a page; the document itself has the rest. */
const MAX_DEPTH = 3

/** A schema as rows: `site`, `counts[].met`. */
export function listFields(
  document: OpenApiDocument,
  given: Schema,
  prefix = '',
  depth = MAX_DEPTH,
): readonly SchemaField[] {
  const schema = resolveSchema(document, given)
  if (depth === 0) return []
  if (schema.items) return listFields(document, schema.items, `${prefix}[]`, depth)
  if (!schema.properties) return []
  return Object.entries(schema.properties).flatMap(([name, member]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    const own = resolveSchema(document, member)
    return [
      {
        path,
        type: describeType(document, own),
        required: schema.required?.includes(name) ?? false,
        description: own.description ?? '',
      },
      ...listFields(document, own, path, depth - 1),
    ]
  })
}

/** A schema's type in a few words, with the limits that a caller can break. */
export function describeType(document: OpenApiDocument, given: Schema): string {
  const schema = resolveSchema(document, given)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return [...new Set(choices.map((choice) => describeType(document, choice)))].join(' | ')
  if (schema.items) return `${describeType(document, schema.items)}[]`
  const type = typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'any')
  const limits = [
    schema.format,
    schema.maxLength === undefined ? undefined : `≤ ${schema.maxLength} characters`,
    schema.minimum === undefined || schema.minimum <= Number.MIN_SAFE_INTEGER
      ? undefined
      : `≥ ${schema.minimum}`,
    schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER
      ? undefined
      : `≤ ${schema.maximum}`,
  ].filter((limit) => limit !== undefined)
  return limits.length === 0 ? type : `${type} (${limits.join(', ')})`
}
