import { describe, expect, test } from 'vitest'
import { chooseLastText } from '../../../../functions/rules/texting/last-text.ts'
import { ERASURE_GRADES, STUDY_DATA_RULES } from '../../../../web/api/participants/erasure-grades.ts'

const cases = ERASURE_GRADES.flatMap((grade) =>
  STUDY_DATA_RULES.flatMap((rule) => ['en', 'es'].map((locale) => [grade, rule, locale] as const)),
)

describe.each(cases)('the last text of %s, study data %s, in %s', (grade, rule, locale) => {
  const text = chooseLastText(grade, rule, locale)

  test('says that it is the last, whom to call, and fits into a few texts', () => {
    expect(text).toMatch(locale === 'en' ? /last text/ : /último mensaje/)
    expect(text).toContain('{phone}')
    expect(text.length).toBeLessThanOrEqual(320)
  })
})

test('what stays and what is deleted is told apart', () => {
  expect(chooseLastText('erase', 'detach', 'en')).toContain('Your other answers stay')
  expect(chooseLastText('erase', 'delete', 'en')).toContain('all your answers')
  expect(chooseLastText('stop-contact', 'detach', 'en')).toBe(chooseLastText('stop-contact', 'delete', 'en'))
})

test('a language without words of its own gets English', () => {
  expect(chooseLastText('erase', 'detach', 'de')).toBe(chooseLastText('erase', 'detach', 'en'))
})
