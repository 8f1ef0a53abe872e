import type { Instruments } from '../../../surveys/library/library.ts'
import { checkStudy } from '../../../surveys/publication/check-study.ts'
import {
  listNamedDefinitions,
  resolveNamedDefinitions,
} from '../../../surveys/responder/named-definitions.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { readAtPointer } from '../../platform/core/json.ts'
import { listFieldFaults } from '../../platform/http/contract.ts'
import type { StudyHead } from '../../records/library/catalogue.ts'
import type { StudyDraft } from '../../records/library/study-draft.store.ts'
import { findAmong, type NamedDefinitions } from './named-definitions.ts'

export type CheckedDraft = {
  /** Every problem, at its field; none where it can be published. */
  readonly problems: readonly FieldFault[]
  /** Where it is a study at all. */
  readonly definition: StudyDefinition | undefined
}

/**
 * Every check that a study of the checkout passes, and that it is a further version of the study whose draft it is.
 *
 * @param published every instrument that is published: a study may ask any
 * @param retired instruments that only studies that ask them already may ask
 * @param named what the library has of the responder definitions that the draft names
 */
export function checkStudyDraft(
  draft: Pick<StudyDraft, 'study' | 'source' | 'basedOn'>,
  head: StudyHead | undefined,
  published: Instruments,
  named: NamedDefinitions,
  retired: RetiredInstruments = new Map(),
): CheckedDraft {
  const read = studyDefinitionSchema.safeParse(resolveNamedDefinitions(draft.source, findAmong(named)))
  const names = checkNamedDefinitions(draft.source, named)
  if (!read.success) {
    const own = listFieldFaults(read.error).filter(({ pointer }) => !isAtAny(pointer, names))
    const problems = own.map((fault) =>
      isEmpty(readAtPointer(draft.source, fault.pointer))
        ? { ...fault, code: 'missing', detail: 'must be filled in' }
        : fault,
    )
    return { problems: [...problems, ...names], definition: undefined }
  }
  const definition = read.data
  const instruments = published.instruments.map((one) => one.definition)
  const calibrated = new Set(
    published.instruments
      .filter(({ calibration }) => calibration !== undefined)
      .map((one) => `${one.definition.id}@${one.definition.version}`),
  )
  return {
    definition,
    problems: [
      ...checkName(draft, definition, head),
      ...names,
      ...checkRetired(definition, head, retired),
      ...checkStudy(definition, instruments, calibrated).map((fault) => ({
        ...placeInSource(fault, draft.source),
        code: 'faulty',
      })),
    ],
  }
}

/** Not there, or begun as an empty text. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === ''
}

/** Why an instrument is retired, by its name: `peg@1.0.0`. */
export type RetiredInstruments = ReadonlyMap<string, string>

/** Instruments that the study does not ask yet, and that no study may begin to ask. */
function checkRetired(
  { timepoints }: StudyDefinition,
  head: StudyHead | undefined,
  retired: RetiredInstruments,
): readonly FieldFault[] {
  const asked = new Set(head?.instruments.map(({ ref }) => ref))
  return timepoints.flatMap(({ battery }, at) =>
    battery.flatMap((ref, place) => {
      const reason = retired.get(ref)
      if (reason === undefined || asked.has(ref)) return []
      const pointer = `/timepoints/${at}/battery/${place}`
      return [{ pointer, code: 'retired', detail: `${ref} is retired: ${reason}` }]
    }),
  )
}

/** Names that the library does not have, or that no new version of a study may use. */
function checkNamedDefinitions(source: unknown, named: NamedDefinitions): readonly FieldFault[] {
  return listNamedDefinitions(source).flatMap(({ at, ref }): readonly FieldFault[] => {
    const pointer = `/responderDefinitions/${at}`
    const found = named.get(ref)
    if (!found) return [{ pointer, code: 'unknown', detail: `no responder definition ${ref} is published` }]
    const { retired } = found.entry
    return retired ? [{ pointer, code: 'retired', detail: `${ref} is retired: ${retired.reason}` }] : []
  })
}

function isAtAny(pointer: string, faults: readonly FieldFault[]): boolean {
  return faults.some((fault) => pointer === fault.pointer || pointer.startsWith(`${fault.pointer}/`))
}

/** Within a definition that the study names the study has no field: the problem is then at the name. */
function placeInSource(
  { pointer, detail }: Pick<FieldFault, 'pointer' | 'detail'>,
  source: unknown,
): Pick<FieldFault, 'pointer' | 'detail'> {
  const entry = /^(\/responderDefinitions\/\d+)\//.exec(pointer)?.[1]
  const ref = entry === undefined ? undefined : readAtPointer(source, entry)
  return entry !== undefined && typeof ref === 'string'
    ? { pointer: entry, detail: `${ref}: ${detail}` }
    : { pointer, detail }
}

function checkName(
  { study, source, basedOn }: Pick<StudyDraft, 'study' | 'source' | 'basedOn'>,
  { id, version }: StudyDefinition,
  head: StudyHead | undefined,
): readonly FieldFault[] {
  const newest = head?.versions.at(-1)
  // Published a moment ago by a request that stopped before its draft was closed.
  const isPublished =
    newest?.version === version && version !== basedOn && newest.hash === computeContentHash(source)
  return [
    ...(id === study
      ? []
      : [{ pointer: '/id', code: 'another-study', detail: `must be ${study}: the draft is of that study` }]),
    ...(newest === undefined || isPublished || compareVersions(version, newest.version) > 0
      ? []
      : [{ pointer: '/version', code: 'not-newer', detail: `must be higher than ${newest.version}` }]),
  ]
}
