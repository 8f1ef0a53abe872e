import { compact } from '../components/inline.ts'
import { staffStyle } from '../components/staff-style.ts'

/** The staff pages' look, and what a form to try needs. */
export const instrumentStyle =
  staffStyle +
  compact(`
dl.facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .375rem 1rem; margin: 0; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
@media (max-width: 40em) { dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .5rem; } }
.try fieldset { margin: 0 0 1rem; padding: .75rem 0 0; border: 0; border-top: 1px solid var(--hair); min-width: 0; }
.try legend { float: inline-start; width: 100%; padding: 0; font-weight: 600; }
.try .asked { clear: both; padding-top: .25rem; }
.try .stem { display: block; color: var(--soft); font-weight: 400; white-space: pre-line; }
.try label { display: flex; gap: .5rem; align-items: center; min-height: 2.25rem; }
.try .steps { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.try input[type=radio] { width: 1.125rem; height: 1.125rem; accent-color: var(--accent); flex: none; }
.try input[type=text] { min-height: 2.75rem; max-width: 100%; padding: .5rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: var(--ink); font: inherit; }
.working, .working ul { padding-inline-start: 1.25rem; margin: .25rem 0; }
.working li { margin: .125rem 0; }
.result { font-weight: 650; }
@media (min-width: 64em) { .beside { display: grid; grid-template-columns: minmax(0, 1fr) minmax(20rem, 28rem); gap: 2rem; align-items: start; } .beside > aside { position: sticky; top: 1rem; max-height: 96vh; overflow: auto; } }
`)
