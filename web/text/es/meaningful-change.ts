import type { meaningfulChangeText as english } from '../en/meaningful-change.ts'
import type { Translation } from '../words/translation.ts'

export const meaningfulChangeText: Translation<typeof english> = {
  heading: 'Cambio clínicamente relevante',
  lead: '¿Cuánta mejoría importa? Varios métodos estiman la menor mejoría que notan los propios participantes. Ningún método basta por sí solo.',
  anchoredOn: (measure, timepoint, anchor) =>
    `Mejoría en «${measure}» desde el valor basal hasta ${timepoint}, en puntos. Un valor positivo es mejor. El anclaje es «${anchor}».`,
  association:
    'El participante da tanto la valoración como la puntuación. Un umbral muestra qué acompaña a sentirse mejor, no qué causó el tratamiento.',
  counted: (n, missing) =>
    `${n} participantes tienen la mejoría y la valoración. A ${missing} se les preguntó, pero les falta una de las dos.`,
  countedOnly: (n) =>
    `${n} participantes tienen la mejoría y la valoración. El número de quienes carecen de una de las dos está suprimido.`,
  improvedIs: (from, minimal) =>
    `Mejoría: ${from} o más pasos desde «sin cambios». Mejoría mínima: ${minimal}.`,
  weak: 'La valoración y la puntuación se relacionan poco (correlación de rangos menor de 0,30). No base ningún umbral en esta valoración.',
  weakUnknown:
    'No se conoce la correlación entre la valoración y la puntuación. No base ningún umbral en esta valoración.',
  unbalanced: (share) =>
    `Mejoró el ${share}. Fuera del intervalo de 30\u00a0% a 70\u00a0%, los umbrales por ROC y por modelo predictivo se sesgan hacia el grupo mayor. El método ajustado pretende corregirlo.`,
  nobody: 'Aún nadie tiene la mejoría y la valoración.',
  proportion: (share) => `Mejoría según la valoración: ${share}.`,
  correlation: 'Correlación entre la mejoría y la valoración',
  pearson: 'r de Pearson',
  spearman: 'ρ de Spearman (rangos)',
  correlationReasons: {
    'fewer-than-three': 'menos de tres participantes',
    'no-variance': 'todos los participantes tienen el mismo valor',
  },
  methods: 'Estimaciones por método',
  method: 'Método',
  methodsAxis: 'Mejoría, puntos',
  morePoints: 'se requiere más mejoría',
  methodNames: {
    'mean-change': 'Cambio medio, mejoría mínima',
    'over-unchanged': 'Cambio medio menos sin cambios',
    'ROC, Youden': 'Curva ROC (Youden)',
    'predictive modelling': 'Modelo predictivo',
    'adjusted predictive modelling (2017)': 'Modelo predictivo ajustado (2017)',
    half: 'Media desviación estándar basal',
    sem: 'Error estándar de medición',
    mdc90: 'Menor cambio detectable, 90\u00a0%',
    mdc95: 'Menor cambio detectable, 95\u00a0%',
  },
  anchored: 'Basados en el anclaje',
  distribution: 'Basados en la distribución',
  distributionHint:
    'Los métodos basados en la distribución muestran lo que es más que ruido, no lo que les importa a los participantes.',
  estimateReasons: {
    'fewer-than-two': 'menos de dos participantes',
    'estimate-not-finite': 'una puntuación es demasiado grande para promediarla',
    'no-variance': 'todos los participantes tienen el mismo valor',
    suppressed: 'suprimido: muy pocos participantes en clínicas que no son la suya',
    'nobody-improved': 'ningún participante mejoró',
    'everybody-improved': 'todos los participantes mejoraron',
    separated:
      'un valor separa por completo a quienes mejoraron de los demás, por lo que no se puede estimar la pendiente',
    'did-not-converge': 'la estimación no convergió',
    'no-cut-better-than-chance': 'ningún punto de corte es mejor que el azar',
    'slope-not-positive': 'más mejoría no se asocia con una mejor valoración',
    'reliability-unknown': 'no se conoce la fiabilidad de esta puntuación',
  },
  resamples: 'Remuestreos fallidos',
  failedOf: (failed, replicates) => `${failed} de ${replicates}`,
  noInterval: 'ninguno: más del 10\u00a0% de los remuestreos no dio estimación',
  noBootstrap: 'ninguno: no se solicitaron remuestreos',
  unconfirmed: 'sin confirmar',
  unconfirmedHint:
    'Sin confirmar: las constantes de este ajuste son las de una implementación pública en R. No se han cotejado con la publicación (Terluin, Eekhout y Terwee 2017).',
  bootstrap: (replicates, seed) =>
    `Los intervalos de ROC y del modelo predictivo son percentiles de ${replicates} remuestreos bootstrap (semilla ${seed}). Los de los cambios medios son intervalos t.`,
  roc: 'Curva ROC',
  rocLead: (area) => `Área bajo la curva: ${area}.`,
  rocDescription: (area, cut) =>
    `Sensibilidad frente a 1 − especificidad en cada punto de corte. Área ${area}, mejor punto de corte ${cut}.`,
  rocCaption: 'Sensibilidad y falsos positivos en cada punto de corte',
  bestCut: (cut) => `mejor punto de corte ${cut}`,
  cut: 'Al menos',
  everybodyCut: 'todos',
  nobodyCut: 'ninguno',
  sensitivity: 'Sensibilidad',
  falseAlarms: '1 − especificidad',
  ofImproved: 'sensibilidad, %',
  ofOthers: '1 − especificidad, %',
  curves: 'Proporción que mejoró al menos cada cantidad',
  curvesLead: (level) =>
    `Una curva por cada valoración, con una banda puntual del ${level}. La curva discontinua muestra a todos los participantes. El eje horizontal es el umbral. La altura es la proporción que lo alcanza.`,
  missingBothWays: 'Todos los participantes, con las respuestas que faltan contadas de ambas maneras',
  leftOut: 'sin contar lo que falta',
  notImproved: 'lo que falta cuenta como sin mejoría',
  ofGroup: 'este grupo',
  everybody: 'todos los participantes',
  steps: (steps, title) => `${steps}: ${title}`,
  curveDescription: (title, reached) => `${title}: ${reached}.`,
  reached: (share, least) => `${share} al menos ${least}`,
  atLeast: 'Al menos',
  share: 'Proporción',
  improvementAxis: 'mejoría de al menos, puntos',
  groups: 'Por valoración',
  rating: 'Valoración, pasos desde «sin cambios»',
  mean: 'Mejoría media',
  median: 'Mediana',
  deviation: 'Desviación estándar',
  detailSuppressed:
    'No se muestran los grupos, las curvas ni los puntos de corte, porque podrían identificar a participantes de clínicas que no son la suya. Los miembros de todas las clínicas pueden verlos.',
  suppressedHeading: 'Suprimido',
  suppressed: (minimum) =>
    `En clínicas que no son la suya, mejoraron menos de ${minimum} participantes, o menos de ${minimum} no mejoraron. No se pueden mostrar resultados.`,
  notEstimated: 'No se puede estimar ningún umbral',
  resultReasons: {
    'no-anchor': 'El estudio no tiene una valoración global del cambio que sirva de anclaje.',
    'anchor-has-no-unchanged':
      'La valoración global del cambio de este estudio no tiene una respuesta «sin cambios».',
    'not-measured': 'El estudio no incluye esta medida.',
  },
}
