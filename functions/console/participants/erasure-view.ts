import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { ErasureCase } from '../../../web/console/index.ts'
import type { Erasure } from '../../records/erasure/erasure.ts'

/** @param viewer sign-in id of whoever looks at it; @param now ISO */
export function buildErasureCase(
  study: StudyDefinition,
  erasure: Erasure | undefined,
  viewer: string,
  now: string,
): ErasureCase {
  return {
    studyData: erasure?.studyData ?? study.erasure.studyData,
    asked: erasure
      ? {
          state: erasure.state,
          grade: erasure.grade,
          askedBy: erasure.askedBy,
          requestedAt: erasure.requestedAt,
          dueAt: erasure.dueAt,
          isOverdue: erasure.dueAt <= now,
          recordedBy: erasure.recordedBy ?? null,
          isRecordedByViewer: erasure.recordedBy === viewer,
          doneAt: erasure.state === 'done' ? (erasure.doneAt ?? null) : null,
          lastText: erasure.state === 'done' ? (erasure.lastText ?? null) : null,
        }
      : null,
  }
}
