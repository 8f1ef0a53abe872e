/** How a participation ended. A death is not a missing answer, and no family is texted about one. */
export const DISPOSITIONS = ['withdrawn', 'lost-to-follow-up', 'died'] as const

export const WITHDRAWAL_REASONS = [
  'own-wish',
  'burden',
  'no-benefit',
  'side-effects',
  'moved',
  'clinic-decision',
] as const
