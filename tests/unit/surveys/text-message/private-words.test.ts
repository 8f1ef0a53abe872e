import { describe, expect, test } from 'vitest'
import { findPrivateWords } from '../../../../surveys/text-message/private-words.ts'

describe('private words', () => {
  test.each([
    ['Your clinic has some short questions for you, about 3 minutes.', []],
    ['Greetings from Spain, no campaign, no painting, let me explain', []],
    ['How is your PAIN today?', ['pain']],
    ['Preguntas sobre su depresión', ['depresi-']],
    ['After your Ketamine-infusion', ['ketamine', 'infusion-']],
    ['the Harbor  registry: questions', ['Harbor Registry']],
    ['mental', ['mental']],
  ])('%s', (body, expected) => expect(findPrivateWords(body, ['Harbor Registry', 'of'])).toEqual(expected))
})
