import ketamineInfusionRegistry100 from './ketamine-infusion-registry-1.0.0.json' with { type: 'json' }
import ketamineInfusionRegistry110 from './ketamine-infusion-registry-1.1.0.json' with { type: 'json' }
import ketamineInfusionRegistry120 from './ketamine-infusion-registry-1.2.0.json' with { type: 'json' }
import ketamineInfusionRegistry130 from './ketamine-infusion-registry-1.3.0.json' with { type: 'json' }
import ketamineInfusionRegistry140 from './ketamine-infusion-registry-1.4.0.json' with { type: 'json' }
import ketamineMagnesiumTrial100 from './ketamine-magnesium-trial-1.0.0.json' with { type: 'json' }
import ketamineMagnesiumTrial110 from './ketamine-magnesium-trial-1.1.0.json' with { type: 'json' }

/** Every version of every study that ships with Concord, as its file says it; the newest of each is in force. */
export const shippedStudies: readonly unknown[] = [
  ketamineInfusionRegistry100,
  ketamineInfusionRegistry110,
  ketamineInfusionRegistry120,
  ketamineInfusionRegistry130,
  ketamineInfusionRegistry140,
  ketamineMagnesiumTrial100,
  ketamineMagnesiumTrial110,
]
