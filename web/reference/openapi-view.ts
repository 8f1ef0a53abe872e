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
  readonly items?: Schema | boolean
  readonly prefixItems?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
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
