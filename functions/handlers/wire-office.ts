import { systemClock as clock } from '../platform/core/clock.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createDefinitionStore } from '../records/library/definition.store.ts'
import { createDefinitionDraftStore } from '../records/library/definition-draft.store.ts'
import { createStudyDraftStore } from '../records/library/study-draft.store.ts'
import { createStudyHeadStore } from '../records/library/study-head.store.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'
import { wireLibrary } from './wire-library.ts'

/** What definitions are published with. */
export function wirePublishing(env: Env<'LIBRARY_TABLE' | 'AUDIT_TABLE'>) {
  const place = { dynamo, table: env.LIBRARY_TABLE }
  return {
    ...{ clock, libraryTable: env.LIBRARY_TABLE },
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
    definitions: createDefinitionStore(place),
    heads: createStudyHeadStore(place),
  }
}

/** Studies that are being written. */
export function wireDrafts(env: Env<'LIBRARY_TABLE' | 'AUDIT_TABLE'>) {
  const { library } = wireLibrary(env)
  return {
    ...{ ...wirePublishing(env), library, openInstruments: library.openInstruments },
    drafts: createStudyDraftStore({ dynamo, table: env.LIBRARY_TABLE }),
  }
}

/** Responder definitions that are being written. */
export function wireDefinitionDrafts({ LIBRARY_TABLE }: Env<'LIBRARY_TABLE'>) {
  return { definitionDrafts: createDefinitionDraftStore({ dynamo, table: LIBRARY_TABLE }) }
}
