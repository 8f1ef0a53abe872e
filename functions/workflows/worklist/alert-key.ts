import type { SafetyAlert } from '../../records/alert/alert.ts'

/** Of an alert, and of a text, within one site. */
export function formatAlertKey({ participant, id }: Pick<SafetyAlert, 'participant' | 'id'>): string {
  return `${participant}#${id}`
}
