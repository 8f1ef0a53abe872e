import { contentHash } from './canonical.ts'
import { checkInstrument } from './instrument/check.ts'
import {
  type InstrumentDefinition,
  type InstrumentRef,
  instrumentDefinitionSchema,
  refOf,
} from './instrument/definition.ts'
import peg from './instruments/peg-1.0.0.json' with { type: 'json' }
import pgic from './instruments/pgic-1.0.0.json' with { type: 'json' }
import phq9 from './instruments/phq-9-1.0.0.json' with { type: 'json' }
import generalHealth from './instruments/rand-36-general-health-1.0.0.json' with { type: 'json' }
import sleepQuality from './instruments/sleep-quality-1.0.0.json' with { type: 'json' }
import worstPain from './instruments/worst-pain-nrs-1.0.0.json' with { type: 'json' }
import ketamineInfusionRegistry from './studies/ketamine-infusion-registry-1.0.0.json' with { type: 'json' }
import { checkStudy } from './study/check.ts'
import { type StudyDefinition, studyDefinitionSchema } from './study/definition.ts'

/** A published definition with the hash of its content, which is stored on every response and score made with it. */
export type Published<Definition> = { readonly definition: Definition; readonly hash: string }

export type Library = {
  readonly instruments: readonly Published<InstrumentDefinition>[]
  readonly studies: readonly Published<StudyDefinition>[]
  instrument(ref: string): Published<InstrumentDefinition> | undefined
  /** The newest version of a study that the library holds. */
  study(id: string): Published<StudyDefinition> | undefined
}

/**
 * Reads and checks definitions; a fault in any of them is an error that lists every fault.
 * @throws Error naming each faulty definition and pointer.
 */
export function openLibrary(instrumentFiles: readonly unknown[], studyFiles: readonly unknown[]): Library {
  const instruments = instrumentFiles.map((file) => instrumentDefinitionSchema.parse(file))
  const studies = studyFiles.map((file) => studyDefinitionSchema.parse(file))
  const faults = [
    ...instruments.flatMap((one) =>
      checkInstrument(one).map((fault) => `${refOf(one)}${fault.pointer}: ${fault.detail}`),
    ),
    ...studies.flatMap((one) =>
      checkStudy(one, instruments).map((fault) => `${one.id}${fault.pointer}: ${fault.detail}`),
    ),
  ]
  if (faults.length > 0) throw new Error(`faulty definitions:\n${faults.join('\n')}`)
  // The hash is of the file as written: a default that a later schema adds must not change it.
  const published = instruments.map((definition, at) => ({
    definition,
    hash: contentHash(instrumentFiles[at]),
  }))
  const byRef = new Map<string, Published<InstrumentDefinition>>(
    published.map((one) => [refOf(one.definition), one]),
  )
  // Oldest first, so that the newest of each id stands last and is kept.
  const byStudy = new Map(
    studies
      .map((definition, at) => ({ definition, hash: contentHash(studyFiles[at]) }))
      .sort((a, b) => compareVersions(a.definition.version, b.definition.version))
      .map((one) => [one.definition.id, one]),
  )
  return {
    instruments: published,
    studies: [...byStudy.values()],
    instrument: (ref: InstrumentRef | string) => byRef.get(ref),
    study: (id) => byStudy.get(id),
  }
}

/** `1.10.0` is newer than `1.9.0`. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  const [major = 0, minor = 0, patch = 0] = (left ?? []).map((part, at) => part - (right?.[at] ?? 0))
  return major || minor || patch
}

let opened: Library | undefined

/** The definitions that ship with Concord, read and checked once per process. */
export function shippedLibrary(): Library {
  opened ??= openLibrary(
    [peg, worstPain, phq9, sleepQuality, generalHealth, pgic],
    [ketamineInfusionRegistry],
  )
  return opened
}
