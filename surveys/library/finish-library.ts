import * as z from 'zod/mini'
import { compareVersions } from '../versions/compare-versions.ts'
import { buildLibrary, type Library } from './build-library.ts'
import { formatFinishedLibrary, splitFinishedLibrary } from './finished-library.ts'
import { openLibrary } from './read-library.ts'
import {
  type DefinitionFiles,
  type PublishedHashes,
  requirePublishedContent,
} from './require-published-content.ts'

/** What the functions are bundled with, as text that openFinishedLibrary reads. */
export type FinishedLibraries = {
  readonly shipped: string
  /** The studies, without what they analyse, with every version of the instruments that any version of them asks. */
  readonly ofStudies: string
  /** What the studies analyse: the other part of `ofStudies`. */
  readonly analyses: string
}

/**
 * Completes and checks definitions once, when the functions are bundled, instead of at every cold start.
 *
 * @throws Error naming every definition that is faulty, and every one that is not what was published
 */
export function finishLibrary(files: DefinitionFiles, publishedHashes: PublishedHashes): FinishedLibraries {
  requirePublishedContent(files, publishedHashes)
  const library = openLibrary(files.instruments, files.studies, files.calibrations)
  const { asked, analyses } = splitFinishedLibrary(selectForStudies(library, files.studies))
  return { shipped: formatFinishedLibrary(library), ofStudies: asked, analyses }
}

/** A response finishes on the version on which it began, so older versions of what is asked stay. Newer ones that no study asks do not. */
function selectForStudies(library: Library, studyFiles: readonly unknown[]): Library {
  const newest = new Map<string, string>()
  for (const { timepoints } of studyFiles.map((file) => batteries.parse(file)))
    for (const ref of timepoints.flatMap(({ battery }) => battery)) {
      const [id = '', version = ''] = ref.split('@')
      if (compareVersions(version, newest.get(id) ?? version) >= 0) newest.set(id, version)
    }
  return buildLibrary(
    library.directory,
    library.instruments
      .filter(({ definition: { id, version } }) => {
        const asked = newest.get(id)
        return asked !== undefined && compareVersions(version, asked) <= 0
      })
      .map((one) => ({ id: one.definition.id, version: one.definition.version, read: () => one })),
    library.studies.map((one) => ({
      id: one.definition.id,
      version: one.definition.version,
      read: () => one,
    })),
  )
}

const batteries = z.object({ timepoints: z.array(z.object({ battery: z.array(z.string()) })) })
