import type { itemFunctioningText as english } from '../en/item-functioning.ts'
import type { Translation } from '../words/translation.ts'

export const itemFunctioningText: Translation<typeof english> = {
  heading: 'Ítems por grupo (DIF)',
  lead: 'Si personas de distintos grupos con el mismo total responden de otra manera a un ítem. Si es así, sus totales no significan lo mismo.',
  how: 'Posibilidades proporcionales (odds) de cada ítem según el total, el grupo y su producto (Swaminathan y Rogers 1990, Zumbo 1999). p ajustada: ambos efectos a la vez, Holm sobre los ítems. Uniforme: el mismo desplazamiento con cualquier total; la razón de posibilidades es su tamaño. No uniforme: el desplazamiento depende del total. Con muchos participantes también son significativos desplazamientos pequeños: lea p junto al cambio de R² (Nagelkerke). No se modela la agrupación en clínicas.',
  by: { language: 'Por idioma', mode: 'Por modo de respuesta', site: 'Por clínica' },
  modes: { web: 'web', text: 'mensaje de texto', phone: 'entrevista por teléfono', mixed: 'varios modos' },
  item: 'Ítem',
  adjusted: 'p ajustada',
  uniform: 'p uniforme',
  nonUniform: 'p no uniforme',
  r2Change: 'Cambio de R²',
  oddsRatio: (group, against) => `Razón de posibilidades, ${group} frente a ${against}`,
  leftOut: (groups) => `Excluidos por tener muy pocos participantes: ${groups}.`,
  reasons: {
    'no-sum-of-items': 'Esta escala no es una suma ni una media de ítems.',
    'fewer-than-two-items': 'Con menos de dos ítems el total es el ítem.',
    'fewer-than-two-groups':
      'Menos de dos grupos tienen 30 participantes que respondieron a todos los ítems, o el mínimo del estudio.',
  },
  itemReasons: {
    'same-answer': 'todas las personas dieron la misma respuesta',
    separated: 'el total y el grupo determinan la respuesta',
  },
}
