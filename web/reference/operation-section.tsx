import { referenceText as text } from '../text/en/reference.ts'
import { formatCurlExample } from './curl-example.ts'
import {
  type Content,
  describeType,
  listFields,
  type OpenApiDocument,
  type PlacedOperation,
  type SchemaField,
} from './openapi-view.ts'

type OperationSectionProps = {
  readonly document: OpenApiDocument
  readonly placed: PlacedOperation
}

/** One operation: what goes in, what comes out, what can be refused, and how to try it. */
export function OperationSection({ document, placed }: OperationSectionProps) {
  const { id, method, path, operation } = placed
  const parameters = (operation.parameters ?? []).map((parameter) => ({
    path: `${parameter.name} (${parameter.in})`,
    type: describeType(document, parameter.schema ?? {}),
    required: parameter.required ?? false,
    description: parameter.description ?? '',
  }))
  return (
    <article class="card" id={id}>
      <h3>{operation.summary ?? path}</h3>
      <p>
        <code>
          <b>{method.toUpperCase()}</b> {path}
        </code>
      </p>
      {operation.description === undefined ? null : <p>{operation.description}</p>}
      <p class="soft small">{operation.security?.length === 0 ? text.public : text.bearer}</p>
      <FieldTable name={`${id}: ${text.parameters}`} title={text.parameters} fields={parameters} />
      <ContentTable document={document} id={id} title={text.body} content={operation.requestBody?.content} />
      <h4>{text.responses}</h4>
      {Object.entries(operation.responses ?? {}).map(([status, response]) =>
        status.startsWith('2') ? (
          <ContentTable
            document={document}
            id={id}
            title={`${status} ${Object.keys(response.content ?? {}).join(', ')}`}
            content={response.content}
          />
        ) : (
          <p class="small">
            <b>{status}</b> {renderCode(response.description ?? '')}
          </p>
        ),
      )}
      <h4>{text.example}</h4>
      <pre tabindex={0}>{formatCurlExample(document, placed)}</pre>
    </article>
  )
}

type ContentTableProps = {
  readonly document: OpenApiDocument
  readonly id: string
  readonly title: string
  readonly content: Content | undefined
}

function ContentTable({ document, id, title, content }: ContentTableProps) {
  const schema = content?.['application/json']?.schema
  if (schema === undefined) return null
  const fields = listFields(document, schema)
  if (fields.length === 0)
    return (
      <p class="small">
        <b>{title}</b> {describeType(document, schema)}
      </p>
    )
  return <FieldTable name={`${id}: ${title}`} title={title} fields={fields} />
}

type FieldTableProps = { name: string; title: string; fields: readonly SchemaField[] }

function FieldTable({ name, title, fields }: FieldTableProps) {
  if (fields.length === 0) return null
  return (
    <section class="scroll" aria-label={name} tabindex={0}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {[text.field, text.type, text.meaning].map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr>
              <td>
                <code>{field.path}</code>
              </td>
              <td class="small">{field.type}</td>
              <td class="small">
                {field.required ? text.required : text.optional}
                {field.description === '' ? '' : `: ${field.description}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Descriptions mark codes with backticks. */
function renderCode(description: string) {
  return description.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))
}
