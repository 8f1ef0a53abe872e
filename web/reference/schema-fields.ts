import { type OpenApiDocument, resolveSchema, type Schema } from './openapi-view.ts'

/** A row of a table of fields. */
export type SchemaField = {
  /** `site`, `counts[].met` */
  readonly path: string
  readonly type: string
  readonly required: boolean
  /** In which forms of a union the field is there, such as `model.kind is "fitted"`; empty where it always is. */
  readonly when: string
  readonly description: string
}

/** Deeper than any reply goes; a schema that holds itself ends here. */
const MAX_DEPTH = 9

/** A schema as rows, the members of every form of a union among them. */
export function listFields(
  document: OpenApiDocument,
  given: Schema,
  prefix = '',
  depth = MAX_DEPTH,
): readonly SchemaField[] {
  const schema = resolveSchema(document, given)
  if (depth === 0) return []
  if (schema.allOf) return mergeFields(schema.allOf.map((part) => listFields(document, part, prefix, depth)))
  const forms = (schema.oneOf ?? schema.anyOf)?.filter(({ type }) => type !== 'null')
  if (forms) return listForms(document, forms, prefix, depth)
  if (typeof schema.items === 'object') return listFields(document, schema.items, `${prefix}[]`, depth)
  const { properties, additionalProperties } = schema
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, member]) =>
      listMember(document, { path: joinPath(prefix, name), member, schema, name }, depth),
    ),
    ...(typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
      ? listMember(
          document,
          { path: joinPath(prefix, '*'), member: additionalProperties, schema, name: '*' },
          depth,
        )
      : []),
  ]
}

type Member = {
  readonly path: string
  readonly member: Schema
  readonly schema: Schema
  readonly name: string
}

function listMember(
  document: OpenApiDocument,
  { path, member, schema, name }: Member,
  depth: number,
): readonly SchemaField[] {
  const own = resolveSchema(document, member)
  return [
    {
      ...{ path, type: describeType(document, own), when: '', description: own.description ?? '' },
      required: schema.required?.includes(name) ?? false,
    },
    ...listFields(document, own, path, depth - 1),
  ]
}

/** Fields of every form, each saying in which forms it is there unless it is in all of them. */
function listForms(
  document: OpenApiDocument,
  forms: readonly Schema[],
  prefix: string,
  depth: number,
): readonly SchemaField[] {
  const listed = forms.map((form) => ({
    name: describeForm(document, form, prefix),
    fields: listFields(document, form, prefix, depth),
  }))
  const named = listed.flatMap(({ name, fields }) =>
    fields.map((field) => ({
      ...field,
      // The form of the part that the field is in; the form that holds that part stands at its own row.
      when: field.when !== '' || isInEveryForm(field.path, listed) ? field.when : name,
    })),
  )
  return mergeFields([named])
}

function isInEveryForm(path: string, forms: readonly { readonly fields: readonly SchemaField[] }[]): boolean {
  return forms.every(({ fields }) => fields.some((field) => field.path === path))
}

/** Fields of one path as one row: their types and conditions together, required where every one of them is. */
function mergeFields(groups: readonly (readonly SchemaField[])[]): readonly SchemaField[] {
  return [...Map.groupBy(groups.flat(), ({ path }) => path)].map(([path, same]) => ({
    path,
    type: joinDistinct(
      same.map(({ type }) => type),
      ' | ',
    ),
    required: same.every(({ required }) => required),
    when: same.some(({ when }) => when === '')
      ? ''
      : joinDistinct(
          same.map(({ when }) => when),
          '; or ',
        ),
    description: joinDistinct(
      same.map(({ description }) => description),
      '; ',
    ),
  }))
}

function joinDistinct(words: readonly string[], separator: string): string {
  return [...new Set(words.filter((word) => word !== ''))].join(separator)
}

/** A form by the member that has one value only in it, such as `model.kind is "fitted"`. */
function describeForm(document: OpenApiDocument, form: Schema, prefix: string): string {
  const { properties = {} } = resolveSchema(document, form)
  const fixed = Object.entries(properties).find(([, member]) => member.const !== undefined)
  const place = prefix.split('.').at(-1)?.replaceAll('[]', '') ?? ''
  if (fixed) return `${joinPath(place, fixed[0])} is ${JSON.stringify(fixed[1].const)}`
  return 'in some forms'
}

function joinPath(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`
}

/** A schema's type in a few words, with the limits that a caller can break. */
export function describeType(document: OpenApiDocument, given: Schema): string {
  const schema = resolveSchema(document, given)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.oneOf ?? schema.anyOf
  if (choices)
    return joinDistinct(
      choices.map((choice) => describeType(document, choice)),
      ' | ',
    )
  if (schema.allOf)
    return joinDistinct(
      schema.allOf.map((part) => describeType(document, part)),
      ' & ',
    )
  if (schema.prefixItems)
    return `[${schema.prefixItems.map((item) => describeType(document, item)).join(', ')}]`
  if (typeof schema.items === 'object') return formatArray(describeType(document, schema.items))
  const type = typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'any')
  const limits = listLimits(schema)
  return limits.length === 0 ? type : `${type} (${limits.join(', ')})`
}

function formatArray(item: string): string {
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`
}

function listLimits(schema: Schema): readonly string[] {
  return [
    schema.format,
    schema.maxLength === undefined ? undefined : `≤ ${schema.maxLength} characters`,
    schema.minimum === undefined || schema.minimum <= Number.MIN_SAFE_INTEGER
      ? undefined
      : `≥ ${schema.minimum}`,
    schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER
      ? undefined
      : `≤ ${schema.maximum}`,
  ].filter((limit) => limit !== undefined)
}
