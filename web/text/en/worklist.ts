import type { ReasonKind } from '../../api/worklist/worklist-reasons.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** Read by a coordinator between two calls: what to do first, and what was tried. */
export const worklistText = {
  section: 'Today',
  heading: (site: string) => `${site}: who needs you today`,
  lead: 'What texts alone will not settle, the most urgent first. Each stays until what it comes from is settled.',
  onCallStopped: (numbers: string) =>
    `No alert is texted to ${numbers} of the on-call list: a STOP came from there. START from there takes it back.`,
  empty: 'Nobody needs a call now',
  emptyHint:
    'Texts go out by themselves. Whoever does not answer them, writes back or ends them appears here.',
  noticed: {
    saved: 'Saved.',
    'alert-changed': 'The alert has changed since you looked. This is how it stands now.',
    refused:
      'That was not complete: a time goes with “Call back”, from now to 90 days on, and questions with “Declined”. Nothing was saved.',
    'not-open': 'These questions cannot be answered now.',
  },
  reason: {
    'alert-open': 'Safety alert',
    'message-unread': 'Wrote back',
    'partly-answered': 'Answered in part, and no more text will go out',
    overdue: 'Overdue, and no more text will go out',
    'number-failed': 'Texts do not arrive at this number',
    'opted-out': 'Ended the texts, still in the study',
    'not-texted': 'Gets no texts',
  } satisfies Record<ReasonKind, string>,
  alertDue: (source: string, when: string) => `${source}. To be taken on by ${when}`,
  alertTaken: (source: string, owner: string) => `${source}. Taken on by ${owner}`,
  closes: (when: string) => `open until ${when}`,
  opensNext: (when: string) => `the next questions open ${when}`,
  shared: 'Others have the same number: it may be one of them who wrote.',
  localTime: (time: string) => `${time} where they are`,
  noNumber: 'No number',
  tried: 'Tried',
  texts: (count: number, last: string) => `${plural(count, 'text', 'texts')}, the last ${last}`,
  notArrived: (count: number, of: number) =>
    count === of ? 'none of them arrived' : `${count} of ${of} did not arrive`,
  noTexts: 'No text',
  call: (outcome: string, when: string) => `Call ${when}: ${outcome}`,
  callBack: (when: string) => `again ${when}`,
  record: 'Record a call',
  outcome: 'What came of it',
  outcomes: {
    'no-answer': 'No answer',
    'left-message': 'Left a message',
    'will-answer': 'Will answer by themselves',
    'call-back': 'Call back at a time',
    declined: 'Declined these questions',
    'wrong-number': 'Wrong number',
  },
  about: 'About',
  aboutAll: 'In general',
  callBackAt: (zone: string) => `Call back (time in ${zone})`,
  note: 'Note',
  save: 'Save',
  read: 'Done with it',
  takeOn: 'I take it on',
  close: 'Close the alert',
  closingReason: 'Why',
  closingReasons: {
    contacted: 'Spoken to',
    'not-reached': 'Not reached, passed on',
    'no-risk': 'No risk on looking at it',
    referred: 'Referred',
    duplicate: 'Told already',
  },
  ask: (timepoint: string) => `Ask “${timepoint}” on the telephone`,
}
