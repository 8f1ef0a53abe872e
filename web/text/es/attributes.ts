import type { attributesText as english } from '../en/attributes.ts'
import type { Translation } from '../words/translation.ts'

export const attributesText: Translation<typeof english> = {
  heading: 'Características',
  correct: 'Corregir',
  lead: 'Lo que el estudio pregunta de cada participante. Los análisis se pueden filtrar y desglosar por estas características. Lo registrado antes queda en el historial.',
  missing: 'Sin registrar',
  save: 'Guardar',
  saved: 'Las características se guardaron.',
  none: 'El estudio no tiene características.',
  fault: 'Elija una de las opciones.',
  refused: (titles) => `No se guardó nada. Corrija: ${titles}.`,
  tooOften: 'El registro de este participante alcanzó el límite de cambios registrados.',
  recorded: (title, after) => `${title}: ${after}`,
  changed: (title, before, after) => `${title}: ${before} → ${after}`,
}
