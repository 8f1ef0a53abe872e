/** What can become of a safety alert. */
export const ALERT_STEPS = ['raised', 'acknowledged', 'closed'] as const
export type AlertStep = (typeof ALERT_STEPS)[number]
