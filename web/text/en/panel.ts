import type { RatedQuestion } from '../../../surveys/consensus/questions.ts'
import type {
  PanelAnswerFault,
  PanelProblem,
  PanelStatementFault,
} from '../../api/problems/panel-page-problems.ts'

type ProblemText = { heading: string; lines: string[] }
type Ends = { lowest: string; highest: string }

const isOne = (count: number) => count === 1

/** Plain words: some panelists rate for the first time, on a phone, and come from outside of research. */
export const panelText = {
  title: 'Panel',
  back: 'Back',
  overview: 'All questions of this round',
  closesOn: (day: string) => `This round is open until ${day}.`,
  contact: (name: string) => `Questions? Write to ${name}:`,
  perspective: (group: string) => `You answer as: ${group}.`,
  welcome: {
    heading: 'You are on this panel',
    headingAgain: 'Welcome back',
    aim: 'What the panel decides',
    asked: 'What you are asked',
    length: (items: number, minutes: number) =>
      `${isOne(items) ? 'One question' : `${items} questions`}, about ${isOne(minutes) ? 'a minute' : `${minutes} minutes`}.`,
    progress: (done: number, of: number) => `You have answered ${done} of ${of}. Your answers are saved.`,
    saved: 'Each answer is saved as you give it. You can stop and come back with the same link.',
    whoSees: 'Who sees what',
    seen: [
      'The organizers see whether you have answered, so that they can remind you.',
      'Nobody sees what you answered under your name, and that includes the organizers.',
      'Results are published without names.',
    ],
    seenGroups: (minimumShown: number) =>
      `Other panelists see how a whole group answered, and never a group of fewer than ${minimumShown}.`,
    reasons:
      'A reason that you write is read first, so that it says nothing of who you are. Then others may see it.',
    leave: 'You may leave at any time and need not say why.',
    start: 'Start',
    sign: 'Continue to the two statements',
    continue: 'Continue',
    look: 'Look at your answers',
  },
  statements: {
    heading: 'Before you answer',
    lead: 'Two statements come before the first answer. You make them once.',
    consent: 'Taking part',
    agree: 'I agree to take part',
    conflicts: 'Conflicts of interest',
    choices: { none: 'I have nothing to state', some: 'I have something to state' },
    text: 'What you state',
    textHint: 'Fill this in if you have something to state.',
    send: 'Save and continue',
    faults: {
      'no-consent': 'Check the box if you agree to take part',
      'no-conflict-choice': 'Choose whether you have something to state',
      'no-conflict-text': 'Write what you state',
      'conflict-text-too-long': 'Write at most 2,000 characters',
    } satisfies Record<PanelStatementFault, string>,
  },
  item: {
    progress: (place: number, of: number) => `Question ${place} of ${of}`,
    place: (place: number) => `Question ${place}`,
    save: 'Save and continue',
    later: 'Leave for later',
    cannotRate: 'I cannot judge this',
    outOf: (rating: number, highest: number) => `${rating} out of ${highest}`,
    yes: 'Yes',
    no: 'No',
    reason: 'Your reason (optional)',
    reasonHint: 'Without names or places. It is read before others see it.',
    answered: 'Your answer is saved. You can change it until the round closes.',
    how: 'How to answer, with an example',
    error: 'Error',
    errorHeading: 'This is not saved yet',
    faults: {
      'nothing-chosen': 'Choose an answer',
      'outside-scale': 'Choose one of the answers shown',
      'nothing-to-keep': 'There is no earlier rating to keep. Choose an answer',
      'changed-meanwhile': 'You answered this on another page. The newer answer is shown here. Check it',
      'reason-too-long': 'Write at most 1,000 characters',
      'nothing-written': 'Write a proposal',
    } satisfies Record<PanelAnswerFault, string>,
  },
  rating: {
    bands: (from: number, to: number, word: string) => `${from === to ? from : `${from}–${to}`}: ${word}`,
    ends: {
      importance: { lowest: 'not important', highest: 'critical' },
      measures: { lowest: 'not suitable', highest: 'very suitable' },
      time: { lowest: 'not right', highest: 'exactly right' },
      vetoes: { lowest: 'no', highest: 'yes' },
      candidates: { lowest: 'should not be used', highest: 'should be used' },
      'final-vote': { lowest: 'no', highest: 'yes' },
    } satisfies Record<RatedQuestion['type'], Ends>,
    between: 'in between, or not sure',
    example: {
      importance:
        'Suppose the item is “Getting dressed without help”. If a decision must not be made without it, choose a number at the high end. If it matters but would not change the decision, choose the middle. If it can be left out, choose the low end.',
      measures:
        'Suppose two questionnaires ask about sleep. A high number says that this one is right for this purpose: it asks what matters, is short enough and can be relied on.',
      time: 'Suppose the item is “four weeks after the treatment”. A high number says that this is the right moment to look.',
      vetoes:
        'Suppose the item is “a stay in hospital because of the treatment”. Yes says: then the response is not adequate, however much better everything else is.',
      candidates:
        'Each item is one possible definition in a sentence. A high number says that studies should use it. You may rate several of them high.',
      'final-vote':
        'Read the whole sentence. Yes says: I support it as it stands, even if I would have written a part otherwise.',
    } satisfies Record<RatedQuestion['type'], string>,
    keep: (rating: string) => `Keep my answer: ${rating}`,
    earlier: 'Your earlier answer',
    noEarlier: 'You did not answer this before.',
    again: 'Your new answer',
    evidence: 'What is known about it',
  },
  feedback: {
    heading: 'How the panel answered',
    all: 'All panelists',
    own: 'your group',
    summary: (n: number, median: string) =>
      `${isOne(n) ? '1 rating' : `${n} ratings`}, middle rating (median) ${median}`,
    share: (range: string, count: number, of: number, percent: string) =>
      `${range}: ${count} of ${of} (${percent})`,
    abstained: (count: number) => `${count} could not rate it.`,
    bar: (rating: string, count: number) => `${rating}: ${count}`,
    chart: (group: string) => `Ratings of ${group}`,
    you: 'you',
    hidden: (groups: string) => `Not shown, because too few have rated: ${groups}.`,
    nothing: {
      'rate-first': 'You see how others answered once you have answered yourself.',
      'too-few': 'Too few have rated to show how the panel answered.',
      mode: '',
    },
    reasons: 'Reasons that panelists gave',
    reasonsOf: (range: string) => `From ratings of ${range}`,
    reasonsCannot: 'From those who could not rate it',
    noReasons: 'No reasons from this side.',
  },
  profile: {
    heading: 'Is this response adequate: good enough to repeat the treatment?',
    caption: 'One person before and after treatment',
    measure: 'Measure',
    before: 'Before',
    after: 'After',
    change: 'Change',
    better: (by: string) => `${by} better`,
    worse: (by: string) => `${by} worse`,
    same: 'no change',
    range: (lowest: string, highest: string, isHigherWorse: boolean) =>
      isHigherWorse ? `${lowest} is best, ${highest} is worst` : `${lowest} is worst, ${highest} is best`,
    answers: { yes: 'Yes, adequate', no: 'No, not adequate', 'cannot-say': 'I cannot say' },
    confidence: 'How sure are you? (optional)',
    ends: { lowest: 'not at all sure', highest: 'very sure' },
    example:
      'Suppose someone’s pain went from 8 to 5 and their sleep stayed as it was. If that is worth repeating the treatment, choose yes. Go by what you see here, even if you would like to know more. Some profiles look much alike. That is on purpose.',
    synthetic: 'The numbers are made up for this panel and belong to nobody.',
    participants: 'The numbers are rounded and shared by several people, so that nobody can be recognized.',
  },
  tradeOff: {
    heading: 'Which is the better response?',
    lead: 'Everything else is the same in both.',
    options: { first: 'Response A', second: 'Response B' },
    equal: 'Both are equally good',
    example:
      'Suppose in A pain is much better and sleep is as before, and in B sleep is much better and pain as before. Choose the one that you would rather have, or that your patients would rather have.',
  },
  vote: {
    heading: 'The definition that you vote on',
    facts: 'What the panel found',
    form: 'What speaks for and against it',
    lead: 'Give your view on each point, then your vote. You may leave points out.',
    criteria: {
      problem: 'Is the problem important?',
      benefits: 'Would using this definition do good?',
      harms: 'Could it do harm?',
      certainty: 'Is the evidence strong enough?',
      values: 'Does it say what matters to patients?',
      balance: 'Do the benefits outweigh the harms?',
      resources: 'Is it worth the time and the cost?',
      equity: 'Is it fair to all groups of patients?',
      acceptability: 'Would patients and clinicians accept it?',
      feasibility: 'Can it be used in practice?',
    },
    judgements: {
      for: 'Speaks for it',
      against: 'Speaks against it',
      neither: 'Neither',
      unsure: 'Not sure',
    },
    vote: 'Your vote: use this definition?',
  },
  proposals: {
    heading: 'Is anything missing?',
    known: 'On the list so far',
    lead: 'Propose what should be rated too, one thing at a time. A few words are enough.',
    example:
      'For instance: “being able to play with my children”. The organizers join proposals that mean the same, and the report says what became of each.',
    text: 'Your proposal',
    textHint: 'At most 300 characters. Without names or places.',
    send: 'Send this proposal',
    yours: 'Your proposals',
    remove: 'Remove',
    removeWhich: (text: string) => `the proposal “${text}”`,
    done: 'I have nothing more to propose',
    tooLong: 'Write at most 300 characters',
  },
  overviewPage: {
    heading: 'Your answers in this round',
    progress: (done: number, of: number) => `${done} of ${of} answered. They are saved.`,
    open: 'Not answered yet',
    cannot: 'Cannot judge',
    kept: (answer: string) => `${answer} (kept)`,
    saved: 'Saved',
    change: 'Change',
    answer: 'Answer',
    which: (place: number) => `question ${place}`,
    continue: 'Continue',
    finish: 'I am finished',
    stopped: 'Not asked again, because the panel’s answer is settled',
    stoppedIn: 'accepted',
    stoppedOut: 'not accepted',
    stoppedUndecided: 'no agreement',
  },
  done: {
    heading: 'All your answers are saved',
    partly: (open: number) =>
      `${isOne(open) ? 'One question is' : `${open} questions are`} not answered yet. You can do so until the round closes.`,
    next: 'You will get a message when the next round opens. You can close this page.',
    last: 'This was the last round. You can close this page.',
    change: 'Look at your answers or change them',
  },
  leave: {
    link: 'Leave the panel',
    heading: 'Leave the panel',
    lines: [
      'You need not say why, and it has no effect on your care or your work.',
      'You get no more messages about this panel. What you answered in earlier rounds stays in their results, without your name.',
      'You cannot come back with this link.',
    ],
    confirm: 'Leave the panel',
    stay: 'Stay on the panel',
  },
  problem: {
    retry: 'Try again',
    'unknown-link': {
      heading: 'This link does not work',
      lines: [
        'It may have been cut off, or a newer one may have replaced it. Open it again from the newest message.',
        'If it still does not work, write to the person who invited you.',
      ],
    },
    'not-open-yet': {
      heading: 'It is a little early',
      lines: ['This round is not open yet. You will get a message when it opens. Use the same link then.'],
    },
    'round-closed': {
      heading: 'This round is closed',
      lines: [
        'The time to answer has passed. That is all right, and what you answered counts.',
        'You will get a message when the next round opens.',
      ],
    },
    'panel-ended': {
      heading: 'This panel has finished',
      lines: ['Thank you for taking part. There is nothing more to do, and you can close this page.'],
    },
    withdrew: {
      heading: 'You have left this panel',
      lines: [
        'You get no more messages about it. If that was a mistake, write to the person who invited you.',
      ],
    },
    'item-stopped': {
      heading: 'This question is not asked any more',
      lines: ['The panel’s answer to it is settled. Your other questions are open.'],
    },
    'something-went-wrong': {
      heading: 'Something went wrong on our side',
      lines: ['The answers that you saved are kept. Please try again in a moment.'],
    },
    'too-many-requests': {
      heading: 'Please wait a moment',
      lines: ['This link was used very often just now. Wait a minute, then reload this page.'],
    },
  } satisfies Record<PanelProblem, ProblemText> & { retry: string },
}
