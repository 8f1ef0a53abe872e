/* Apart from index.ts, which every page of the console loads: these come with the first analysis that is opened. */

export { AdverseEventsPage } from './adverse-events-page.tsx'
export { ATTRIBUTE_FIELD_PREFIX } from './attribute-filter.tsx'
export { DefinitionComparisonPage } from './definition-comparison-page.tsx'
export { InstrumentQualityPage } from './instrument-quality-page.tsx'
export { MeanChangePage } from './mean-change-page.tsx'
export { MeaningfulChangePage } from './meaningful-change-page.tsx'
export { ReleaseComparisonPage } from './release-comparison-page.tsx'
export { ReleasePage } from './release-page.tsx'
export { ReleasedAdverseEventsPage } from './released-adverse-events-page.tsx'
export { ReleasesPage } from './releases-page.tsx'
export { RepeatedMeasuresPage } from './repeated-measures-page.tsx'
export { ResponderRatePage } from './responder-rate-page.tsx'
