import type { lateAnswersText as english } from '../en/late-answers.ts'
import type { Translation } from '../words/translation.ts'

export const lateAnswersText: Translation<typeof english> = {
  heading: 'Respuestas que llegaron tarde',
  lead: 'Según el teléfono, se dieron mientras la evaluación estaba abierta. Llegaron después del cierre y no están entre sus respuestas.',
  skipped: 'Omitida',
  times: (claimed, received) => `Dada el ${claimed}, según el reloj del teléfono. Recibida el ${received}.`,
  takeIn: 'Incluirlas',
  leaveOut: 'Dejarlas fuera',
  decided: (takenIn, leftOut) => `Incluidas: ${takenIn}. Dejadas fuera: ${leftOut}.`,
  saved: 'La decisión está guardada.',
}
