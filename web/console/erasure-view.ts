import type { ErasureGrade, ErasureState, StudyDataRule } from '../api/participants/erasure-grades.ts'
import type { Text } from '../text/en/text.ts'

/** What a participant asked to have stopped or erased, as the person who looks at it may act on it. */
export type ErasureView = {
  readonly state: ErasureState
  readonly grade: ErasureGrade
  readonly askedBy: 'text' | 'page' | 'staff'
  readonly requestedAt: string
  readonly dueAt: string
  readonly isOverdue: boolean
  readonly recordedBy: string | null
  /** Who looks at it has recorded it, and cannot confirm it. */
  readonly isRecordedByViewer: boolean
  readonly doneAt: string | null
  readonly lastText: keyof Text['erasure']['lastText'] | null
}

/** With what the study does on erasure; `asked` is null where nobody asked. */
export type ErasureCase = {
  readonly studyData: StudyDataRule
  readonly asked: ErasureView | null
}

export type ErasureNotice = keyof Text['erasure']['noticed']
