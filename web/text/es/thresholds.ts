import type { thresholdsText as english } from '../en/thresholds.ts'
import type { Translation } from '../words/translation.ts'

export const thresholdsText: Translation<typeof english> = {
  heading: 'Cuánta mejoría importa',
  lead: 'La menor mejoría que las propias personas llaman así, según varios métodos uno junto a otro. Ninguno basta por sí solo.',
  anchoredOn: (measure, timepoint, anchor) =>
    `Mejoría en «${measure}» desde antes del tratamiento hasta ${timepoint}, en puntos, positiva si es a mejor; frente a «${anchor}».`,
  association:
    'La valoración y la puntuación son ambas de la propia persona: un umbral dice qué acompaña a sentirse mejor, no qué hizo el tratamiento.',
  counted: (n, missing) =>
    `${n} participantes con la mejoría y la valoración; ${missing} a quienes se preguntó, sin una de las dos.`,
  countedOnly: (n) =>
    `${n} participantes con la mejoría y la valoración; a cuántos les falta una de las dos queda reservado.`,
  improvedIs: (from, minimal) =>
    `Cuenta como mejorado: ${from} o más pasos en la valoración. Mejorado mínimamente: ${minimal}.`,
  weak: 'La valoración acompaña a la puntuación demasiado poco (correlación de rangos menor de 0,30) para fijar un umbral con ella.',
  weakUnknown:
    'No se puede saber si la valoración acompaña a la puntuación, así que ningún umbral debería apoyarse en ella.',
  unbalanced: (share) =>
    `Mejoró el ${share}. Fuera del 30% al 70%, los umbrales por ROC y por modelo predictivo se inclinan hacia el grupo mayor; el ajustado pretende corregirlo.`,
  nobody: 'Nadie tiene aún la mejoría y la valoración.',
  proportion: (share) => `Mejoró según la valoración: ${share}.`,
  correlation: 'Correlación de la mejoría con la valoración',
  pearson: 'de Pearson',
  spearman: 'de Spearman, de los rangos',
  correlationReasons: {
    'fewer-than-three': 'menos de tres participantes',
    'no-variance': 'todas las personas tienen el mismo valor',
  },
  methods: 'La estimación de cada método',
  method: 'Método',
  methodsAxis: 'Mejoría, puntos',
  morePoints: 'hace falta mejorar más',
  methodNames: {
    'mean-change': 'Cambio medio con mejoría mínima',
    'over-unchanged': 'Lo mismo, menos el de sin cambios',
    'ROC, Youden': 'Curva ROC (Youden)',
    'predictive modelling': 'Modelo predictivo',
    'adjusted predictive modelling (2017)': 'Modelo predictivo ajustado (2017)',
    half: 'Media desviación estándar al inicio',
    sem: 'Error estándar de medida',
    mdc90: 'Menor cambio detectable, 90%',
    mdc95: 'Menor cambio detectable, 95%',
  },
  anchored: 'Según la valoración',
  distribution: 'Según la dispersión',
  distributionHint: 'lo que es más que ruido, no lo que le importa a nadie.',
  estimateReasons: {
    'fewer-than-two': 'menos de dos participantes',
    'estimate-not-finite': 'una puntuación demasiado grande para promediarla',
    'no-variance': 'todas las personas tienen el mismo valor',
    withheld: 'reservado: muy pocas personas de clínicas que no son la suya',
    'nobody-improved': 'nadie mejoró',
    'everybody-improved': 'todas las personas mejoraron',
    separated: 'un valor separa a quienes mejoraron de los demás: la curva no tiene pendiente que estimar',
    'did-not-converge': 'la búsqueda de la estimación no terminó',
    'no-cut-better-than-chance': 'ningún corte es mejor que el azar',
    'slope-not-positive': 'más mejoría no acompaña a haber mejorado',
    'reliability-unknown': 'no se conoce la fiabilidad de esta puntuación',
  },
  resamples: 'Remuestreos sin estimación',
  failedOf: (failed, replicates) => `${failed} de ${replicates}`,
  noInterval: 'ninguno: más de uno de cada diez remuestreos no dio estimación',
  noBootstrap: 'ninguno: no se pidieron remuestreos',
  unconfirmed: 'sin confirmar',
  unconfirmedHint:
    'Sin confirmar: las constantes del ajuste son de memoria y aquí no se han cotejado con lo impreso.',
  bootstrap: (replicates, seed) =>
    `Intervalos de ROC y del modelo predictivo: percentiles de ${replicates} remuestreos de los participantes, semilla ${seed}. Los de los cambios medios: t.`,
  roc: 'Curva ROC',
  rocLead: (area) => `Área bajo la curva ${area}.`,
  rocDescription: (area, cut) =>
    `Proporción de quienes mejoraron frente a la de los demás en cada corte; área ${area}, mejor corte ${cut}.`,
  rocCaption: 'A quién llama mejorado cada corte',
  bestCut: (cut) => `mejor corte ${cut}`,
  cut: 'Al menos',
  everybodyCut: 'todas',
  nobodyCut: 'ninguna',
  sensitivity: 'De quienes mejoraron',
  falseAlarms: 'De los demás',
  ofImproved: 'de quienes mejoraron, %',
  ofOthers: 'de los demás, %',
  curves: 'Quién mejoró al menos tanto',
  curvesLead: (level) =>
    `Cada grupo según su valoración, con su banda puntual del ${level}; a trazos, todas las personas. Un valor del eje es un umbral; la altura de una curva, la proporción que lo alcanza.`,
  missingBothWays: 'Todas las personas, con lo que falta contado de ambas maneras',
  leftOut: 'sin lo que falta',
  notImproved: 'lo que falta como no mejorado',
  ofGroup: 'este grupo',
  everybody: 'todas las personas',
  steps: (steps, title) => `${steps}: ${title}`,
  curveDescription: (title, reached) => `${title}: ${reached}.`,
  reached: (share, least) => `${share} al menos ${least}`,
  atLeast: 'Al menos',
  share: 'Proporción',
  improvementAxis: 'mejoría de al menos, puntos',
  groups: 'Según la valoración',
  rating: 'Valoración, en pasos desde sin cambios',
  mean: 'Mejoría media',
  median: 'Mediana',
  deviation: 'Desviación estándar',
  detailWithheld:
    'Los grupos, las curvas y los cortes no se muestran: hablarían de personas concretas de clínicas que no son la suya. Los ve quien pertenece a todas las clínicas.',
  withheldHeading: 'No se le muestra',
  withheld: (minimum) =>
    `En clínicas que no son la suya mejoraron menos de ${minimum} personas, o menos de ${minimum} no mejoraron, así que no se muestra nada.`,
  notEstimated: 'No se puede estimar ningún umbral',
  resultReasons: {
    'no-anchor': 'El estudio no pide ninguna valoración global del cambio con la que fijar un umbral.',
    'anchor-has-no-unchanged':
      'La valoración global del estudio no tiene respuesta que signifique «sin cambios».',
    'not-measured': 'El estudio no mide esto.',
  },
}
