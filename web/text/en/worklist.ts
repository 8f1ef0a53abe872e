import type { UnsentKind } from '../../api/worklist/worklist.ts'
import type { ReasonKind } from '../../api/worklist/worklist-reasons.ts'
import { formatCount } from '../words/format-count.ts'

/** Read by a coordinator between two calls: what to do first, and what was tried. */
export const worklistText = {
  section: 'Today',
  heading: (site: string) => `${site}: today`,
  lead: 'People who need a call or a reply, most urgent first.',
  textsStopped: (since: string, why: string) =>
    `No texts have gone out since ${since}: ${why}. The operator has an alarm. Invitations and reminders wait and go out by themselves once this is solved. Call anyone who cannot wait.`,
  onCallEmpty:
    'The on-call list is empty. Safety alerts reach no one outside this page, and no one can be enrolled.',
  leadsOnCallEmpty:
    'No lead of the study is on call: an alert about self-harm that this clinic does not take reaches no one else. A lead sets the list in the study office, under Leads on call.',
  onCallStopped: (numbers: string) =>
    `Alerts are not texted to ${numbers} on the on-call list, because STOP was texted from there. To resume, text START from that phone.`,
  empty: 'No one needs a call right now',
  emptyHint: 'Texts go out automatically. People who do not answer, text back, or opt out appear here.',
  noticed: {
    saved: 'Saved.',
    'alert-changed': 'This alert changed after you opened the page. The current version is shown.',
    refused:
      'Nothing was saved. For “Call back later”, enter a time within the next 90 days. For “Declined these questions”, choose the assessment.',
    'note-needed': 'Nothing was saved. Say in a few words how the message was handled.',
    'message-changed':
      'Nothing was saved. Someone else marked this message as handled, or brought it back. See the participant’s history.',
    'not-open': 'This assessment is not open, so it cannot be answered now.',
  },
  reason: {
    'alert-open': 'Safety alert',
    'message-unread': 'New message',
    erasure: 'Asks to be left alone or erased',
    'late-answers': 'Answers arrived after the window',
    'partly-answered': 'Partly answered, no more texts will be sent',
    overdue: 'Overdue, no more texts will be sent',
    'text-held': 'A text was held back after a restore. It may have gone out before',
    'number-failed': 'Texts do not reach this number',
    'opted-out': 'Opted out of texts, still in the study',
    'not-texted': 'Does not receive texts',
  } satisfies Record<ReasonKind, string>,
  late: {
    count: (count: number) =>
      count === 1 ? '1 answer waits for a decision.' : `${count} answers wait for a decision.`,
    effect: {
      counted: 'Taken in, they are scored and count in analyses, marked as not submitted.',
      'not-counted':
        'Taken in, they are scored and exported, marked as not submitted. They do not count in analyses, because this study counts only submitted answers.',
      'too-late':
        'They can only be left out, because answers were submitted meanwhile or the window is open again.',
    },
    decide: 'See them and decide',
  },
  /** Nobody has taken the alert, and there is still time. */
  alertDue: (when: string) => `Take by ${when}`,
  /** Nobody has taken the alert in time. */
  alertOverdue: (by: string, date: string | undefined) =>
    `Overdue by ${by}${date === undefined ? '' : ` (due ${date})`}`,
  /** Somebody may harm themselves: nothing to wait for. */
  alertNow: 'Take now',
  alertNowOverdue: (overdue: string) => `Take now. ${overdue}`,
  /** Of an alert that several texts raised. */
  alertTexts: (count: number, last: string) => `${formatCount(count, 'text', 'texts')}, last ${last}`,
  earlierTexts: (count: number) => formatCount(count, 'earlier text', 'earlier texts'),
  readTogether: 'These texts were read together.',
  /** What raised an alert: the answer or score, each time that it was another one. */
  evidence: (title: string, given: string) => `${title}: ${given}`,
  evidenceAt: (value: string, when: string) => `${value}, ${when}`,
  evidenceNow: (value: string) => `now ${value}`,
  evidenceGone: 'now without an answer',
  unsent: {
    'crisis-reply': 'The reply with help lines has not been accepted by the carrier. Call now.',
    escalation: 'This alert has not reached everyone on call.',
  } satisfies Record<UnsentKind, string>,
  alertTaken: (owner: string) => `Taken by ${owner}`,
  days: (count: number) => formatCount(count, 'day', 'days'),
  hours: (count: number) => formatCount(count, 'hour', 'hours'),
  minutes: (count: number) => formatCount(count, 'minute', 'minutes'),
  closes: (when: string) => `open until ${when}`,
  opensNext: (when: string) => `next assessment opens ${when}`,
  shared: 'Other participants use the same number. One of them may have sent this.',
  localTime: (time: string) => `${time} local time`,
  noNumber: 'No phone number',
  tried: 'Contact so far',
  texts: (count: number, last: string) => `${formatCount(count, 'text', 'texts')}, last ${last}`,
  notArrived: (count: number, of: number) =>
    count === of ? 'none delivered' : `${count} of ${of} not delivered`,
  noTexts: 'No texts about open questions',
  call: (outcome: string, when: string) => `Call ${when}: ${outcome}`,
  callBack: (when: string) => `call back ${when}`,
  record: 'Log a call',
  outcome: 'Call outcome',
  outcomes: {
    'no-answer': 'No answer',
    'left-message': 'Left a message',
    'will-answer': 'Will answer on their own',
    'call-back': 'Call back later',
    declined: 'Declined these questions',
    'wrong-number': 'Wrong number',
  },
  about: 'About',
  aboutAll: 'General',
  callBackAt: (zone: string) => `Call back at (${zone} time)`,
  note: 'Note',
  save: 'Save',
  read: 'Mark as handled',
  handlingNote: 'How was it handled?',
  takeOn: 'Take this alert',
  close: 'Close this alert',
  closingReason: 'Reason',
  closingReasons: {
    contacted: 'Spoke with the participant',
    'not-reached': 'Could not reach, handed off',
    'no-risk': 'Reviewed, no risk found',
    referred: 'Referred for care',
    duplicate: 'Duplicate',
  },
  ask: (timepoint: string) => `Ask “${timepoint}” by phone`,
}
