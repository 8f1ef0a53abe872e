import { buildInstruments, type Entry } from '../../../surveys/library/build-library.ts'
import type {
  InstrumentCatalogue,
  Instruments,
  PublishedInstrument,
} from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { AskedInstrument, StudyHead, StudyVersion } from './catalogue.ts'
import type { DefinitionStore } from './definition.store.ts'
import type { StudyHeadStore } from './study-head.store.ts'
import type { OpenedStudy, StudyLibrary } from './study-library.ts'

/** How long a function that is warm goes on with the versions that it knows. */
export const HEAD_MILLISECONDS = 30_000

export type StoredLibraryDeps = {
  readonly clock: Clock
  readonly definitions: DefinitionStore
  readonly heads: StudyHeadStore
  /** Milliseconds of a clock that nobody sets. */
  readonly readTicks?: () => number
}

/**
 * Definitions from their table. Content is read by its hash, once, and kept while the function is warm; a study's versions are
 * looked at again after 30 s. Which of them is in force, and at which site, is a matter of the clock.
 */
export function createStoredLibrary(deps: StoredLibraryDeps): StudyLibrary & InstrumentCatalogue {
  const { clock, heads, definitions } = deps
  const readDefinitions = keepByHash((hashes) => definitions.readFinished(hashes))
  const readHead = keepForAWhile((study) => heads.find(study), deps.readTicks ?? (() => performance.now()))

  const open = async (
    id: string,
    site: string | undefined,
    selectAsked: (head: StudyHead) => readonly AskedInstrument[],
  ) => {
    const head = await readHead.read(id)
    const inForce = head && findInForce(head, formatIso(clock.now()), site)
    if (!head || !inForce) return undefined
    const asked = selectAsked(head)
    const [definition, ...contents] = await readDefinitions([inForce.hash, ...listHashes(asked)])
    const opened: OpenedStudy = {
      definition: definition as StudyDefinition,
      hash: inForce.hash,
      library: readInstruments(asked, contents),
    }
    return opened
  }

  return {
    findStudy: async (id, site) => (await open(id, site, () => []))?.definition,
    openStudy: (id, site) => open(id, site, ({ instruments }) => instruments),
    openBattery: (id, battery, site) =>
      open(id, site, ({ instruments }) => instruments.filter(({ ref }) => battery.includes(ref))),
    async findVersion(id, version) {
      const findOne = (head: StudyHead | undefined) => head?.versions.find((one) => one.version === version)
      // It may have been published since the versions were looked at.
      const found = findOne(await readHead.read(id)) ?? findOne(await readHead.readAnew(id))
      if (!found) return undefined
      const [definition] = await readDefinitions([found.hash])
      return definition as StudyDefinition
    },
    async listVersions(id) {
      const head = await readHead.read(id)
      return (await readDefinitions(
        head?.versions.map(({ hash }) => hash) ?? [],
      )) as readonly StudyDefinition[]
    },
    listStudies: () => heads.listDirectory(),
    async openInstruments() {
      const [entries, calibrations] = await Promise.all([
        definitions.listEntries('instrument'),
        definitions.listEntries('calibration'),
      ])
      const calibrated = new Map(calibrations.map(({ id, version, hash }) => [`${id}@${version}`, hash]))
      const all = entries.map(({ id, version, hash }) => {
        const ref = `${id}@${version}`
        return { ref, hash, calibrationHash: calibrated.get(ref) }
      })
      return readInstruments(all, await readDefinitions(listHashes(all)))
    },
  }
}

/**
 * The newest version that is in force by then: a number says which is newer, whenever it was published.
 *
 * @param site at which; left out: anywhere
 */
export function findInForce({ versions }: StudyHead, now: string, site?: string): StudyVersion | undefined {
  return versions
    .filter(({ from = now, later = [] }) => {
      const held = later.find((one) => one.site === site)
      return from <= now && (held === undefined || (held.from !== undefined && held.from <= now))
    })
    .sort((a, b) => compareVersions(a.version, b.version))
    .at(-1)
}

/** Of instruments, with their calibrations behind each. */
function listHashes(asked: readonly AskedInstrument[]): readonly string[] {
  return asked.flatMap(({ hash, calibrationHash }) =>
    calibrationHash === undefined ? [hash] : [hash, calibrationHash],
  )
}

/** @param contents in the order of `listHashes` */
function readInstruments(asked: readonly AskedInstrument[], contents: readonly unknown[]): Instruments {
  const rest = contents.values()
  const entries = asked.map(({ ref, hash, calibrationHash }): Entry<PublishedInstrument> => {
    const definition = rest.next().value as PublishedInstrument['definition']
    const calibration =
      calibrationHash === undefined ? undefined : (rest.next().value as PublishedInstrument['calibration'])
    const [id = '', version = ''] = ref.split('@')
    const instrument = {
      ...{ definition, hash },
      ...(calibration &&
        calibrationHash !== undefined && {
          calibration: { ...calibration, hash: calibrationHash },
        }),
    }
    return { id, version, read: () => instrument }
  })
  return buildInstruments(entries)
}

/** What a hash names never changes. Those who ask for the same at once wait for one reading; a failed one is not kept. */
function keepByHash(
  readAll: (hashes: readonly string[]) => Promise<readonly unknown[]>,
): (hashes: readonly string[]) => Promise<readonly unknown[]> {
  const kept = new Map<string, Promise<unknown>>()
  return (hashes) => {
    const missing = [...new Set(hashes)].filter((hash) => !kept.has(hash))
    if (missing.length > 0) {
      const reading = readAll(missing)
      missing.forEach((hash, at) => {
        const one = reading.then((contents) => contents[at])
        kept.set(hash, one)
        one.catch(() => kept.delete(hash))
      })
    }
    return Promise.all(hashes.map((hash) => kept.get(hash)))
  }
}

/** What was not found is not kept: it may be published at any moment. */
function keepForAWhile<Value>(
  read: (id: string) => Promise<Value | undefined>,
  readTicks: () => number,
): {
  readonly read: (id: string) => Promise<Value | undefined>
  readonly readAnew: (id: string) => Promise<Value | undefined>
} {
  const kept = new Map<string, { readonly until: number; readonly reading: Promise<Value | undefined> }>()
  const readAnew = (id: string) => {
    const one = { until: readTicks() + HEAD_MILLISECONDS, reading: read(id) }
    kept.set(id, one)
    const forget = () => {
      if (kept.get(id) === one) kept.delete(id)
    }
    one.reading.then((value) => value ?? forget(), forget)
    return one.reading
  }
  return {
    readAnew,
    read(id) {
      const known = kept.get(id)
      return known && readTicks() < known.until ? known.reading : readAnew(id)
    },
  }
}
