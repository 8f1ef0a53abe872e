import type { estimandText as english } from '../en/estimand.ts'
import type { Translation } from '../words/translation.ts'

export const estimandText: Translation<typeof english> = {
  choose: 'Estimando',
  heading: 'Qué significa esta tasa',
  population: {
    enrolled: 'todas las personas inscritas',
    allocated: 'todas las personas asignadas a un grupo, tratadas o no',
    treated: 'todas las personas tratadas al menos una vez',
    assessed: 'todas las personas con un valor basal y al menos una respuesta de seguimiento',
  },
  events: {
    death: 'fallecimiento',
    'withdrawal-no-benefit': 'retirada por falta de beneficio',
    'withdrawal-side-effects': 'retirada por efectos secundarios',
    'withdrawal-other': 'retirada por otro motivo',
    'lost-to-follow-up': 'pérdida de seguimiento',
    'rescue-treatment': 'tratamiento de rescate',
    'concomitant-treatment': 'otro tratamiento al mismo tiempo',
    'stopped-no-benefit': 'suspensión del tratamiento por falta de beneficio',
    'stopped-side-effects': 'suspensión del tratamiento por efectos secundarios',
    'further-course': 'un nuevo ciclo de tratamiento',
  },
  sentence: (definition, timepoint, population) =>
    `La proporción que cumple «${definition}» en ${timepoint}, de ${population} cuyo plazo de evaluación ha terminado. Las respuestas que faltan cuentan como no cumplidas.`,
  strategies: {
    'composite-not-met': (events) => `Cuenta como no cumplida: ${events}.`,
    'treatment-policy': (events) => `No cambia lo que cuenta: ${events}.`,
    'while-on-treatment': (events) => `Cuentan las últimas respuestas anteriores: ${events}.`,
    hypothetical: (events) => `Las respuestas posteriores se apartan y se tratan como faltantes: ${events}.`,
  },
  roles: {
    primary: () => 'Criterio de valoración principal de este estudio.',
    secondary: (comparisons) => `Criterio de valoración secundario, uno de ${comparisons}.`,
    exploratory: (comparisons) =>
      `Exploratorio: una de ${comparisons} combinaciones de definición, momento y estimando. Algunas parecerán buenas por azar.`,
  },
  ownSites: 'Estos números son solo de sus clínicas.',
  denominators: 'Todas las formas de contar',
  denominator: 'Se cuenta',
  rate: 'Tasa',
  interval: 'Intervalo del 95\u00a0%',
  of: 'Cumplen / de',
  primary: 'Todas las personas; lo que falta no se cumple (tasa principal)',
  imputed: 'Todas las personas; puntuaciones faltantes imputadas',
  observed: 'Solo casos observados (posiblemente sesgada)',
  worst: 'Peor caso: no cumple nadie a quien le falten respuestas',
  best: 'Mejor caso: cumplen todas las personas a quienes les faltan respuestas',
  imputedNote: (imputations, participants, error) =>
    `${participants === null ? 'Puntuaciones faltantes imputadas' : `${participants} participantes imputados`} ${imputations} veces suponiendo datos faltantes al azar; error de Monte Carlo ${error}.`,
  notImputed: {
    'nothing-to-impute': 'Nada que imputar: no falta ninguna respuesta.',
    'too-few-participants': 'Sin imputar: muy pocos participantes para el número de puntuaciones.',
    'a-score-without-values': 'Sin imputar: nadie tiene una de las puntuaciones.',
    'too-many-participants': 'Sin imputar en esta página: más de 20\u202f000 participantes.',
    'no-rate': 'Sin imputar: no hay tasa en este momento.',
    suppressed: 'La tasa imputada se suprime: revelaría un grupo pequeño de una clínica.',
  },
  noRate: {
    'nobody-due': 'Todavía no ha terminado el plazo de evaluación de nadie en este momento.',
    'too-early':
      'Demasiado pronto para una tasa: nadie pudo mantener la respuesta el tiempo suficiente hasta este momento.',
    'never-asked': 'Sin tasa: la definición necesita una puntuación que no se pide en este momento.',
  },
  failedBy: 'No cumplida por un acontecimiento',
  event: 'Acontecimiento',
  missing: 'Por qué faltan respuestas',
  due: 'Con plazo terminado',
  notYetDue: 'Plazo abierto',
  met: 'Respondedores',
  observedCases: 'Observados',
}
