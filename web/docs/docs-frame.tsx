import type { Child } from 'hono/jsx'
import { Document } from '../components/document.tsx'
import { catalogue, findNext } from './catalogue.ts'
import { SideBar, type SideHeading } from './side-bar.tsx'
import { docsStyle } from './style.ts'
import { docsText as words } from './words.ts'

type DocsFrameProps = {
  /** Address of the page, such as `/docs/methods`. */
  readonly path: string
  readonly title: string
  readonly headings?: readonly SideHeading[]
  readonly script?: string
  readonly children?: Child
}

/** What every page of /docs shows around its content. */
export function DocsFrame({ path, title, headings = [], script, children }: DocsFrameProps) {
  const next = findNext(path)
  return (
    <Document locale="en" title={`${title} – Concord`} style={docsStyle} script={script}>
      <a class="hide" href="#main">
        {words.skip}
      </a>
      <header class="top docs-top">
        <div>
          <p class="study">
            <a href="/docs">{words.name}</a>
          </p>
          <p class="links">
            <a href="/console">{words.console}</a>
            <a href="/instruments">{words.instruments}</a>
            <a href="/openapi.json">{words.openapi}</a>
          </p>
        </div>
      </header>
      <div class="docs">
        <SideBar documents={catalogue} current={path} headings={headings} />
        <main id="main">
          {children}
          {next === undefined ? null : (
            <p class="next">
              <a href={next.path}>{words.next(next.title)}</a>
            </p>
          )}
        </main>
      </div>
    </Document>
  )
}
