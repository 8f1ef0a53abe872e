import type { changeText as english } from '../en/change.ts'
import type { Translation } from '../words/translation.ts'

export const changeText: Translation<typeof english> = {
  heading: 'Cambio medio',
  lead: 'Cuánto cambió una medida respecto de antes del tratamiento, en cada clínica y en conjunto. Si el azar no decide quién recibe el tratamiento, esto es asociación, no efecto.',
  mean: 'Cambio medio',
  sd: 'Desviación estándar',
  n: 'Con ambas puntuaciones',
  without: 'Preguntadas, sin cambio',
  axis: 'Cambio desde el inicio, puntos',
  differenceAxis: 'Diferencia de cambios, puntos',
  more: 'más alto que antes',
  moreDifference: 'más alto que con lo otro',
  pooledIs: (mean, low, high) => `Cambio medio conjunto ${mean} (intervalo del 95 %: ${low} a ${high}).`,
  differenceIs: (mean, low, high) => `Diferencia conjunta ${mean} (intervalo del 95 %: ${low} a ${high}).`,
  prediction: (low, high) =>
    `En una clínica nueva parecida a estas cabe esperar entre ${low} y ${high} (intervalo de predicción del 95 %).`,
  compared: (arm, against) => `${arm} menos ${against}`,
  byArm: 'Por grupo',
  arm: 'Grupo',
  everybody: 'todas las personas',
  leftOut: (clinics) =>
    `Fuera del conjunto, porque allí muy pocas personas tienen ambas puntuaciones o sus números no pueden mostrarse: ${clinics}.`,
  words: (mean, low, high) => `${mean} (${low} a ${high})`,
  sitesMethod: 'Clínicas: intervalo t, 95 %; diferencias por Welch.',
  notPooled: {
    'fewer-than-three-sites':
      'Pueden mostrarse con intervalo menos de tres clínicas, así que no se reúne ninguna.',
    'tau2-did-not-converge':
      'La búsqueda de la varianza entre clínicas no terminó, así que no se reúne ninguna.',
    'variance-not-positive': 'En una clínica la media no tiene varianza, así que no se reúne ninguna.',
    'estimate-not-finite': 'Las clínicas están demasiado lejos unas de otras para reunirlas.',
  },
  reasons: {
    'fewer-than-two': 'menos de dos personas',
    'no-variance': 'todas las personas cambiaron lo mismo',
    'estimate-not-finite': 'una puntuación demasiado grande para promediarla',
  },
}
