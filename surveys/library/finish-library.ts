import * as z from 'zod/mini'
import { formatRef } from '../instrument/vocabulary.ts'
import { computeContentHash } from '../values/canonical.ts'
import { compareVersions } from '../versions/compare-versions.ts'
import { buildLibrary, type Library } from './build-library.ts'
import { formatFinishedLibrary } from './finished-library.ts'
import { openLibrary } from './read-library.ts'

/** Definitions as their files say them. */
export type DefinitionFiles = {
  readonly instruments: readonly unknown[]
  readonly studies: readonly unknown[]
  readonly calibrations: readonly unknown[]
  readonly responderDefinitions: readonly unknown[]
}

/** What the functions are bundled with, as text that openFinishedLibrary reads. */
export type FinishedLibraries = {
  readonly shipped: string
  /** The studies with every version of the instruments that any version of them asks. */
  readonly ofStudies: string
}

/**
 * Completes and checks definitions once, when the functions are bundled, instead of at every cold start.
 *
 * @param publishedHashes by `id@version`, for responder definitions `responder-definition id@version`
 * @throws Error naming every definition that is faulty, and every one whose content is not what was published
 */
export function finishLibrary(
  files: DefinitionFiles,
  publishedHashes: Readonly<Record<string, string>>,
): FinishedLibraries {
  requirePublishedContent(files, publishedHashes)
  const library = openLibrary(files.instruments, files.studies, files.calibrations)
  return {
    shipped: formatFinishedLibrary(library),
    ofStudies: formatFinishedLibrary(selectForStudies(library, files.studies)),
  }
}

function requirePublishedContent(
  { instruments, studies, responderDefinitions }: DefinitionFiles,
  publishedHashes: Readonly<Record<string, string>>,
): void {
  const faults = [
    ...[...instruments, ...studies].map((file) => [formatRef(named.parse(file)), file] as const),
    ...responderDefinitions.map(
      (file) => [`responder-definition ${formatRef(named.parse(file))}`, file] as const,
    ),
  ].flatMap(([name, file]) => {
    const published = publishedHashes[name]
    if (published === undefined) return [`${name}: its hash is not in published-hashes.json`]
    return published === computeContentHash(file) ? [] : [`${name}: the content is not what was published`]
  })
  if (faults.length > 0) throw new Error(`definitions changed after publication:\n${faults.join('\n')}`)
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

const named = z.object({ id: z.string(), version: z.string() })
const batteries = z.object({ timepoints: z.array(z.object({ battery: z.array(z.string()) })) })
