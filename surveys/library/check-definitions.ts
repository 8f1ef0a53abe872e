import { openLibrary } from './read-library.ts'
import {
  type DefinitionFiles,
  type PublishedHashes,
  requirePublishedContent,
} from './require-published-content.ts'

/**
 * Every check of what ships: made before a deployment and by the tests, never by a running function.
 *
 * @throws UnpublishedContentError naming every definition that is not what was published
 * @throws Error naming every definition that is faulty, with the place of each fault
 */
export function checkDefinitions(files: DefinitionFiles, publishedHashes: PublishedHashes): void {
  requirePublishedContent(files, publishedHashes)
  openLibrary(files.instruments, files.studies, files.calibrations)
}
