import { buildContentSecurityPolicy } from '../components/inline.ts'
import { DocsFrame, docsStyle } from '../docs/index.ts'
import { referenceText as text } from '../text/en/reference.ts'
import { filterScript } from './filter-script.ts'
import { groupOperations, type OpenApiDocument } from './openapi-view.ts'
import { OperationSection } from './operation-section.tsx'

/** Of every page under /docs: one style, and the script of the search. */
export const referenceContentSecurityPolicy = buildContentSecurityPolicy({
  style: docsStyle,
  script: filterScript,
})

type ApiReferencePageProps = { readonly document: OpenApiDocument }

/** The OpenAPI document to read, in English as the document is: operations by tag, their fields, their errors, an example of each. */
export function ApiReferencePage({ document }: ApiReferencePageProps) {
  const tags = [...groupOperations(document)]
  const headings = tags.flatMap(([tag, operations]) =>
    operations.map(({ id, path, operation }) => ({
      anchor: id,
      title: operation.summary ?? path,
      group: tag,
    })),
  )
  return (
    <DocsFrame path="/docs/api" title={text.title} headings={headings} script={filterScript}>
      <h1>{text.title}</h1>
      <p class="lead">{document.info.description}</p>
      <p>
        {text.problemsLead} {text.unionsLead}
      </p>
      <search class="filter" hidden>
        <label>
          {text.filter}
          <input type="search" autocomplete="off" spellcheck={false} />
        </label>
        <output />
      </search>
      {tags.map(([tag, operations]) => (
        <section class="tag-section" aria-label={tag}>
          <h2>{tag}</h2>
          {operations.map((placed) => (
            <OperationSection document={document} placed={placed} />
          ))}
        </section>
      ))}
    </DocsFrame>
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
    <DocsFrame path={`/problems/${problem.code}`} title={text.problemHeading(problem.title)}>
      <h1>{problem.title}</h1>
      <p>{problem.detail}</p>
      <p class="soft">
        {text.code} <code>{problem.code}</code>, {text.status.toLowerCase()} {problem.status}
      </p>
      <p>
        <a href="/docs/api">{text.back}</a>
      </p>
    </DocsFrame>
  )
}
