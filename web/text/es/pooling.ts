import type { poolingText as english } from '../en/pooling.ts'
import type { Translation } from '../words/translation.ts'

export const poolingText: Translation<typeof english> = {
  details: 'Cómo se reunieron',
  rules: 'Método para reunir',
  tau2: 'Varianza entre clínicas',
  interval: 'Intervalo de confianza',
  modified: 'Hartung–Knapp modificado (nunca más corto por ello)',
  prediction: 'Intervalo de predicción',
  predictions: {
    'hartung-knapp-t(k-1)': 'Error de Hartung–Knapp, t con k − 1 gl',
    'conventional-t(k-2)': 'Error convencional, t con k − 2 gl',
  },
  method: (tau2, interval, df, prediction) =>
    `Efectos aleatorios. Varianza entre clínicas por ${tau2}; intervalo por ${interval}, t con ${df} gl; intervalo de predicción: ${prediction}.`,
  heterogeneity: (k, i2, tau2) => `${k} clínicas, I² ${i2} %, τ² ${tau2}.`,
  heterogeneityIntervals: (i2, tau2) => `Intervalos del 95 % (perfil Q): I² ${i2} %, τ² ${tau2}.`,
  q: (q, df, p) => `Q de Cochran ${q} con ${df} gl, p ${p}.`,
  oneStage: (estimate) =>
    `En un solo modelo mixto binomial de todas las clínicas, sin corrección para aquellas donde no respondió nadie o respondieron todas las personas: ${estimate}.`,
  oneStageNot: (reason) => `Un solo modelo mixto binomial de todas las clínicas: ${reason}`,
  withoutEach: 'Sin cada clínica, una por una',
  without: 'Omitida',
  withoutOne: (clinic) => `sin ${clinic}`,
  estimate: 'Conjunto',
  weight: 'Peso',
  percentInterval: 'Intervalo del 95 %',
}
