import { fillTemplate, formatMinutes } from '../text-message/template.ts'
import type { StudyDefinition } from './definition.ts'

/** One text that a study sends: its template, where that stands, and what it may fill in. */
export type StudyText = {
  readonly pointer: string
  readonly name: string
  /** `undefined` for the text to the on-call list, which is written once. */
  readonly locale: string | undefined
  readonly template: string
  readonly placeholders: readonly string[]
}

const QUESTION_PLACEHOLDERS = ['link', 'duration', 'clinic', 'phone']
const REPLY_PLACEHOLDERS = ['clinic', 'phone']

/** Every text that the study sends, in the order in which they stand in it. */
export function listTextMessages(study: StudyDefinition): readonly StudyText[] {
  const inLocales = Object.entries(study.texts).flatMap(([locale, texts]) => {
    const { invitation, reminder, resume, replies, byText } = texts
    const questions = Object.entries({ invitation, reminder, resume }).map(([name, template]) => ({
      ...{ pointer: `/texts/${locale}/${name}`, name, template, placeholders: QUESTION_PLACEHOLDERS },
    }))
    const answers = Object.entries(replies).map(([name, template]) => ({
      ...{ pointer: `/texts/${locale}/replies/${name}`, name, template, placeholders: REPLY_PLACEHOLDERS },
    }))
    const asked = Object.entries(byText ?? {}).map(([name, template]) => ({
      ...{ pointer: `/texts/${locale}/byText/${name}`, name, template },
      placeholders:
        name === 'notUnderstood'
          ? [...REPLY_PLACEHOLDERS, 'least', 'most']
          : name.startsWith('link')
            ? QUESTION_PLACEHOLDERS
            : [...REPLY_PLACEHOLDERS, 'duration'],
    }))
    return [...questions, ...answers, ...asked].flatMap(({ template, ...one }) =>
      template === undefined ? [] : [{ ...one, locale, template }],
    )
  })
  const escalation = { pointer: '/safety/escalation', name: 'escalation', locale: undefined }
  return [
    ...inLocales,
    { ...escalation, template: study.safety.escalation, placeholders: ['clinic', 'console'] },
  ]
}

/** 60 characters: a domain of 27 and a token of 22. */
const MAX_LENGTH_LINK = `https://${'x'.repeat(27)}/s/${'x'.repeat(22)}`
const MAX_MINUTES = 59

/** The text as it may be at its longest at one clinic. */
export function fillLongest(
  { template, locale }: StudyText,
  { name, phone }: StudyDefinition['sites'][number],
): string {
  return fillTemplate(template, {
    ...{ clinic: name, phone, link: MAX_LENGTH_LINK, console: MAX_LENGTH_LINK },
    duration: formatMinutes(MAX_MINUTES, locale ?? 'en'),
    ...{ least: '100', most: '100' },
  })
}
