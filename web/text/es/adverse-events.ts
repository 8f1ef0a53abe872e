import type { adverseEventsText as english } from '../en/adverse-events.ts'
import type { Translation } from '../words/translation.ts'

export const adverseEventsText: Translation<typeof english> = {
  heading: 'Eventos adversos',
  lead: 'Participantes tratados al menos una vez, con eventos desde el primer tratamiento. Cada participante cuenta una vez por evento, con la mayor intensidad. No es un informe de seguridad.',
  terms: 'Los términos son palabras comunes de este proyecto, no un vocabulario codificado.',
  total: 'Todas las clínicas mostradas',
  summary: (withEvent, of) => `${withEvent} de ${of} participantes tratados tuvieron al menos un evento`,
  serious: (count) => `${count} tuvieron uno grave`,
  related: (count) => `${count} tuvieron uno que puede estar relacionado con el tratamiento`,
  none: 'No hay eventos adversos registrados.',
  term: 'Evento',
  participants: 'Participantes',
  seriousColumn: 'Graves',
  relatedColumn: 'Pueden estar relacionados',
  releasedLead:
    'Participantes de todas las clínicas tratados al menos una vez, con eventos desde el primer tratamiento. Cada participante cuenta una vez por evento. No es un informe de seguridad.',
  incidence: 'Participantes con un evento',
  treated: (participants) => `${participants} participantes recibieron tratamiento.`,
  participantsSuppressed: 'Suprimido: muy pocos participantes fueron tratados fuera de una de las clínicas.',
  any: 'Cualquier evento',
  anySerious: 'Un evento grave',
  anyRelated: 'Un evento que puede estar relacionado con el tratamiento',
  share: 'Proporción',
  suppression: (minimum) =>
    `«Suprimido» significa que menos de ${minimum} participantes tienen el evento, o no lo tienen, o quedarían para quien conoce una clínica o una publicación anterior. Los eventos que no figuran están suprimidos o no ocurrieron. Las clínicas y las intensidades no están en una publicación: pregunte a quien dirige el estudio.`,
}
