import type { courseText as english } from '../en/course.ts'
import { formatCount } from '../words/format-count.ts'
import type { Translation } from '../words/translation.ts'

export const courseText: Translation<typeof english> = {
  heading: 'Ciclos de tratamiento',
  lead: (gapDays, baselineDays) =>
    `Un tratamiento más de ${gapDays} días después del anterior inicia otro ciclo. Cada ciclo tiene su propia evaluación inicial: la última puntuación hasta ${baselineDays} días antes.`,
  course: (number, from, to, treatments) =>
    from === to
      ? `Ciclo ${number}: ${from}, ${formatCount(treatments, 'tratamiento', 'tratamientos')}`
      : `Ciclo ${number}: del ${from} al ${to}, ${formatCount(treatments, 'tratamiento', 'tratamientos')}`,
  empty: 'No hay puntuaciones antes ni durante este ciclo.',
  measure: 'Puntuación',
  baseline: 'Antes del ciclo',
  latest: 'Más reciente',
  change: 'Cambio',
  percent: 'Cambio en %',
  sinceTreatment: 'Días desde el tratamiento',
  scoreAt: (score, at) => `${score} (${at})`,
  cycles: 'Valle y pico de cada tratamiento',
  cyclesLead:
    'Valle: la última puntuación antes de un tratamiento. Pico: la mejor puntuación desde un tratamiento hasta el siguiente.',
  treatment: 'Tratamiento',
  trough: 'Valle',
  peak: 'Pico',
  response: 'Respuesta en este ciclo',
}
