import type {
  InstrumentCatalogue,
  Instruments,
  Library,
  Published,
  PublishedInstrument,
  StudyDirectory,
} from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'

/** A study in force, with instruments that it speaks of. */
export type OpenedStudy = Published<StudyDefinition> & {
  /** Every version of every instrument that any version of the study asks, or those that were asked for. */
  readonly library: Instruments
}

/**
 * Studies as they are in force, with their instruments. What is published never changes, so that a definition is read once
 * and kept; which version is in force is looked at again after a while.
 */
export type StudyLibrary = {
  /**
   * `undefined` for a study that is not there.
   * @param site as it is in force there; left out: as it is in force anywhere, which is the newest
   */
  findStudy(id: string, site?: string): Promise<StudyDefinition | undefined>
  /** The same with every version of its instruments. */
  openStudy(id: string, site?: string): Promise<OpenedStudy | undefined>
  /**
   * With these instruments and no others: what one participant's request needs.
   * @param battery instruments by name and version: `peg@1.0.0`
   */
  openBattery(id: string, battery: readonly string[], site?: string): Promise<OpenedStudy | undefined>
  /** A version that was published, whether it is in force or not. */
  findVersion(id: string, version: string): Promise<StudyDefinition | undefined>
  /** Every version that was published, oldest first: what somebody may still follow. */
  listVersions(id: string): Promise<readonly StudyDefinition[]>
  /** The ids of every study, with those of its sites and timepoints. */
  listStudies(): Promise<readonly StudyDirectory[]>
}

/** @throws Error where the library lacks one of them: what an assessment was planned with is never taken away. */
export function requireInstruments(
  library: Instruments,
  battery: readonly string[],
): readonly PublishedInstrument[] {
  return battery.map((ref) => {
    const instrument = library.findInstrument(ref)
    if (!instrument) throw new Error('a pinned instrument is not in the library')
    return instrument
  })
}

/** Over definitions that are in memory already: the files of a checkout, on the command line and in tests. */
export function holdLibrary(library: Library): StudyLibrary & InstrumentCatalogue {
  const open = async (id: string) => {
    const published = library.findStudy(id)
    return published && { ...published, library }
  }
  return {
    findStudy: async (id) => library.findStudy(id)?.definition,
    openStudy: (id) => open(id),
    openBattery: (id) => open(id),
    findVersion: async (id, version) =>
      library.listVersions(id).find(({ definition }) => definition.version === version)?.definition,
    listVersions: async (id) => library.listVersions(id).map(({ definition }) => definition),
    listStudies: async () => library.directory,
    openInstruments: async () => library,
  }
}
