import type { responseOverTimeText as english } from '../en/response-over-time.ts'
import type { Translation } from '../words/translation.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`
const dias = (days: number) => plural(days, 'día', 'días')
const tratamientos = (given: number) => plural(given, 'tratamiento', 'tratamientos')

export const responseOverTimeText: Translation<typeof english> = {
  heading: 'En el tiempo',
  latest: {
    better: (at, size, baseline) => `${at}: mejor por ${size} que en «${baseline}».`,
    worse: (at, size, baseline) => `${at}: peor por ${size} que en «${baseline}».`,
    same: (at, _size, baseline) => `${at}: igual que en «${baseline}».`,
  },
  size: (size, percent) => `${size} (${percent}\u00a0%)`,
  beyondError: (smallest) => `Es más que el error de medición, que llega a ${smallest}.`,
  withinError: (smallest) => `Puede ser error de medición, que llega a ${smallest}.`,
  errorUnknown: 'El estudio no dice cuánto de un cambio en esta puntuación puede ser error de medición.',
  best: (value, at) => `Lo mejor hasta ahora: ${value} (${at}).`,
  average: {
    better: (size, days) => `En un día promedio, mejor por ${size}, a lo largo de ${dias(days)}.`,
    worse: (size, days) => `En un día promedio, peor por ${size}, a lo largo de ${dias(days)}.`,
    same: (_size, days) => `En un día promedio, igual, a lo largo de ${dias(days)}.`,
  },
  cannotBeTold: 'Aún no se puede decir',
  neverMet: (until) => `No se ha cumplido hasta ${until}`,
  firstMet: {
    treatment: (at, days) =>
      `Se cumplió por primera vez en ${at}, ${dias(days)} después del primer tratamiento`,
    baseline: (at, days) =>
      `Se cumplió por primera vez en ${at}, ${dias(days)} después de la medición inicial`,
  },
  stillMet: (at, days) => `Aún se cumple en ${at}: ${dias(days)} hasta ahora`,
  notToldSince: 'Aún no se ha vuelto a juzgar',
  lost: (at, from, to) =>
    from === 0
      ? `Dejó de cumplirse a más tardar en ${at}: duró como mucho ${dias(to)}`
      : `Dejó de cumplirse a más tardar en ${at}: duró de ${from} a ${dias(to)}`,
  treatments: (given, days) => `${tratamientos(given)} en los últimos ${days} días.`,
  withinCap: (given, most, days) =>
    `${tratamientos(given)} en los últimos ${days} días, de un máximo de ${most}.`,
  aboveCap: (given, most, days) =>
    `${tratamientos(given)} en los últimos ${days} días: más que el máximo del estudio, que es ${most}.`,
  capSource: 'De dónde viene este número',
}
