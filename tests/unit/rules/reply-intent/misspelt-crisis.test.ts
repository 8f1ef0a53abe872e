import { describe, expect, test } from 'vitest'
import { classifyReply } from '../../../../functions/rules/reply-intent/reply-intent.ts'

/* Whoever is in need mistypes, runs words together and names means, not the word. */

describe('speaks of self-harm', () => {
  test.each([
    ...[
      'I want to kil myself',
      'i wnat to die',
      'iwanttodie',
      'i want to d i e',
      'I w4nt to d1e',
      'sewerslide',
    ],
    ...['I have a gun to my head', 'i swallowed a bottle of pills', 'took the whole bottle', 'drank bleach'],
    ...['I took 40 tylenol', 'I am going to end myself', 'Im going to kill him and then me', 'im not safe'],
    ...['I dont feel safe', 'step in front of a bus', 'drive my car into a tree', 'I bought a rope'],
    ...['I’ve had enough of living', 'I wrote my note', 'I said my goodbyes', 'this is my last message'],
    ...['goodbye everyone, i won’t be here tomorrow', 'no point anymore', 'I feel 7 out of 10 like dying'],
    ...['STOP texting me, I’ll be dead soon', 'kiero morir', 'kiero morirme', 'me boy a matar'],
    ...[
      'me tome un frasco de pastillas',
      'para que vivir',
      'tengo una pistola',
      'adiós a todos',
      'no aguanto',
    ],
  ])('%s', (body) => {
    expect(classifyReply(body).speaksOfSelfHarm).toBe(true)
  })
})

describe('speaks of something else', () => {
  test.each([
    ...[
      '7',
      'seven',
      'STOP',
      'the ink has dyed my shirt',
      'I am on a diet, want to diet more',
      'my boy has a cold',
    ],
    ...[
      'I took 2 tylenol for my knee',
      'a bottle of water',
      'safe travels',
      'is it safe to drive?',
      'no más',
    ],
    ...['I will be here tomorrow', 'I have a gum infection', 'me voy a casa', 'the pain is bad today'],
  ])('%s', (body) => {
    expect(classifyReply(body).speaksOfSelfHarm).toBe(false)
  })
})
