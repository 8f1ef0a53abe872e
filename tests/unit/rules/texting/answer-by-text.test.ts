import { describe, expect, test } from 'vitest'
import { isAnsweredByText } from '../../../../functions/rules/texting/answer-by-text.ts'
import { chooseByReplyText } from '../../../../functions/rules/texting/default-texts.ts'
import {
  findCodeByNumber,
  findNumberRange,
  formatQuestionText,
} from '../../../../functions/rules/texting/question-text.ts'
import { buildClinicValues, requireStudyTexts } from '../../../../functions/rules/texting/study-texts.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../../surveys/study/definition.ts'
import { buildScreens } from '../../../../web/participant/screens.ts'

const library = openShippedLibrary()
const registry = library.findStudy('ketamine-infusion-registry')?.definition
if (!registry?.texts.en) throw new Error('the shipped study is gone')
const english = registry.texts.en

describe('an assessment is answered by text', () => {
  const isByText = (
    battery: readonly string[],
    {
      channel = 'text',
      study = registry as StudyDefinition,
    }: { channel?: 'text' | 'link'; study?: StudyDefinition } = {},
  ) => isAnsweredByText(study, library, { channel }, { battery: [...battery], locale: 'en' })
  const short = ['peg@1.0.0', 'worst-pain-nrs@1.0.0']
  const { byText: _, ...withoutTexts } = english
  const { byText: __, ...withoutRule } = registry

  test('not by somebody who did not choose so, or of whom nothing is known', () => {
    expect(isByText(short, { channel: 'link' })).toBe(false)
    expect(isAnsweredByText(registry, library, undefined, { battery: short, locale: 'en' })).toBe(false)
    expect(isAnsweredByText(registry, library, {}, { battery: short, locale: 'en' })).toBe(false)
  })

  test('not in a study that does not allow it, or has no words for it', () => {
    expect(isByText(short, { study: withoutRule as StudyDefinition })).toBe(false)
    expect(isByText(short, { study: { ...registry, texts: { en: withoutTexts } } as StudyDefinition })).toBe(
      false,
    )
  })

  test('not where one instrument may not be read by others, or is not known', () => {
    expect(isByText([...short, 'phq-2@1.0.0'])).toBe(false)
    expect(isByText(['no-such@1.0.0'])).toBe(false)
  })

  test('not where it has one question more than the study allows', () => {
    const study = (mostQuestions: number) => ({
      ...registry,
      byText: { instruments: ['peg', 'worst-pain-nrs'], mostQuestions },
    })
    expect(isByText(short, { study: study(3) })).toBe(false)
    expect(isByText(short, { study: study(4) })).toBe(true)
  })

  test('where they chose so and every instrument is allowed', () => expect(isByText(short)).toBe(true))
})

const screensOf = (...refs: string[]) =>
  buildScreens(
    refs.map((ref) => library.findInstrument(ref)).filter((found) => found !== undefined),
    'en',
    {},
  )
const screens = screensOf('peg@1.0.0', 'pgic@1.0.0')
const screenAt = (position: number) => {
  const screen = screens[position - 1]
  if (!screen) throw new Error('there is a question')
  return screen
}

describe('a question as a text', () => {
  test('of a scale has its place, the instrument’s words and the ends of the scale', () => {
    expect(formatQuestionText(screens, screenAt(1)).split('\n')).toEqual([
      expect.stringMatching(/^1\/4 \S.*pain/),
      expect.stringMatching(/^0 No pain, 10 Pain as bad as you can imagine$/),
    ])
  })

  test('of options lists each with the number that answers it', () => {
    const [question, ...answers] = formatQuestionText(screens, screenAt(4)).split('\n')
    expect(question).toMatch(/^4\/4 \S/)
    expect(answers).toEqual(screenAt(4).options.map(({ label }, at) => `${at + 1} ${label}`))
    expect(answers).toHaveLength(7)
  })

  test('without words at the ends of its scale has the numbers alone', () => {
    const { minimumLabel: _, maximumLabel: __, ...bare } = screenAt(1)
    expect(formatQuestionText(screens, bare).split('\n')[1]).toBe('0 , 10')
  })
})

describe('a number that is sent back', () => {
  test.each([11, -1, 1.5])('answers nothing on a scale from 0 to 10 where it is %d', (number) => {
    expect(findCodeByNumber(screenAt(1), number)).toBeUndefined()
  })

  test.each([0, 8])('answers nothing among seven options where it is %d', (number) => {
    expect(findCodeByNumber(screenAt(4), number)).toBeUndefined()
  })

  test('is the code itself on a scale, and the place of the option otherwise', () => {
    expect([0, 7, 10].map((number) => findCodeByNumber(screenAt(1), number))).toEqual(['0', '7', '10'])
    const { options } = screenAt(4)
    expect([1, 7].map((number) => findCodeByNumber(screenAt(4), number))).toEqual([
      options[0]?.code,
      options[6]?.code,
    ])
  })

  test('lies between the least and the most that answer', () => {
    expect(findNumberRange(screenAt(1))).toEqual({ least: '0', most: '10' })
    expect(findNumberRange(screenAt(4))).toEqual({ least: '1', most: '7' })
  })
})

describe('the texts of a study', () => {
  test('are those of the language, else of the study’s first one; there are some', () => {
    const spanish = { ...english, invitation: 'Hola {link}' }
    const study = {
      ...registry,
      locales: ['es', 'en'],
      texts: { en: english, es: spanish },
    } as StudyDefinition
    expect(requireStudyTexts(study, 'en')).toBe(english)
    expect(requireStudyTexts(study, 'fr')).toBe(spanish)
    expect(() => requireStudyTexts({ ...study, texts: {} }, 'en')).toThrow('the study has no texts')
    expect(() => requireStudyTexts({ ...study, locales: [] as never }, 'fr')).toThrow(
      'the study has no texts',
    )
  })

  test('say in the participant’s language why a link comes instead of questions, where the study has no words of its own', () => {
    const study = library.findStudy('ketamine-infusion-registry')?.definition
    const texts = study && requireStudyTexts(study, 'en')
    if (!texts?.byText) throw new Error('the study asks by text')
    expect(chooseByReplyText(texts, 'linkInvitation', 'en')).toMatch(/cannot be answered by text/)
    for (const name of ['linkInvitation', 'linkReminder'] as const)
      expect(chooseByReplyText(texts, name, 'es')).toMatch(/no se pueden responder por mensaje.*\{link\}/i)
    const own = { ...texts, byText: { ...texts.byText, linkReminder: 'Only by link: {link}' } }
    expect(chooseByReplyText(own, 'linkReminder', 'es')).toBe('Only by link: {link}')
  })

  test('name the participant’s own clinic and its number, and nothing of a clinic that the study does not have', () => {
    const [, second] = registry.sites
    expect(buildClinicValues(registry, second?.id ?? '')).toEqual({
      clinic: second?.name,
      phone: second?.phone,
    })
    expect(second?.name).not.toBe(registry.sites[0]?.name)
    expect(buildClinicValues(registry, 'nowhere')).toEqual({ clinic: '', phone: '' })
  })
})
