import type { poolingText as english } from '../en/pooling.ts'
import type { Translation } from '../words/translation.ts'

export const poolingText: Translation<typeof english> = {
  details: 'Cómo se combinaron las clínicas',
  rateMethod: 'Tasa combinada',
  rateMethods: {
    'clinic-mean': 'Media de las clínicas, nunca más estrecha que una sola muestra de todos',
    'clinic-mean-plain': 'Media de las clínicas, solo intervalo t',
    'two-stage': 'Clínica típica, en escala logit',
  },
  clinicMean: (estimate, icc) =>
    `Media de las clínicas: ${estimate}. Correlación dentro de las clínicas: ${icc}.`,
  twoStage: (estimate) => `Clínica típica, combinada en escala logit: ${estimate}.`,
  rules: 'Método de combinación',
  tau2: 'Varianza entre clínicas',
  interval: 'Intervalo de confianza',
  modified: 'Hartung–Knapp modificado (nunca más estrecho que el intervalo convencional)',
  prediction: 'Intervalo de predicción',
  predictions: {
    'hartung-knapp-t(k-1)': 'error estándar de Hartung–Knapp, t con k − 1 gl',
    'conventional-t(k-2)': 'error estándar convencional, t con k − 2 gl',
  },
  method: (tau2, interval, df, prediction) =>
    `Efectos aleatorios. Varianza entre clínicas: ${tau2}. Intervalo de confianza: ${interval}, t con ${df} gl. Intervalo de predicción: ${prediction}.`,
  heterogeneity: (k, i2, tau2) => `${k} clínicas, I² ${i2}, τ² ${tau2}.`,
  heterogeneityIntervals: (i2, tau2) => `Intervalos del 95\u00a0% (perfil Q): I² ${i2}, τ² ${tau2}.`,
  noHeterogeneityInterval:
    'Las clínicas difieren menos de lo que da el azar, por lo que no hay intervalo para I² y τ².',
  q: (q, df, p) => `Q de Cochran ${q} con ${df} gl, p ${p}.`,
  oneStage: (estimate) =>
    `Un modelo mixto binomial de todas las clínicas da ${estimate}. No necesita corrección para las clínicas sin respondedores o con solo respondedores.`,
  oneStageNot: (reason) => `Un modelo mixto binomial de todas las clínicas. ${reason}`,
  withoutEach: 'Excluyendo una clínica cada vez',
  without: 'Excluida',
  withoutOne: (clinic) => `sin ${clinic}`,
  estimate: 'Combinado',
  weight: 'Peso',
  percentInterval: 'Intervalo del 95\u00a0%',
}
