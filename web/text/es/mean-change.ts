import type { meanChangeText as english } from '../en/mean-change.ts'
import type { Translation } from '../words/translation.ts'

export const meanChangeText: Translation<typeof english> = {
  heading: 'Cambio medio',
  lead: 'Cuánto cambió una medida desde el valor basal, en cada clínica y en la estimación combinada. Sin asignación al azar, esto es una asociación, no un efecto.',
  mean: 'Cambio medio',
  sd: 'Desviación estándar',
  n: 'Con ambas puntuaciones',
  without: 'Preguntados, sin cambio calculado',
  axis: 'Cambio desde el valor basal, puntos',
  differenceAxis: 'Diferencia de cambios, puntos',
  more: 'más alto que al inicio',
  moreDifference: 'más alto que en el grupo de comparación',
  pooledIs: (mean, low, high) =>
    `Cambio medio combinado ${mean} (intervalo del 95\u00a0%: ${low} a ${high}).`,
  differenceIs: (mean, low, high) =>
    `Diferencia combinada ${mean} (intervalo del 95\u00a0%: ${low} a ${high}).`,
  overall: (mean, low, high, n) =>
    `Todos los participantes juntos: cambio medio ${mean} (intervalo del 95\u00a0%: ${low} a ${high}, n = ${n}).`,
  overallMethod:
    'El intervalo tiene en cuenta las diferencias entre clínicas, a partir de tres. La media combinada pondera clínicas; esta, participantes.',
  overallNot: (reason) => `Sin media de todos los participantes juntos: ${reason}.`,
  overallSuppressed:
    'La media de todos los participantes juntos se suprime, porque revelaría una clínica que está suprimida.',
  prediction: (low, high) =>
    `En una clínica nueva y similar cabe esperar de ${low} a ${high} (intervalo de predicción del 95\u00a0%).`,
  compared: (arm, against) => `${arm} menos ${against}`,
  byArm: 'Por grupo',
  arm: 'Grupo',
  everybody: 'todos los participantes',
  leftOut: (clinics) =>
    `Fuera de la estimación combinada, porque muy pocos participantes tienen ambas puntuaciones o los números están suprimidos: ${clinics}.`,
  words: (mean, low, high) => `${mean} (${low} a ${high})`,
  sitesMethod: 'Clínicas: intervalos t del 95\u00a0%. Diferencias: Welch.',
  notPooled: {
    'fewer-than-three-sites': 'Sin combinar: menos de tres clínicas pueden mostrarse con un intervalo.',
    'tau2-did-not-converge': 'Sin combinar: la estimación de la varianza entre clínicas no convergió.',
    'variance-not-positive': 'Sin combinar: la media de una clínica no tiene varianza.',
    'estimate-not-finite': 'Sin combinar: las clínicas difieren demasiado.',
  },
  reasons: {
    'fewer-than-two': 'menos de dos participantes',
    'no-variance': 'todos los participantes cambiaron lo mismo',
    'estimate-not-finite': 'una puntuación es demasiado grande para promediarla',
  },
}
