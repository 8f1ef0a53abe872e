import { compact } from '../components/inline.ts'
import { staffStyle } from '../components/staff-style.ts'

/** The look of /docs: that of the other pages for staff, with a side bar where there is room for one. */
export const docsStyle = compact(`
${staffStyle}
.top.docs-top > div { max-width: 80rem; padding-bottom: .75rem; }
.top.docs-top p { max-width: none; }
.top.docs-top a { color: inherit; }
.top.docs-top .links { display: flex; flex-wrap: wrap; gap: 0 1.25rem; color: var(--soft); font-size: .875rem; }
.top.docs-top .links a { padding: .375rem 0; }
.docs { max-width: 80rem; margin: 0 auto; display: grid; grid-template-columns: minmax(0, 1fr); }
.docs > main { width: 100%; max-width: 56rem; margin: 0; }
.docs > .side { display: none; }
.docs > .menu { margin: 0; padding: .25rem 1rem; border-bottom: 1px solid var(--hair); }
.side-list, .side-list ul { list-style: none; margin: 0; padding: 0; }
.side-list ul { margin: .125rem 0 .5rem; border-inline-start: 1px solid var(--hair); }
.side-list a { display: block; padding: .25rem .5rem; border-radius: .375rem; color: var(--soft); text-decoration: none; font-size: .9375rem; line-height: 1.35; }
.side-list ul a { padding-inline-start: .75rem; font-size: .875rem; }
.side-list a:hover { color: var(--ink); background: var(--band); }
.side-list a[aria-current] { color: var(--ink); font-weight: 600; background: var(--tint); }
.side-list .group { padding: .75rem .5rem .25rem; color: var(--ink); font-size: .8125rem; font-weight: 600; }
@media (min-width: 60em) {
  .docs { grid-template-columns: 17rem minmax(0, 1fr); }
  .docs > .menu { display: none; }
  .docs > .side { display: block; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 1.5rem 1rem; border-inline-end: 1px solid var(--hair); }
  .docs > main { padding-inline: 2.5rem; }
}
@media print { .docs > .side, .docs > .menu { display: none; } }
.docs main [id] { scroll-margin-top: 1rem; }
.docs main h2 { margin-top: 2.5rem; }
.docs main section > h3 { margin: 1.5rem 0 .5rem; }
.docs main :is(ul, ol):not([class]) { margin: 0 0 .75rem; padding-inline-start: 1.375rem; max-width: 44rem; }
.docs main :is(ul, ol):not([class]) li { margin: .25rem 0; }
.docs main pre { margin: 0 0 1rem; }
.docs main .scroll { margin: 0 0 1rem; }
.docs main .lead { font-size: 1.0625rem; color: var(--soft); }
.docs main .note { margin: 0 0 1rem; }
.docs main .next { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--hair); }
.cover { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1rem; list-style: none; margin: 1rem 0 0; padding: 0; }
.cover .card { margin: 0; }
.cover h3 { margin: 0 0 .25rem; }
.cover p { margin: 0; color: var(--soft); font-size: .9375rem; }
.filter { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: end; margin: 1rem 0; padding: .75rem 0; background: var(--paper); border-bottom: 1px solid var(--hair); }
.filter label { flex: 1 1 14rem; font-size: .875rem; color: var(--soft); }
.filter input { display: block; width: 100%; min-height: 2.75rem; margin-top: .125rem; padding: .5rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: var(--ink); font: inherit; font-size: 1rem; }
.filter output { padding: .625rem 0; color: var(--soft); font-size: .875rem; }
.filter ~ section article[id] { scroll-margin-top: 7rem; }
.operation .route { display: flex; gap: .5rem; align-items: baseline; margin: .25rem 0 .75rem; max-width: none; }
.operation .method { flex: none; padding: .0625rem .375rem; border-radius: .25rem; background: var(--tint); color: var(--ink); font-weight: 700; font-size: .8125rem; }
.operation h4 { margin: 1rem 0 .25rem; font-size: .9375rem; }
.operation .scroll { margin-top: .5rem; }
.operation td code { font-size: .8125rem; }
[hidden] { display: none !important; }
@media (min-width: 40em) { .operation tbody th { min-width: 17rem; } }
@media (max-width: 40em) {
  .docs table.cards td[data-label] { display: block; }
  .docs table.cards td[data-label]::before { display: block; }
  .docs table.cards td[data-label]:empty { display: none; }
  .filter { position: static; }
}
`)
