export { InstrumentPage, instrumentContentSecurityPolicy } from './instrument-page.tsx'
export { InstrumentProblemPage } from './instrument-problem-page.tsx'
export { InstrumentsPage } from './instruments-page.tsx'
export { type InstrumentView, instrumentPaths, type VersionView } from './view.ts'
