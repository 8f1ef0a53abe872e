import type { breakdownText as english } from '../en/breakdown.ts'
import type { Translation } from '../words/translation.ts'

export const breakdownText: Translation<typeof english> = {
  everybody: 'Todos',
  choose: 'Desglosar por',
  nothing: 'Nada',
  filtered: (words) => `Solo participantes con: ${words}.`,
  filteredHint: 'Un grupo elegido por una característica es exploratorio.',
  either: ' o ',
  by: (attribute) => `Por característica: ${attribute}`,
  group: 'Grupo',
  due: 'Esperados',
  met: 'Cumplieron',
  rate: 'Tasa',
  interval: 'Intervalo del 95 %',
  observed: 'Tasa de los casos observados',
  pooled: 'Combinada entre clínicas',
  notPooled: 'Sin combinar',
  n: 'Participantes',
  mean: 'Cambio medio',
  ratesNote:
    'Cada participante está en un solo grupo, de modo que los esperados y los que cumplieron suman el total. Los grupos no se asignaron al azar: sus diferencias son asociaciones, y algunas parecen grandes por azar.',
  meansNote:
    'Cada participante está en un solo grupo. Los grupos no se asignaron al azar: sus diferencias son asociaciones, y algunas parecen grandes por azar.',
}
