import { describe, expect, test } from 'vitest'
import { findStarterTexts } from '../../../surveys/study/starter-texts.ts'
import { fillLongest, findTextPlaceholders } from '../../../surveys/study/text-messages.ts'
import { isRequiredText, textsSchema } from '../../../surveys/study/texts-schema.ts'
import { findPrivateWords } from '../../../surveys/text-message/private-words.ts'
import { countSegments } from '../../../surveys/text-message/segments.ts'
import { listPlaceholders } from '../../../surveys/text-message/template.ts'

const SITE = { name: 'Centro Universitario del Norte', phone: '+1 303-555-0100' } as Parameters<
  typeof fillLongest
>[1]

describe('Spanish texts to begin with', () => {
  const texts = findStarterTexts('es', true)
  const { invitation, reminder, resume, replies, byText } = textsSchema.parse(texts)
  const sent = Object.entries({
    ...{ invitation, reminder, resume },
    ...Object.fromEntries(Object.entries(replies).map(([name, one]) => [`replies/${name}`, one])),
    ...Object.fromEntries(Object.entries(byText ?? {}).map(([name, one]) => [`byText/${name}`, one])),
  }).map(([path, template = '']) => ({ path, template }))

  test.each(sent)(
    '$path is sent in two parts at most, fills in what it may, and gives nothing away',
    ({ path, template }) => {
      const placeholders = findTextPlaceholders(path) ?? []
      const body = fillLongest({ ...{ pointer: '', name: path, locale: 'es', template, placeholders } }, SITE)
      expect(countSegments(body)).toMatchObject({ encoding: 'GSM-7' })
      expect(countSegments(body).segments).toBeLessThanOrEqual(2)
      expect(listPlaceholders(template).filter((name) => !placeholders.includes(name))).toEqual([])
      expect(findPrivateWords(body, [])).toEqual([])
    },
  )

  test('are without those for answering by text where a study does not ask so, and none in another language', () => {
    expect(findStarterTexts('es', false)).toEqual({ ...texts, byText: undefined })
    expect(findStarterTexts('es', false)).not.toHaveProperty('byText')
    for (const locale of ['fr', 'toString', '']) expect(findStarterTexts(locale, true)).toBeUndefined()
  })
})

test('a text is required where a study without it is refused', () => {
  const texts = findStarterTexts('es', true)
  for (const path of ['invitation', 'replies', 'introduction', 'resume'])
    expect([path, isRequiredText(path, false)]).toEqual([
      path,
      !textsSchema.safeParse({ ...texts, [path]: undefined }).success,
    ])
  for (const name of ['invitation', 'thanks', 'paused', 'linkReminder']) {
    const byText = { ...texts?.byText, [name]: undefined }
    expect([name, isRequiredText(`byText/${name}`, true)]).toEqual([
      name,
      !textsSchema.safeParse({ ...texts, byText }).success,
    ])
    expect(isRequiredText(`byText/${name}`, false)).toBe(false)
  }
  expect(isRequiredText('nothing', true)).toBe(false)
})
