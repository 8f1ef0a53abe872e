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
  /** `undefined` for a study that is not there. */
  findStudy(id: string): Promise<StudyDefinition | undefined>
  /** The same with every version of its instruments. */
  openStudy(id: string): Promise<OpenedStudy | undefined>
  /**
   * With these instruments and no others: what one participant's request needs.
   * @param battery instruments by name and version: `peg@1.0.0`
   */
  openBattery(id: string, battery: readonly string[]): Promise<OpenedStudy | undefined>
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
    openStudy: open,
    openBattery: open,
    listStudies: async () => library.directory,
    openInstruments: async () => library,
  }
}
