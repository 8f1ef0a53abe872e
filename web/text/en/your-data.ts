import type { ErasureGrade } from '../../api/participants/erasure-grades.ts'

/** Where a participant asks to be left alone or to have their data deleted. */
export const yourDataText = {
  heading: 'Your data',
  lead: 'You decide about your data. You do not have to say why, and your care stays the same.',
  question: 'What would you like?',
  grades: {
    'stop-contact': 'No more texts or calls',
    'stop-data': 'No more texts, calls or questions. Keep what I answered so far',
    erase: 'Delete my name, my number and what I wrote',
  } satisfies Record<ErasureGrade, string>,
  answersStay: 'Your other answers stay without your name. Nobody can tell that they are yours.',
  answersGo: 'Your other answers are deleted too.',
  send: 'Send my request',
  errorNothingChosen: 'Choose what you would like',
  received: 'Your clinic has your request',
  asked: (grade: string) => `You asked for: ${grade}.`,
  next: (date: string) => `Someone from your clinic will speak with you first. It is done by ${date}.`,
  clinicPhone: (phone: string) => `You can also call ${phone}.`,
  back: 'Back',
}
