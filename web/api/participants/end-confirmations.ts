/** What about the end of a participation is unusual enough to be confirmed before anything follows from it. */
export const END_CONFIRMATIONS = ['before-enrolment', 'long-ago', 'before-treatment'] as const
export type EndConfirmation = (typeof END_CONFIRMATIONS)[number]
