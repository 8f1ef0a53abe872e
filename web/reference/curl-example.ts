import { type OpenApiDocument, type PlacedOperation, resolveSchema, type Schema } from './openapi-view.ts'

/** A curl command that could be pasted once its `$…` names are set. */
export function formatCurlExample(
  document: OpenApiDocument,
  { method, path, operation }: PlacedOperation,
): string {
  const base = document.servers?.[0]?.url.replace(/\/$/, '') ?? ''
  const address = `${base === '' ? '$CONCORD' : base}${path.replaceAll(/\{(\w+)\}/g, (_, name) => `$${name.toUpperCase()}`)}`
  const query = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map((parameter) => `${parameter.name}=$${parameter.name.toUpperCase()}`)
  const body = operation.requestBody?.content?.['application/json']?.schema
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${[address, ...(query.length > 0 ? [query.join('&')] : [])].join('?')}"`,
    ...(operation.security?.length === 0 ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(body === undefined
      ? []
      : ['-H "Content-Type: application/json"', `-d '${JSON.stringify(buildSample(document, body))}'`]),
  ].join(' \\\n  ')
}

/** A value of the schema's form: the required members, each with something that shows what goes there. */
function buildSample(document: OpenApiDocument, given: Schema): unknown {
  const schema = resolveSchema(document, given)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [choice] = schema.oneOf ?? schema.anyOf ?? []
  if (choice) return buildSample(document, choice)
  if (schema.properties) {
    const { properties, required = [] } = schema
    return Object.fromEntries(
      required.flatMap((name) => (properties[name] ? [[name, buildSample(document, properties[name])]] : [])),
    )
  }
  if (typeof schema.items === 'object') return [buildSample(document, schema.items)]
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  return schema.format === 'date-time' ? '2026-01-31T09:00:00Z' : '…'
}
