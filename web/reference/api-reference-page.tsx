import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { staffStyle } from '../components/staff-style.ts'
import { referenceText as text } from '../text/en/reference.ts'
import { groupOperations, type OpenApiDocument } from './openapi-view.ts'
import { OperationSection } from './operation-section.tsx'

/** The reference runs no script. */
export const referenceContentSecurityPolicy = buildContentSecurityPolicy({ style: staffStyle })

type ApiReferencePageProps = { readonly document: OpenApiDocument }

/** The OpenAPI document to read, in English as the document is: operations by tag, their fields, their errors, an example of each. */
export function ApiReferencePage({ document }: ApiReferencePageProps) {
  const tags = [...groupOperations(document)]
  return (
    <Document locale="en" title={`${text.title} – ${document.info.title}`} style={staffStyle}>
      <main>
        <h1>
          {document.info.title}: {text.title}
        </h1>
        <p>{document.info.description}</p>
        <p class="soft">
          <a href="/openapi.json">{text.document}</a> · <a href="/docs/reanalyses">{text.reanalyses}</a>
        </p>
        <p class="soft">{text.problemsLead}</p>
        <nav class="card" aria-label={text.contents}>
          {tags.map(([tag, operations]) => (
            <>
              <h2>{tag}</h2>
              <ul>
                {operations.map(({ id, method, path, operation }) => (
                  <li>
                    <a href={`#${id}`}>{operation.summary ?? path}</a>{' '}
                    <code class="soft">
                      {method.toUpperCase()} {path}
                    </code>
                  </li>
                ))}
              </ul>
            </>
          ))}
        </nav>
        {tags.map(([tag, operations]) => (
          <section aria-label={tag}>
            <h2>{tag}</h2>
            {operations.map((placed) => (
              <OperationSection document={document} placed={placed} />
            ))}
          </section>
        ))}
      </main>
    </Document>
  )
}

type ProblemTypePageProps = {
  readonly problem: {
    readonly code: string
    readonly status: number
    readonly title: string
    readonly detail: string
  }
}

/** What a problem's `type` leads to. */
export function ProblemTypePage({ problem }: ProblemTypePageProps) {
  return (
    <Document locale="en" title={text.problemHeading(problem.title)} style={staffStyle}>
      <main class="slim">
        <h1>{problem.title}</h1>
        <p>{problem.detail}</p>
        <p class="soft">
          {text.code} <code>{problem.code}</code>, {text.status.toLowerCase()} {problem.status}
        </p>
        <p>
          <a href="/docs">{text.back}</a>
        </p>
      </main>
    </Document>
  )
}
