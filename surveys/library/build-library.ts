import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { Calibration } from '../irt/calibration.ts'
import type { StudyDefinition } from '../study/definition.ts'
import { compareVersions } from '../versions/compare-versions.ts'

/** A published definition with the hash of its content, which is stored on every response and score made with it. */
export type Published<Definition> = { readonly definition: Definition; readonly hash: string }

/** An instrument with the calibration that this checkout has for it, if any. Its hash is stored with every score that it estimates. */
export type PublishedInstrument = Published<InstrumentDefinition> & {
  readonly calibration?: (Calibration & { readonly hash: string }) | undefined
}

/** The ids that a study has or had, over all its versions: an assessment of an older one goes on under its own. */
export type StudyDirectory = {
  readonly study: string
  readonly sites: readonly string[]
  readonly timepoints: readonly string[]
}

/** Instruments by their names and hashes. */
export type Instruments = {
  readonly instruments: readonly PublishedInstrument[]
  findInstrument(ref: string): PublishedInstrument | undefined
  /** The version of an instrument that a response was given to. */
  findInstrumentByHash(id: string, hash: string): PublishedInstrument | undefined
}

export type Library = Instruments & {
  readonly directory: readonly StudyDirectory[]
  readonly studies: readonly Published<StudyDefinition>[]
  /** The newest version of a study that the library holds. */
  findStudy(id: string): Published<StudyDefinition> | undefined
  /** Every version of it that the library holds, oldest first. */
  listVersions(id: string): readonly Published<StudyDefinition>[]
}

/** Every instrument, whether a study asks it or not. */
export type InstrumentCatalogue = { openInstruments(): Promise<Instruments> }

/** A definition by its name, which can be had when it is asked for. */
export type Entry<Value> = { readonly id: string; readonly version: string; readonly read: () => Value }

/** Over entries, each read once, when it is first asked for. */
export function buildInstruments(entries: readonly Entry<PublishedInstrument>[]): Instruments {
  const byRef = new Map(entries.map(({ id, version, read }) => [`${id}@${version}`, memoize(read)]))
  return {
    get instruments() {
      return [...byRef.values()].map((read) => read())
    },
    findInstrument: (ref) => byRef.get(ref)?.(),
    findInstrumentByHash: (id, hash) =>
      [...byRef]
        .filter(([ref]) => ref.startsWith(`${id}@`))
        .map(([, read]) => read())
        .find((instrument) => instrument.hash === hash),
  }
}

/** The same with studies. */
export function buildLibrary(
  directory: readonly StudyDirectory[],
  instruments: readonly Entry<PublishedInstrument>[],
  studies: readonly Entry<Published<StudyDefinition>>[],
): Library {
  const held = buildInstruments(instruments)
  // Oldest first, so that the newest of each id stands last and is kept; the studies themselves in the order of their ids.
  const inOrder = [...studies]
    .sort((a, b) => (a.id === b.id ? compareVersions(a.version, b.version) : a.id < b.id ? -1 : 1))
    .map(({ id, read }) => ({ id, read: memoize(read) }))
  const byStudy = new Map(inOrder.map(({ id, read }) => [id, read]))
  return {
    directory,
    get instruments() {
      return held.instruments
    },
    get studies() {
      return [...byStudy.values()].map((read) => read())
    },
    findInstrument: held.findInstrument,
    findInstrumentByHash: held.findInstrumentByHash,
    findStudy: (id) => byStudy.get(id)?.(),
    listVersions: (id) => inOrder.filter((one) => one.id === id).map(({ read }) => read()),
  }
}

function memoize<T>(read: () => T): () => T {
  let value: T | undefined
  return () => {
    value ??= read()
    return value
  }
}
