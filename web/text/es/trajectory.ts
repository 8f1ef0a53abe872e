import type { trajectoryText as english } from '../en/trajectory.ts'
import { formatCount } from '../words/format-count.ts'
import type { Translation } from '../words/translation.ts'

const dias = (days: number) => formatCount(days, 'día', 'días')
const tratamientos = (given: number) => formatCount(given, 'tratamiento', 'tratamientos')

export const trajectoryText: Translation<typeof english> = {
  heading: 'Trayectoria',
  latest: {
    better: (at, size, baseline) => `${at}: mejoró ${size} desde «${baseline}».`,
    worse: (at, size, baseline) => `${at}: empeoró ${size} desde «${baseline}».`,
    same: (at, _size, baseline) => `${at}: sin cambio desde «${baseline}».`,
  },
  size: (size, percent) => `${size} (${percent})`,
  beyondError: (smallest) => `Es más que el error de medición (hasta ${smallest}).`,
  withinError: (smallest) => `Puede ser error de medición (hasta ${smallest}).`,
  errorUnknown: 'El estudio no define el error de medición de esta puntuación.',
  best: (value, at) => `Mejor valor hasta ahora: ${value} (${at}).`,
  average: {
    better: (size, days) => `Mejoría promedio de ${size} en ${dias(days)}.`,
    worse: (size, days) => `Empeoramiento promedio de ${size} en ${dias(days)}.`,
    same: (_size, days) => `Sin cambio promedio en ${dias(days)}.`,
  },
  notAssessableYet: 'Aún no evaluable',
  neverMet: (until) => `No cumplida hasta ${until}`,
  firstMet: {
    treatment: (at, days) =>
      `Cumplida por primera vez en ${at}, ${dias(days)} después del primer tratamiento`,
    baseline: (at, days) => `Cumplida por primera vez en ${at}, ${dias(days)} después de la medición basal`,
  },
  stillMet: (at, days) => `Aún cumplida en ${at}: ${dias(days)} hasta ahora`,
  notAssessedSince: 'Aún no se ha vuelto a evaluar',
  lost: (at, from, to) =>
    from === 0
      ? `Perdida en ${at} o antes: duró como máximo ${dias(to)}`
      : `Perdida en ${at} o antes: duró de ${from} a ${dias(to)}`,
  treatments: (given, days) => `${tratamientos(given)} en los últimos ${days} días.`,
  withinCap: (given, most, days) =>
    `${tratamientos(given)} en los últimos ${days} días (límite del estudio: ${most}).`,
  aboveCap: (given, most, days) =>
    `${tratamientos(given)} en los últimos ${days} días. Supera el límite del estudio, que es ${most}.`,
  capSource: 'Fuente de este límite',
}
