import { systemClock as clock } from '../platform/core/clock.ts'
import { createDefinitionStore } from '../records/library/definition.store.ts'
import { createStoredLibrary } from '../records/library/stored-library.ts'
import { keepDirectory } from '../records/library/study-directory.ts'
import { createStudyDraftStore } from '../records/library/study-draft.store.ts'
import { createStudyHeadStore } from '../records/library/study-head.store.ts'
import { createStudyOutlines } from '../records/library/study-outline.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'

let wired: ReturnType<typeof openLibrary> | undefined

/** Studies and instruments: one library of each function, which keeps what it has read. */
export function wireLibrary(env: Env<'LIBRARY_TABLE'>) {
  wired ??= openLibrary(env)
  return wired
}

function openLibrary({ LIBRARY_TABLE }: Env<'LIBRARY_TABLE'>) {
  const place = { dynamo, table: LIBRARY_TABLE }
  const library = createStoredLibrary({
    clock,
    definitions: createDefinitionStore(place),
    heads: createStudyHeadStore(place),
  })
  return {
    ...{ library, directory: keepDirectory(library.listStudies) },
    outlineStudy: createStudyOutlines({ library, drafts: createStudyDraftStore(place) }),
  }
}
