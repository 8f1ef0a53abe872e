import * as z from 'zod/mini'
import { instrumentDefinitionSchema } from '../instrument/definition.ts'
import { formatRef } from '../instrument/vocabulary.ts'
import { calibrationSchema } from '../irt/calibration.ts'
import { checkCalibration } from '../publication/check-calibration.ts'
import { checkInstrument } from '../publication/check-instrument.ts'
import { checkStudy } from '../publication/check-study.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../study/definition.ts'
import { computeContentHash } from '../values/canonical.ts'
import { buildLibrary, type Library, type PublishedInstrument, type StudyDirectory } from './build-library.ts'

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
    ...listStudiesInForce(studyFiles).flatMap((one) =>
      checkStudy(one, instruments, calibrated).map((fault) => `${one.id}${fault.pointer}: ${fault.detail}`),
    ),
  ]
  if (faults.length > 0) throw new Error(`faulty definitions:\n${faults.join('\n')}`)
  return library
}

/** The newest version of each study. An earlier one was checked when it was published, and stays as it is whatever is found of it since. */
function listStudiesInForce(studyFiles: readonly unknown[]): StudyDefinition[] {
  const newest = new Map(studyFiles.map((file) => [named.parse(file).id, studyDefinitionSchema.parse(file)]))
  return [...newest.values()]
}

/** Reads definitions that were checked before. */
export function readLibrary(
  instrumentFiles: readonly unknown[],
  studyFiles: readonly unknown[],
  calibrationFiles: readonly unknown[] = [],
): Library {
  const calibrations = new Map<string, unknown>(
    calibrationFiles.map((file) => [calibrationOf.parse(file).instrument, file]),
  )
  return buildLibrary(
    buildDirectory(studyFiles),
    instrumentFiles.map((file) => ({
      ...named.parse(file),
      read: () => readInstrument(file, calibrations.get(formatRef(named.parse(file)))),
    })),
    studyFiles.map((file) => ({
      ...named.parse(file),
      read: () => ({ definition: studyDefinitionSchema.parse(file), hash: computeContentHash(file) }),
    })),
  )
}

/** The hash is of the file as written: a default that a later schema adds must not change it. */
function readInstrument(file: unknown, calibration: unknown): PublishedInstrument {
  return {
    definition: instrumentDefinitionSchema.parse(file),
    hash: computeContentHash(file),
    ...(calibration !== undefined && {
      calibration: { ...calibrationSchema.parse(calibration), hash: computeContentHash(calibration) },
    }),
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
