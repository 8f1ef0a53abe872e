import type { Instruments } from '../../../surveys/library/library.ts'
import { checkStudy } from '../../../surveys/publication/check-study.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { readAtPointer } from '../../platform/core/json.ts'
import { listFieldFaults } from '../../platform/http/contract.ts'
import type { StudyHead } from '../../records/library/catalogue.ts'
import type { StudyDraft } from '../../records/library/study-draft.store.ts'

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
 */
export function checkStudyDraft(
  draft: Pick<StudyDraft, 'study' | 'source' | 'basedOn'>,
  head: StudyHead | undefined,
  published: Instruments,
): CheckedDraft {
  const read = studyDefinitionSchema.safeParse(draft.source)
  if (!read.success) {
    const problems = listFieldFaults(read.error).map((fault) =>
      isEmpty(readAtPointer(draft.source, fault.pointer))
        ? { ...fault, code: 'missing', detail: 'must be filled in' }
        : fault,
    )
    return { problems, definition: undefined }
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
      ...checkStudy(definition, instruments, calibrated).map(({ pointer, detail }) => ({
        ...{ pointer, detail },
        code: 'faulty',
      })),
    ],
  }
}

/** Not there, or begun as an empty text. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === ''
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
