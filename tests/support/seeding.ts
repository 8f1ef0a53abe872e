import { createAuditStore } from '../../functions/records/audit/audit.store.ts'
import { createDefinitionStore } from '../../functions/records/library/definition.store.ts'
import { createStoredLibrary } from '../../functions/records/library/stored-library.ts'
import { createStudyHeadStore } from '../../functions/records/library/study-head.store.ts'
import type { TestTables } from './test-tables.ts'

/** What publishes definitions, and the library that reads them, over tables of a test. */
export function wirePublishing({ dynamo, library, audit }: TestTables, at = '2026-03-02T09:00:00.000Z') {
  const time = { at }
  const clock = { now: () => ({ epochMilliseconds: Date.parse(time.at) }) }
  const place = { dynamo, table: library }
  const stores = { definitions: createDefinitionStore(place), heads: createStudyHeadStore(place) }
  return {
    time,
    deps: {
      ...{ clock, ...stores, libraryTable: library, pause: async () => {} },
      audit: createAuditStore({ dynamo, table: audit, clock, pause: async () => {} }),
    },
    /** As a function does that has just started. */
    openLibrary: () => createStoredLibrary({ clock, ...stores }),
  }
}
