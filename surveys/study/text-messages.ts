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
    const name = (prefix: string, templates: Readonly<Record<string, string | undefined>>) =>
      Object.entries(templates).map(([last, template]) => ({ name: last, path: prefix + last, template }))
    return [
      ...name('', { invitation, reminder, resume }),
      ...name('replies/', replies),
      ...name('byText/', byText ?? {}),
    ].flatMap(({ path, template, ...one }) =>
      template === undefined
        ? []
        : [
            {
              ...{ ...one, pointer: `/texts/${locale}/${path}`, locale, template },
              placeholders: findTextPlaceholders(path) ?? [],
            },
          ],
    )
  })
  const escalation = { pointer: '/safety/escalation', name: 'escalation', locale: undefined }
  return [
    ...inLocales,
    { ...escalation, template: study.safety.escalation, placeholders: ['clinic', 'console'] },
  ]
}

/**
 * What a text may fill in, such as `link`; `undefined` for what is no text message.
 *
 * @param path within the texts of a language, such as `replies/help`
 */
export function findTextPlaceholders(path: string): readonly string[] | undefined {
  if (path === 'byText/notUnderstood') return [...REPLY_PLACEHOLDERS, 'least', 'most']
  if (/^(invitation|reminder|resume|byText\/link\w+)$/.test(path)) return QUESTION_PLACEHOLDERS
  if (path.startsWith('byText/')) return [...REPLY_PLACEHOLDERS, 'duration']
  return path.startsWith('replies/') ? REPLY_PLACEHOLDERS : undefined
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
