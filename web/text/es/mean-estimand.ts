import type { meanEstimandText as english } from '../en/mean-estimand.ts'
import type { Translation } from '../words/translation.ts'

export const meanEstimandText: Translation<typeof english> = {
  heading: 'Qué significan estos números',
  population: {
    'with-both-scores': 'participantes con una puntuación basal y otra en este momento, tratados o no',
    'with-a-follow-up-score':
      'participantes con una puntuación basal y al menos una de seguimiento, tratados o no',
  },
  allocated: 'Solo están en el modelo los participantes asignados a un grupo.',
  summaries: {
    'mean-change': (measure, population) =>
      `El cambio medio de ${measure}, seguimiento menos valor basal, de ${population}. Las puntuaciones que faltan no se completan.`,
    'adjusted-mean': (measure, population) =>
      `La media de ${measure} en cada seguimiento, con el valor basal medio, de ${population}.`,
  },
  strategies: {
    'treatment-policy': (events) => `No cambia lo que cuenta: ${events}.`,
    'left-out': (events) =>
      `Sin puntuación posterior, por lo que quedan fuera: ${events}. Si quienes se van están peor, la media parece mejor de lo que es.`,
    'modeled-as-staying': (events) =>
      `Sin puntuación posterior. El modelo la estima como si hubieran seguido en el estudio igual que otros con las mismas puntuaciones: ${events}.`,
  },
  afterDeath:
    'Después del fallecimiento no existe puntuación. La tasa de respuesta puede contar el fallecimiento como no cumplida: lea ambas juntas.',
  differences: {
    'mean-change': 'Los grupos se comparan por la diferencia de sus cambios medios.',
    'adjusted-mean': 'Los grupos se comparan por la diferencia de sus medias en cada seguimiento.',
  },
}
