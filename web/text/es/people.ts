import type { peopleText as en } from '../en/people.ts'

export const peopleText: typeof en = {
  find: 'Buscar participante',
  typed: 'Nombre, teléfono o identificador del estudio',
  typedHint: 'Basta el comienzo de un nombre. Un número necesita su código de país.',
  button: 'Buscar',
  none: 'No se encontró a nadie',
  noneHint:
    'Revise la ortografía o escriba menos del nombre. A quien no tiene nombre se le encuentra por el número o el identificador. Solo se busca en sus clínicas.',
  more: 'Hay más. Escriba más del nombre.',
  columns: {
    name: 'Nombre',
    participant: 'Identificador',
    site: 'Clínica',
    birthYear: 'Nacimiento',
    phone: 'Teléfono',
  },
  noName: 'Sin nombre',
  contact: 'Nombre y número',
  contactLead:
    'Cada cambio queda registrado. Un número nuevo recibe los mensajes desde ahora, y los enlaces enviados al anterior terminan.',
  back: 'Volver al participante',
  consent: 'Acepta recibir mensajes',
  works: 'Alguien ha comprobado que este número funciona',
  save: 'Guardar',
  saved: 'Guardado.',
}
