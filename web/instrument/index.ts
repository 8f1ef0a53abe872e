export { InstrumentPage, instrumentContentSecurityPolicy } from './instrument-page.tsx'
export { InstrumentsPage } from './instruments-page.tsx'
export type { InstrumentView, VersionView } from './view.ts'
