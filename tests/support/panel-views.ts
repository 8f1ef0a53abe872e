import { listRatings, type RatingScale } from '../../surveys/consensus/scale.ts'
import type {
  FeedbackView,
  ItemView,
  OverviewView,
  PanelView,
  RatingItem,
  WelcomeView,
} from '../../web/panel/index.ts'
import { pickItem, ROUND_1 } from './delphi-ratings.ts'

/** One panelist's pages, as routes would build them: for tests of the pages. */
export const panel: PanelView = {
  ...{ token: 'k3v9TzQ0aB7xYw2LmN5pRs', locale: 'en', title: 'Adequate response to treatment' },
  ...{ group: 'Participants', rateFor: 'Rate for patients like you.', closesOn: 'May 21, 2026' },
  contact: { name: 'the panel office', mail: 'panel@clinic.example' },
}

export const welcome: WelcomeView = {
  ...panel,
  aim: 'The panel agrees on a response that is good enough to repeat the treatment.',
  introduction: 'Thank you for coming. You rate on your own, as often as three times, over two months.',
  ...{ round: 'First round', items: 18, minutes: 11, answered: 0, isSigned: false, minimumShown: 5 },
  ...{ hasReasons: true, next: 1 },
}

export const statements = {
  ...panel,
  consent: 'I have read how the panel works, and I take part of my own free will.',
  conflictOfInterest: 'Say whether you or a close relative receive money from a maker of the treatment.',
}

const itemBase = {
  ...panel,
  ...{ position: 3, of: 18, question: 'How important is this for the decision to repeat the treatment?' },
  ...{ item: 'Being able to do everyday tasks', isFirstOfQuestion: false, revision: 0 },
  reason: { isAsked: true },
} as const

/** Ratings as a group's histogram shows them. */
export function countRatings(ratings: readonly number[], scale: RatingScale) {
  return listRatings(scale).map((rating) => ({
    rating,
    count: ratings.filter((one) => one === rating).length,
  }))
}

export const rating: RatingItem = { kind: 'rating', type: 'importance', scale: 'one-to-nine', facts: [] }

const fifth = pickItem(ROUND_1, 5)
/** The polarized item of the example: two camps of participants, and clinicians in the middle. */
export const feedback = {
  kind: 'shown',
  groups: [
    {
      ...{ title: 'Participants', isOwn: true, n: 12, abstained: 1, median: 3.5 },
      histogram: countRatings(fifth, 'one-to-nine'),
    },
    {
      ...{ title: 'Pain and mood clinicians', isOwn: false, n: 12, abstained: 0, median: 7 },
      histogram: countRatings(pickItem(ROUND_1, 1), 'one-to-nine'),
    },
  ],
  hidden: ['Payers'],
  reasons: [
    { side: 'accepted', text: 'Without it I cannot work, whatever the pain score says.' },
    { side: 'accepted', text: 'Family members notice this first.' },
    { side: 'rejected', text: 'It changes for many reasons that have nothing to do with the treatment.' },
    { side: 'cannot-rate', text: 'It depends on the job.' },
  ],
} as const satisfies FeedbackView

export const items = {
  'rating from 1 to 9': { ...itemBase, isFirstOfQuestion: true, asked: rating },
  'rating from 0 to 10': { ...itemBase, asked: { ...rating, scale: 'zero-to-ten' } },
  'rating from 1 to 5': { ...itemBase, asked: { ...rating, type: 'time', scale: 'one-to-five' } },
  'rating from 1 to 4': { ...itemBase, asked: { ...rating, scale: 'one-to-four' } },
  veto: {
    ...itemBase,
    ...{ question: 'Does this make a response inadequate, whatever else is better?' },
    ...{ item: 'A serious adverse event', asked: { ...rating, type: 'vetoes', scale: 'yes-no' } },
  },
  'a later round': {
    ...itemBase,
    asked: { ...rating, earlier: { kind: 'rating', rating: 8 }, feedback },
  },
  'a later round, answered': {
    ...itemBase,
    ...{ revision: 1, reason: { isAsked: true, text: 'It is what I came for.' } },
    asked: {
      ...rating,
      ...{ earlier: { kind: 'cannot-rate' }, current: { kind: 'rating', rating: 7 } },
      feedback: { kind: 'nothing', because: 'too-few' },
    },
  },
  measure: {
    ...itemBase,
    ...{ question: 'Is this the right questionnaire?', item: 'Pain interference, short form' },
    asked: {
      ...{ ...rating, type: 'measures' },
      facts: [
        { label: 'Questions', value: '4' },
        { label: 'Reliability', value: '0.93' },
        { label: 'Smallest change beyond error', value: '5.2 points' },
        { label: 'Source', value: 'Published manual, 2019' },
      ],
    },
  },
  profile: {
    ...itemBase,
    ...{ question: 'Profiles', item: undefined, reason: { isAsked: false } },
    asked: {
      ...{ kind: 'profile', source: 'synthetic' },
      measures: [
        {
          ...{ title: 'Average pain', lowest: 0, highest: 10, direction: 'higher-is-worse' },
          ...{ baseline: 8, followUp: 4.5 },
        },
        {
          ...{ title: 'Everyday function', lowest: 0, highest: 100, direction: 'higher-is-better' },
          ...{ baseline: 40, followUp: 35 },
        },
        {
          ...{ title: 'Sleep disturbance', lowest: 0, highest: 10, direction: 'higher-is-worse' },
          ...{ baseline: 6, followUp: 6 },
        },
      ],
    },
  },
  'trade-off': {
    ...itemBase,
    ...{ question: 'Trade-offs', item: undefined, reason: { isAsked: false } },
    asked: {
      kind: 'trade-off',
      domains: [
        { title: 'Pain', first: 'much better', second: 'a little better' },
        { title: 'Sleep', first: 'as before', second: 'much better' },
      ],
    },
  },
  'final vote': {
    ...itemBase,
    ...{ question: 'Final vote', item: undefined },
    asked: {
      kind: 'final-vote',
      sentences: [
        'The response is adequate when average pain is better by at least 30% and everyday function by at least 20%, for 28 days.',
        'It is not adequate after a serious adverse event.',
      ],
      facts: [
        { label: 'Agreement with participants’ votes on profiles', value: '84% (302 of 360)' },
        { label: 'Agreement with clinicians’ votes on profiles', value: '81% (292 of 360)' },
        { label: 'Responders in the study’s data', value: '46% (40% to 52%)' },
      ],
      criteria: [{ id: 'benefits' }, { id: 'harms', judgement: 'unsure' }, { id: 'feasibility' }],
    },
  },
  proposals: {
    ...itemBase,
    ...{ position: 1, of: 1, item: undefined },
    asked: {
      ...{ kind: 'proposals', known: ['Pain', 'Everyday function', 'Sleep'] },
      own: [{ id: 'p-1', text: 'Being able to play with my children' }],
    },
  },
} as const satisfies Readonly<Record<string, ItemView>>

export const overview: OverviewView = {
  ...{ ...panel, round: 'Second round', next: 3 },
  lines: [
    {
      ...{ position: 1, question: 'How important is it?', item: 'Pain' },
      answer: { kind: 'given', words: '9 out of 9' },
    },
    {
      ...{ position: 2, question: 'How important is it?', item: 'Everyday function' },
      answer: { kind: 'kept', words: '8 out of 9' },
    },
    { position: 3, question: 'How important is it?', item: 'Sleep', answer: { kind: 'open' } },
    { position: 4, question: 'Does this rule it out?', item: 'Misuse', answer: { kind: 'cannot-rate' } },
  ],
  stopped: [{ item: 'Mood', verdict: 'in' }],
}
