import type { allocationText as english } from '../en/allocation.ts'
import type { Translation } from '../words/translation.ts'

export const allocationText: Translation<typeof english> = {
  record: 'Registrar el grupo',
  recordHint: 'Se inscribió sin grupo. Los miembros con enmascaramiento no lo ven.',
  correct: 'Corregir el grupo',
  correctHint: 'Lo que había antes se conserva, con el motivo.',
  arm: 'Grupo',
  reason: 'Por qué el grupo anterior es incorrecto',
  save: 'Guardar el grupo',
  saved: 'El grupo está guardado.',
  refused: 'El grupo no se guardó. Elija uno y dé un motivo donde ya hay otro.',
}
