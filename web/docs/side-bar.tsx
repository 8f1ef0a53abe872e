import { docsText as words } from './words.ts'

export type SideHeading = { readonly anchor: string; readonly title: string; readonly group?: string }
type SideBarProps = {
  readonly documents: readonly { readonly path: string; readonly title: string }[]
  readonly current: string
  readonly headings: readonly SideHeading[]
}

/** Every document, with the headings of the one that is open: beside it, or on a small screen folded above it. */
export function SideBar(props: SideBarProps) {
  return (
    <>
      <details class="menu">
        <summary>{words.contents}</summary>
        <nav aria-label={words.contents}>
          <SideList {...props} />
        </nav>
      </details>
      <nav class="side" aria-label={words.documentation}>
        <SideList {...props} />
      </nav>
    </>
  )
}

function SideList({ documents, current, headings }: SideBarProps) {
  return (
    <ul class="side-list">
      {documents.map(({ path, title }) => (
        <li>
          <a href={path} aria-current={path === current ? 'page' : undefined}>
            {title}
          </a>
          {path === current && headings.length > 0 ? <Headings headings={headings} /> : null}
        </li>
      ))}
    </ul>
  )
}

function Headings({ headings }: { readonly headings: readonly SideHeading[] }) {
  return (
    <ul>
      {[...Map.groupBy(headings, ({ group }) => group)].flatMap(([group, ones]) => [
        group === undefined ? null : (
          <li class="group" data-group={formatGroup(group)}>
            {group}
          </li>
        ),
        ...ones.map(({ anchor, title }) => (
          <li data-of={group === undefined ? undefined : formatGroup(group)}>
            <a href={`#${anchor}`}>{title}</a>
          </li>
        )),
      ])}
    </ul>
  )
}

function formatGroup(group: string): string {
  return group.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}
