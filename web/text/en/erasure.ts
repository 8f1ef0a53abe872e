import type { CancelReason, ErasureGrade, StudyDataRule } from '../../api/participants/erasure-grades.ts'

/** Read by the two people who stop contact, stop data, or erase a participant. */
export const erasureText = {
  heading: 'Stop or erase',
  lead: 'Use this when a participant asks to be left alone or to have their data deleted. Speak with them first. One person records it, another confirms it, and then it cannot be undone.',
  grades: {
    'stop-contact': 'Stop contact: no more texts or calls',
    'stop-data': 'Stop data: no more contact and no new data; what is there is kept',
    erase: 'Erase',
  } satisfies Record<ErasureGrade, string>,
  /** What erasing means in this study. */
  eraseMeans: {
    detach:
      'Erase deletes the name, the number and all free text. Under this study’s protocol, answers, scores, treatments and clinical events are kept with nobody behind them. Strike the ID from the clinic’s own list.',
    delete:
      'Erase deletes the name, the number and all free text. Under this study’s protocol, answers, scores, treatments and clinical events are deleted too.',
  } satisfies Record<StudyDataRule, string>,
  askedBy: {
    text: (when: string) => `Asked for by text, ${when}`,
    page: (when: string) => `Asked for on their page, ${when}`,
    staff: (when: string) => `Recorded ${when}`,
  },
  wanted: (grade: string) => `Wanted: ${grade}.`,
  due: (date: string) => `Due ${date}.`,
  overdue: (date: string) => `Overdue since ${date}.`,
  recordedBy: (name: string) => `Recorded by ${name}. A second person must confirm.`,
  recordedByYou: 'Recorded by you. A colleague or a study lead must confirm.',
  confirmed: 'Confirmed. It is being carried out; the last text waits for texting hours.',
  done: (date: string) => `Done on ${date}.`,
  lastText: {
    claimed: 'Whether the last text went out is not known.',
    sent: 'The last text was sent.',
    unknown: 'Whether the last text went out is not known.',
    refused: 'The carrier refused the last text.',
    'not-textable': 'No last text was sent: they cannot be texted.',
    replayed: 'It was carried out again after a restore.',
  },
  what: 'What they want',
  record: 'Record',
  confirm: 'Confirm. This cannot be undone',
  cancel: 'Cancel the request',
  reason: 'Reason',
  reasons: {
    misunderstood: 'They did not ask for this',
    'changed-mind': 'They changed their mind',
  } satisfies Record<CancelReason, string>,
  noticed: {
    'erasure-saved': 'Saved.',
    'erasure-same-person': 'Nothing was confirmed. The person who recorded it cannot confirm it.',
    'erasure-changed': 'Nothing was saved. The request changed after you opened the page.',
    'erasure-alert-open': 'Nothing was confirmed. Close the open safety alerts first.',
    'erasure-refused': 'Nothing was saved. Choose one of the options.',
  },
  /** In place of the page of a participant whose data are gone. */
  erased: 'This participant’s data were deleted at their request.',
}
