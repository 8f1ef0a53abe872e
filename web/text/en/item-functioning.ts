import type { ITEM_FUNCTIONING_REFUSALS, ITEM_REFUSALS } from '../../api/analyses/item-functioning.ts'

/** Differential item functioning. */
export const itemFunctioningText = {
  heading: 'Items by group (DIF)',
  lead: 'Whether people of different groups with the same total answer an item differently. If they do, their totals do not mean the same.',
  how: 'Proportional odds of each item on the total, the group and their product (Swaminathan and Rogers 1990, Zumbo 1999). Adjusted p: both effects at once, Holm over the items. Uniform: the same shift at every total; the odds ratio is its size. Non-uniform: the shift depends on the total. With many participants small shifts are significant too, so read p beside the change in R² (Nagelkerke). Clustering in clinics is not modeled.',
  by: { language: 'By language', mode: 'By mode of answering', site: 'By clinic' },
  modes: { web: 'web', text: 'text message', phone: 'phone interview', mixed: 'several modes' },
  item: 'Item',
  adjusted: 'p, adjusted',
  uniform: 'p, uniform',
  nonUniform: 'p, non-uniform',
  r2Change: 'Change in R²',
  oddsRatio: (group: string, against: string) => `Odds ratio, ${group} against ${against}`,
  leftOut: (groups: string) => `Left out, with too few participants: ${groups}.`,
  reasons: {
    'no-sum-of-items': 'This scale is not a sum or mean of items.',
    'fewer-than-two-items': 'With fewer than two items the total is the item.',
    'fewer-than-two-groups':
      'Fewer than two groups have 30 participants who answered every item, or the study’s minimum.',
  } satisfies Record<(typeof ITEM_FUNCTIONING_REFUSALS)[number], string>,
  itemReasons: {
    'same-answer': 'everyone gave the same answer',
    separated: 'total and group determine the answer',
  } satisfies Record<(typeof ITEM_REFUSALS)[number], string>,
}
