import bpiSf from './bpi-sf-1.0.0.json' with { type: 'json' }
import cadss6 from './cadss-6-1.0.0.json' with { type: 'json' }
import comm from './comm-1.0.0.json' with { type: 'json' }
import csq8 from './csq-8-1.0.0.json' with { type: 'json' }
import dn4 from './dn4-1.0.0.json' with { type: 'json' }
import eq5d5l from './eq-5d-5l-1.0.0.json' with { type: 'json' }
import gad2 from './gad-2-1.0.0.json' with { type: 'json' }
import gad7 from './gad-7-1.0.0.json' with { type: 'json' }
import isi from './isi-1.0.0.json' with { type: 'json' }
import misuseGate from './misuse-gate-1.0.0.json' with { type: 'json' }
import odi from './odi-1.0.0.json' with { type: 'json' }
import ort from './ort-1.0.0.json' with { type: 'json' }
import ownGoal from './own-goal-1.0.0.json' with { type: 'json' }
import pcs from './pcs-1.0.0.json' with { type: 'json' }
import peg from './peg-1.0.0.json' with { type: 'json' }
import pgic from './pgic-1.0.0.json' with { type: 'json' }
import phq2 from './phq-2-1.0.0.json' with { type: 'json' }
import phq8 from './phq-8-1.0.0.json' with { type: 'json' }
import phq9 from './phq-9-1.0.0.json' with { type: 'json' }
import promis29V2 from './promis-29-2.0.0.json' with { type: 'json' }
import promisAnxiety4a from './promis-anxiety-4a-1.0.0.json' with { type: 'json' }
import promisCognitiveAbilities2a from './promis-cognitive-abilities-2a-1.0.0.json' with { type: 'json' }
import promisDepression4a from './promis-depression-4a-1.0.0.json' with { type: 'json' }
import promisDepression8a from './promis-depression-8a-1.0.0.json' with { type: 'json' }
import promisFatigue4a from './promis-fatigue-4a-1.0.0.json' with { type: 'json' }
import promisGlobalHealth from './promis-global-health-1.0.0.json' with { type: 'json' }
import promisPainInterference4a from './promis-pain-interference-4a-1.0.0.json' with { type: 'json' }
import promisPhysicalFunction4a from './promis-physical-function-4a-1.0.0.json' with { type: 'json' }
import promisPhysicalFunction4aV2 from './promis-physical-function-4a-2.0.0.json' with { type: 'json' }
import promisSleepDisturbance4a from './promis-sleep-disturbance-4a-1.0.0.json' with { type: 'json' }
import promisSocialRoles4aV2 from './promis-social-roles-4a-2.0.0.json' with { type: 'json' }
import pseq from './pseq-1.0.0.json' with { type: 'json' }
import psqi from './psqi-1.0.0.json' with { type: 'json' }
import qidsSr16 from './qids-sr16-1.0.0.json' with { type: 'json' }
import rand36 from './rand-36-1.0.0.json' with { type: 'json' }
import rand36GeneralHealth from './rand-36-general-health-1.0.0.json' with { type: 'json' }
import rmdq from './rmdq-1.0.0.json' with { type: 'json' }
import satisfaction from './satisfaction-1.0.0.json' with { type: 'json' }
import sideEffects from './side-effects-1.0.0.json' with { type: 'json' }
import sleepQuality from './sleep-quality-1.0.0.json' with { type: 'json' }
import taps1 from './taps-1-1.0.0.json' with { type: 'json' }
import who5 from './who-5-1.0.0.json' with { type: 'json' }
import whodas212 from './whodas-2-12-1.0.0.json' with { type: 'json' }
import worstPainNrs from './worst-pain-nrs-1.0.0.json' with { type: 'json' }

/** Every instrument version that ships with Concord, as written. */
export const shippedInstruments: readonly unknown[] = [
  bpiSf,
  cadss6,
  comm,
  csq8,
  dn4,
  eq5d5l,
  gad2,
  gad7,
  isi,
  misuseGate,
  odi,
  ort,
  ownGoal,
  pcs,
  peg,
  pgic,
  phq2,
  phq8,
  phq9,
  promis29V2,
  promisAnxiety4a,
  promisCognitiveAbilities2a,
  promisDepression4a,
  promisDepression8a,
  promisFatigue4a,
  promisGlobalHealth,
  promisPainInterference4a,
  promisPhysicalFunction4a,
  promisPhysicalFunction4aV2,
  promisSleepDisturbance4a,
  promisSocialRoles4aV2,
  pseq,
  psqi,
  qidsSr16,
  rand36,
  rand36GeneralHealth,
  rmdq,
  satisfaction,
  sideEffects,
  sleepQuality,
  taps1,
  who5,
  whodas212,
  worstPainNrs,
]
