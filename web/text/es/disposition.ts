import type { Text } from '../en/text.ts'

export const dispositionText: Text['disposition'] = {
  since: {
    withdrawn: (date) => `Se retiró el ${date}`,
    'lost-to-follow-up': (date) => `Seguimiento perdido desde el ${date}`,
    died: (date) => `Falleció el ${date}`,
  },
  reasons: {
    'own-wish': 'por voluntad propia',
    burden: 'demasiada carga',
    'no-benefit': 'sin beneficio',
    'side-effects': 'efectos secundarios',
    moved: 'cambio de domicilio',
    'clinic-decision': 'decisión de la clínica',
  },
  consequence: {
    withdrawn:
      'No hay más preguntas, mensajes ni llamadas del estudio, ni tratamientos nuevos. Las alertas de seguridad se siguen atendiendo.',
    'lost-to-follow-up': 'No hay más preguntas ni mensajes del estudio, ni tratamientos nuevos.',
    died: 'No hay más preguntas, mensajes ni llamadas, ni tratamientos nuevos.',
  },
  noCall: 'No llamar por el estudio',
}
