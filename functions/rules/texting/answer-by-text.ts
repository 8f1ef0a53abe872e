import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { requireStudyTexts } from './study-texts.ts'

/**
 * Whether a participant answers an assessment by replying to texts: they chose so, and the study marks every instrument of
 * the battery as safe to text, and all of it as short enough. Whatever else is asked goes to the web.
 */
export function isAnsweredByText(
  study: StudyDefinition,
  library: Instruments,
  participant: Pick<Participant, 'channel'> | undefined,
  assessment: Pick<Assessment, 'battery' | 'locale'>,
): boolean {
  return participant?.channel === 'text' && canBeAskedByText(study, library, assessment)
}

/** The same whoever is asked. */
export function canBeAskedByText(
  study: StudyDefinition,
  library: Instruments,
  { battery, locale }: Pick<Assessment, 'battery' | 'locale'>,
): boolean {
  const { byText } = study
  if (!byText || !requireStudyTexts(study, locale).byText) return false
  const definitions = battery.map((ref) => library.findInstrument(ref)?.definition)
  const questions = definitions.reduce((sum, one) => sum + (one?.items.length ?? 0), 0)
  return (
    questions <= byText.mostQuestions &&
    definitions.every((one) => one !== undefined && byText.instruments.includes(one.id))
  )
}
