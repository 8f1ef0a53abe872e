import { InlineText } from '../docs/index.ts'
import { referenceText as text } from '../text/en/reference.ts'
import { formatCurlExample } from './curl-example.ts'
import type { Content, OpenApiDocument, PlacedOperation } from './openapi-view.ts'
import { describeType, listFields, type SchemaField } from './schema-fields.ts'

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
    when: '',
    description: parameter.description ?? '',
  }))
  return (
    <article class="card operation" id={id}>
      <h3>{operation.summary ?? path}</h3>
      <p class="route">
        <span class="method">{method.toUpperCase()}</span> <code>{path}</code>
      </p>
      {operation.description === undefined ? null : (
        <p>
          <InlineText text={operation.description} />
        </p>
      )}
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
            <b>{status}</b> <InlineText text={response.description ?? ''} />
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
  return (
    <details>
      <summary>
        {title}: {text.fields(fields.length)}
      </summary>
      <FieldTable name={`${id}: ${title}`} title={title} fields={fields} />
    </details>
  )
}

type FieldTableProps = { name: string; title: string; fields: readonly SchemaField[] }

function FieldTable({ name, title, fields }: FieldTableProps) {
  if (fields.length === 0) return null
  return (
    <section class="scroll" aria-label={name} tabindex={0}>
      <table class="cards">
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
              <th scope="row">
                <code>{renderPath(field.path)}</code>
              </th>
              <td class="small" data-label={text.type}>
                {field.type}
              </td>
              <td class="small" data-label={text.meaning}>
                {field.required ? text.required : text.optional}
                {field.when === '' ? '' : ` (${text.when(field.when)})`}
                <InlineText text={field.description === '' ? '' : `: ${field.description}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A path that breaks between its members only. */
function renderPath(path: string) {
  return path.split(/(?<=\.)/).flatMap((member, at) => (at === 0 ? [member] : [<wbr />, member]))
}
