import type { Library } from './build-library.ts'
import publishedHashes from './published-hashes.json' with { type: 'json' }
import { readLibrary } from './read-library.ts'
import { requirePublishedContent } from './require-published-content.ts'
import { shippedDefinitions } from './shipped.ts'

export type {
  InstrumentCatalogue,
  Instruments,
  Library,
  Published,
  PublishedInstrument,
  StudyDirectory,
} from './build-library.ts'
export { openLibrary } from './read-library.ts'

let shipped: Library | undefined

/**
 * The definitions of this checkout, for the command line and for tests. Functions read what is published from its table.
 * @throws UnpublishedContentError naming every definition that is not what was published
 */
export function openShippedLibrary(): Library {
  if (shipped) return shipped
  requirePublishedContent(shippedDefinitions, publishedHashes)
  const { instruments, studies, calibrations } = shippedDefinitions
  shipped = readLibrary(instruments, studies, calibrations)
  return shipped
}
