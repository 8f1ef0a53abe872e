import type { versionsText as en } from '../en/versions.ts'
import { formatCount } from '../words/format-count.ts'
import type { Translation } from '../words/translation.ts'

export const versionsText: Translation<typeof en> = {
  previewHeading: (version) => `Qué cambia la versión ${version} para los participantes`,
  previewLink: 'Ver qué cambia para los participantes y elegir qué clínicas la siguen enseguida',
  previewLead:
    'Según los datos de ahora y con la misma regla que pasa a los participantes. Lo que está abierto, empezado o cerrado queda como está. Todavía no ha cambiado nada.',
  asOf: (moment) => `A fecha de ${moment} UTC`,
  noDraft: 'No hay ningún borrador.',
  faulty:
    'El borrador tiene problemas. Resuélvalos en la oficina del estudio; entonces se podrá ver su efecto y publicar.',
  notNewer: 'Todas las clínicas siguen ya esta versión o una más nueva.',
  firstVersion: 'Todavía no participa nadie. Publique la primera versión en la oficina del estudio.',
  noClinics: 'Ninguna clínica sigue todavía una versión de este estudio.',
  toOffice: 'Volver a la oficina del estudio',
  toVersions: 'Qué versión sigue cada clínica',
  follows: (version) => `Ahora sigue la versión ${version}.`,
  touched: (touched, all) =>
    `El plan cambia para ${touched} de ${formatCount(all, 'participante', 'participantes')}.`,
  nothing: 'El plan no cambia para nadie.',
  table: (clinic) => `Evaluaciones en ${clinic}, por momento`,
  timepoint: 'Momento',
  moved: 'Cambian de fecha',
  howFar: 'Cuánto',
  otherBattery: 'Otros cuestionarios',
  otherTexts: 'Otros recordatorios',
  added: 'Añadidas',
  cancelled: 'Canceladas',
  byRule: (count) => `${count} por las reglas del estudio`,
  leftOpen: 'Quedan: abiertas',
  leftBegun: 'Quedan: empezadas',
  opens: (hours) => `abre ${hours}`,
  due: (hours) => `vence ${hours}`,
  closes: (hours) => `cierra ${hours}`,
  days: (days) => `${days} d`,
  hours: (hours) => `${hours} h`,
  range: (least, most) => `de ${least} a ${most}`,
  firstOpens: (before, after) => `La primera abre el ${after} en lugar del ${before} (UTC)`,
  publishHeading: 'Publicar esta versión',
  publishHint:
    'Una versión publicada no cambia nunca. Sus clínicas la siguen desde el día indicado; sus participantes pasan a ella en unos minutos, uno tras otro. Nadie recibe un mensaje por ello.',
  clinics: '¿Cuándo la sigue cada clínica?',
  atOnce: 'Con la versión',
  later: 'Más tarde: queda en su versión hasta que un responsable la pase',
  staysHeld: (clinic) =>
    `${clinic} está retenida y sigue en su versión. Qué versión sigue cada clínica la pasa.`,
  publish: 'Publicar',
  rolloutsHeading: 'Qué versión sigue cada clínica',
  rolloutsLead:
    'Los participantes de una clínica pasan a su versión en segundo plano. Quien aún no ha pasado queda en la versión anterior.',
  inForce: (version) => `Versión ${version}`,
  states: {
    running: 'Los participantes están pasando a ella.',
    stopped: 'Detenido. Quien aún no ha pasado queda en la versión anterior.',
    finished: 'Todos los participantes han pasado a ella.',
    superseded: 'Llegó una versión más nueva antes de que pasaran todos.',
  },
  notBegun: 'Sus participantes empiezan a pasar en un minuto.',
  first: 'Es su primera versión: nadie tiene que pasar.',
  progress: (moved, touched) =>
    `Han pasado: ${moved}. El plan ha cambiado para ${formatCount(touched, 'participante', 'participantes')}.`,
  left: (left) => `Faltan por pasar: ${left}.`,
  since: (moment) => `Desde ${moment} UTC.`,
  done: 'Qué ha cambiado hasta ahora',
  stop: (clinic) => `Detener en ${clinic}`,
  continue: (clinic) => `Continuar en ${clinic}`,
  laterVersion: (version, moment) =>
    moment === undefined
      ? `La versión ${version} está publicada. Esta clínica la seguirá cuando un responsable la pase.`
      : `Esta clínica sigue la versión ${version} desde el ${moment} UTC.`,
  previewFor: (version) => `Ver qué cambia aquí la versión ${version}`,
  heldByItsLead: 'La retiene un responsable de esta clínica. Solo un responsable de esta clínica la pasa.',
  stoppedByItsLead:
    'Lo detuvo un responsable de esta clínica. Solo un responsable de esta clínica lo continúa.',
  move: (clinic) => `Pasar ${clinic}`,
  moveOn: 'Desde un día (opcional)',
  moveOnHint: 'El día empieza a medianoche en la clínica. Déjelo vacío para que sea enseguida.',
  notices: {
    published: 'La versión está publicada.',
    stopped: 'Detenido. Nadie más pasa hasta que se continúe.',
    continued: 'Continúa.',
    moved: 'La clínica sigue la versión desde entonces.',
    'draft-changed':
      'Otra persona cambió el borrador después de que usted abriera esta página. Ahora se muestra como está. Revíselo antes de publicar.',
    'second-person-needed': 'Otra persona tiene que publicar esta versión: usted ha cambiado el borrador.',
    past: 'El día tiene que estar en el futuro.',
    'rollout-changed': 'El estado ya era otro. Esta página lo muestra como está ahora.',
    'site-decided-by-its-lead':
      'Lo decidió un responsable de esta clínica. Solo un responsable de esta clínica lo cambia.',
    'site-follows-version': 'La clínica ya sigue esta versión.',
  },
}
