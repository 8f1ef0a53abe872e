import type { DISPOSITIONS, WITHDRAWAL_REASONS } from '../../api/participants/dispositions.ts'

type Disposition = (typeof DISPOSITIONS)[number]

/** How a participation ended, wherever its participant is named to staff. */
export const dispositionText = {
  since: {
    withdrawn: (date: string) => `Withdrew on ${date}`,
    'lost-to-follow-up': (date: string) => `Lost to follow-up since ${date}`,
    died: (date: string) => `Died on ${date}`,
  } satisfies Record<Disposition, unknown>,
  reasons: {
    'own-wish': 'own wish',
    burden: 'too much burden',
    'no-benefit': 'no benefit',
    'side-effects': 'side effects',
    moved: 'moved away',
    'clinic-decision': 'decision of the clinic',
  } satisfies Record<(typeof WITHDRAWAL_REASONS)[number], string>,
  /** What no longer happens. */
  consequence: {
    withdrawn:
      'No questions, texts or calls for the study, and no new treatments. A safety alert is still followed up.',
    'lost-to-follow-up': 'No questions or texts for the study, and no new treatments.',
    died: 'No questions, texts or calls, and no new treatments.',
  } satisfies Record<Disposition, string>,
  /** In place of a number to call. */
  noCall: 'Do not call for the study',
}
