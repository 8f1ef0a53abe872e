import * as z from 'zod'
import { installedCalibrations } from '../calibrations/installed.ts'
import { type InstrumentDefinition, instrumentDefinitionSchema } from '../instrument/definition.ts'
import { formatRef, type InstrumentRef } from '../instrument/vocabulary.ts'
import { shippedInstruments } from '../instruments/shipped.ts'
import { type Calibration, calibrationSchema } from '../irt/calibration.ts'
import { checkCalibration } from '../publication/check-calibration.ts'
import { checkInstrument } from '../publication/check-instrument.ts'
import { checkStudy } from '../publication/check-study.ts'
import ketamineInfusionRegistry100 from '../studies/ketamine-infusion-registry-1.0.0.json' with {
  type: 'json',
}
import ketamineInfusionRegistry110 from '../studies/ketamine-infusion-registry-1.1.0.json' with {
  type: 'json',
}
import { type StudyDefinition, studyDefinitionSchema } from '../study/definition.ts'
import { computeContentHash } from '../values/canonical.ts'
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

export type Library = {
  readonly directory: readonly StudyDirectory[]
  readonly instruments: readonly PublishedInstrument[]
  readonly studies: readonly Published<StudyDefinition>[]
  findInstrument(ref: string): PublishedInstrument | undefined
  /** The version of an instrument that a response was given to. */
  findInstrumentByHash(id: string, hash: string): PublishedInstrument | undefined
  /** The newest version of a study that the library holds. */
  findStudy(id: string): Published<StudyDefinition> | undefined
}

/**
 * Reads and checks definitions; a fault in any of them is an error that lists every fault.
 * @throws Error naming each faulty definition and pointer.
 */
export function openLibrary(
  instrumentFiles: readonly unknown[],
  studyFiles: readonly unknown[],
  calibrationFiles: readonly unknown[] = [],
): Library {
  const library = readLibrary(instrumentFiles, studyFiles, calibrationFiles)
  const instruments = library.instruments.map(({ definition }) => definition)
  const calibrations = calibrationFiles.map((file) => calibrationSchema.parse(file))
  const calibrated = new Set(calibrations.map(({ instrument }) => instrument))
  const faults = [
    ...calibrations.flatMap(({ instrument, items }) => {
      const definition = library.findInstrument(instrument)?.definition
      if (!definition) return [`calibration of ${instrument}: no such instrument`]
      return checkCalibration(definition, items).map(
        (fault) => `calibration of ${instrument}${fault.pointer}: ${fault.detail}`,
      )
    }),
    ...instruments.flatMap((one) =>
      checkInstrument(one).map((fault) => `${formatRef(one)}${fault.pointer}: ${fault.detail}`),
    ),
    ...studyFiles
      .map((file) => studyDefinitionSchema.parse(file))
      .flatMap((one) =>
        checkStudy(one, instruments, calibrated).map((fault) => `${one.id}${fault.pointer}: ${fault.detail}`),
      ),
  ]
  if (faults.length > 0) throw new Error(`faulty definitions:\n${faults.join('\n')}`)
  return library
}

/**
 * Reads definitions that were checked before, each when it is first asked for: a function that serves one survey does
 * not read the rest of the library.
 */
export function readLibrary(
  instrumentFiles: readonly unknown[],
  studyFiles: readonly unknown[],
  calibrationFiles: readonly unknown[] = [],
): Library {
  const calibrations = new Map(
    calibrationFiles.map((file) => [calibrationOf.parse(file).instrument, file] as const),
  )
  const byRef = new Map(
    instrumentFiles.map((file) => {
      const ref = formatRef(named.parse(file))
      const calibration = calibrations.get(ref)
      const read = memoize(
        (): PublishedInstrument => ({
          definition: instrumentDefinitionSchema.parse(file),
          hash: computeContentHash(file),
          ...(calibration !== undefined && {
            calibration: { ...calibrationSchema.parse(calibration), hash: computeContentHash(calibration) },
          }),
        }),
      )
      return [ref, read] as const
    }),
  )
  // Oldest first, so that the newest of each id stands last and is kept.
  const byStudy = new Map(
    studyFiles
      .map((file) => ({ file, ...named.parse(file) }))
      .sort((a, b) => compareVersions(a.version, b.version))
      .map(({ file, id }) => [
        id,
        // The hash is of the file as written: a default that a later schema adds must not change it.
        memoize(() => ({ definition: studyDefinitionSchema.parse(file), hash: computeContentHash(file) })),
      ]),
  )
  return {
    directory: buildDirectory(studyFiles),
    get instruments() {
      return [...byRef.values()].map((read) => read())
    },
    get studies() {
      return [...byStudy.values()].map((read) => read())
    },
    findInstrument: (ref) => byRef.get(ref as InstrumentRef)?.(),
    findInstrumentByHash: (id, hash) =>
      [...byRef]
        .filter(([ref]) => ref.startsWith(`${id}@`))
        .map(([, read]) => read())
        .find((instrument) => instrument.hash === hash),
    findStudy: (id) => byStudy.get(id)?.(),
  }
}

function buildDirectory(studyFiles: readonly unknown[]): readonly StudyDirectory[] {
  const versions = studyFiles.map((file) => listed.parse(file))
  return [...Map.groupBy(versions, ({ id }) => id)].map(([study, all]) => ({
    study,
    sites: [...new Set(all.flatMap(({ sites }) => sites.map(({ id }) => id)))],
    timepoints: [...new Set(all.flatMap(({ timepoints }) => timepoints.map(({ id }) => id)))],
  }))
}

const identified = z.array(z.object({ id: z.string() }))
const listed = z.object({ id: z.string(), sites: identified, timepoints: identified })
const named = z.object({ id: z.string(), version: z.string() })
const calibrationOf = z.object({ instrument: z.string() })

function memoize<T>(read: () => T): () => T {
  let value: T | undefined
  return () => {
    value ??= read()
    return value
  }
}

let opened: Library | undefined

/** The definitions that ship with Concord. The tests open them with every check. */
export function openShippedLibrary(): Library {
  opened ??= readLibrary(shippedInstruments, shippedStudies, installedCalibrations)
  return opened
}

/** Every version as its file says it; the newest of each is in force. */
export const shippedStudies: readonly unknown[] = [ketamineInfusionRegistry100, ketamineInfusionRegistry110]
