import type { instrumentQualityText as english } from '../en/instrument-quality.ts'
import type { Translation } from '../words/translation.ts'

export const instrumentQualityText: Translation<typeof english> = {
  heading: 'Calidad del instrumento',
  lead: 'Cómo se comporta una escala con los datos de este estudio. El estudio puede tomar estos valores como fiabilidad, con su n.',
  consistency: 'Consistencia interna',
  estimate: 'Estimación',
  value: 'Valor',
  alpha: 'α de Cronbach',
  omega: 'ω de McDonald',
  n: (n) => `${n} participantes que respondieron a todos los ítems.`,
  itemRest: 'Cada ítem con la suma de los demás',
  item: 'Ítem',
  correlation: 'Correlación',
  ends: 'Suelo y techo',
  lowest: 'En la puntuación más baja posible',
  highest: 'En la puntuación más alta posible',
  of: (n) => `${n} participantes con puntuación.`,
  retest: 'Test–retest, de quienes dicen que no han cambiado',
  icc: 'CCI (acuerdo absoluto)',
  sem: 'Error estándar de medida',
  pairs: (n) =>
    `${n} participantes cuya valoración global en este momento es «sin cambios», valor basal frente a este momento. Entre ambos hay tratamiento y tiempo, por lo que es un límite inferior.`,
  reasons: {
    'no-sum-of-items': 'Esta escala no es una suma ni una media de ítems.',
    'fewer-than-two-items': 'Un solo ítem no tiene consistencia interna.',
    'too-few-participants': 'Menos de diez participantes respondieron a todos los ítems.',
    'an-item-without-spread': 'Todas las personas dieron la misma respuesta a un ítem.',
    'no-anchor': 'El estudio no pide una valoración global del cambio.',
    'anchor-has-no-unchanged': 'La valoración global no tiene «sin cambios».',
    'too-few-unchanged': 'Menos de diez participantes dicen que no han cambiado.',
  },
}
