import type { Translation } from '../words/translation.ts'
import type { enAnalyses } from './analyses.ts'
import type { en } from './index.ts'
import type { participantText } from './participant.ts'

/** The words of pages that staff work with, but for those about analyses. */
export type Text = Translation<typeof en>

/** The words of the participant’s pages. */
export type ParticipantText = Translation<typeof participantText>

/** The words of pages about analyses, scores and instruments. */
export type AnalysesText = Translation<typeof enAnalyses>
