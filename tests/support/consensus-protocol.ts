import { type ConsensusProtocol, consensusProtocolSchema } from '../../surveys/consensus/protocol.ts'

const SEVENTY_FIFTEEN = {
  method: {
    kind: 'shares',
    accepted: { from: 7, to: 9 },
    rejected: { from: 1, to: 3 },
    atLeast: 70,
    opposedBelow: 15,
  },
  groups: ['participants', 'clinicians'],
}
const THREE_QUARTERS = {
  method: {
    kind: 'shares',
    accepted: { from: 1, to: 1 },
    rejected: { from: 0, to: 0 },
    atLeast: 75,
  },
  groups: ['participants', 'clinicians'],
}
const say = (en: string) => ({ en, es: en })

/** A protocol from domains to a final vote, as it is written. */
export const PROTOCOL_SOURCE = {
  id: 'adequate-response',
  version: '1.0.0',
  title: say('Adequate response to ketamine'),
  locales: ['en', 'es'],
  aim: say('Agree on a response that is good enough to repeat the treatment.'),
  groups: [
    {
      ...{ id: 'participants', title: say('Participants'), perspective: 'participants' },
      ...{ rateFor: say('Rate for patients like you.'), planned: 12 },
    },
    {
      ...{ id: 'clinicians', title: say('Clinicians'), perspective: 'clinicians' },
      ...{ rateFor: say('Rate for your patients.'), planned: 12 },
    },
    {
      ...{ id: 'researchers', title: say('Researchers'), perspective: 'researchers' },
      ...{ rateFor: say('Rate for the study.'), planned: 12 },
    },
  ],
  questions: [
    {
      ...{ id: 'domains', type: 'importance', title: say('How important is it?') },
      ...{ scale: 'one-to-nine', rule: SEVENTY_FIFTEEN, proposals: true },
      items: [
        { id: 'pain', domain: 'pain', title: say('Pain') },
        { id: 'function', domain: 'function', title: say('Function') },
        { id: 'sleep', domain: 'sleep', title: say('Sleep') },
      ],
    },
    {
      ...{ id: 'profiles', type: 'profiles', title: say('Is this an adequate response?') },
      measures: [
        {
          ...{ score: 'pain-nrs/average', title: say('Average pain'), range: [0, 10], step: 1 },
          ...{ direction: 'higher-is-worse', baseline: 8, followUps: [8, 7, 6, 5, 4, 2], expectedBorder: 5 },
        },
        {
          ...{ score: 'function/interference', title: say('Interference'), range: [0, 10], step: 1 },
          ...{ direction: 'higher-is-worse', baseline: 7, followUps: [7, 6, 5, 3], expectedBorder: 5 },
        },
      ],
      source: { kind: 'synthetic', profiles: 24 },
    },
    {
      ...{ id: 'vetoes', type: 'vetoes', title: say('Not adequate whatever else?') },
      ...{ scale: 'yes-no', rule: THREE_QUARTERS },
      items: [
        {
          ...{ id: 'serious', title: say('A serious adverse event') },
          veto: { kind: 'event', event: 'serious-adverse-event' },
        },
      ],
    },
    {
      ...{ id: 'candidates', type: 'candidates', title: say('Which definition?') },
      ...{ scale: 'one-to-nine', rule: SEVENTY_FIFTEEN },
    },
    {
      ...{ id: 'adopt', type: 'final-vote', title: say('Adopt it?') },
      ...{ scale: 'yes-no', rule: THREE_QUARTERS, criteria: ['benefits', 'harms', 'feasibility'] },
    },
  ],
  process: {
    kind: 'rounds',
    feedback: 'each-group',
    stopping: {},
    rounds: [
      { id: 'open', kind: 'proposals', title: say('Proposals'), questions: ['domains'], days: 14 },
      { id: 'first', title: say('First'), questions: ['domains', 'vetoes'], days: 21, reminders: [7, 14] },
      { id: 'second', title: say('Second'), questions: ['domains', 'vetoes'], days: 21 },
      { id: 'thresholds', title: say('Profiles'), questions: ['profiles'], days: 21 },
      { id: 'choice', title: say('Choice'), questions: ['candidates'], days: 14 },
      { id: 'last', title: say('Vote'), questions: ['adopt'], days: 14 },
    ],
  },
  moderators: ['moderator-1'],
  statements: {
    consent: say('I agree to take part.'),
    conflictOfInterest: say('Say what you receive from makers of the treatment.'),
  },
  texts: Object.fromEntries(
    ['en', 'es'].map((locale) => [
      locale,
      {
        ...{ subject: 'Your invitation', invitation: 'Please rate: {link}', reminder: 'A reminder: {link}' },
        ...{ introduction: 'You rate on your own.', thanks: 'Thank you.' },
      },
    ]),
  ),
  funding: 'None',
  reviewAfterMonths: 24,
} as const

/** The same, parsed, with some of its members changed. */
export function buildProtocol(changed: Record<string, unknown> = {}): ConsensusProtocol {
  return consensusProtocolSchema.parse({ ...PROTOCOL_SOURCE, ...changed })
}
