import bpiSfV1_0_0 from './bpi-sf-1.0.0.json' with { type: 'json' }
import cadss6V1_0_0 from './cadss-6-1.0.0.json' with { type: 'json' }
import commV1_0_0 from './comm-1.0.0.json' with { type: 'json' }
import csq8V1_0_0 from './csq-8-1.0.0.json' with { type: 'json' }
import csq8V2_0_0 from './csq-8-2.0.0.json' with { type: 'json' }
import dn4V1_0_0 from './dn4-1.0.0.json' with { type: 'json' }
import eq5d5lV1_0_0 from './eq-5d-5l-1.0.0.json' with { type: 'json' }
import gad2V1_0_0 from './gad-2-1.0.0.json' with { type: 'json' }
import gad7V1_0_0 from './gad-7-1.0.0.json' with { type: 'json' }
import isiV1_0_0 from './isi-1.0.0.json' with { type: 'json' }
import misuseGateV1_0_0 from './misuse-gate-1.0.0.json' with { type: 'json' }
import misuseGateV1_1_0 from './misuse-gate-1.1.0.json' with { type: 'json' }
import odiV1_0_0 from './odi-1.0.0.json' with { type: 'json' }
import ortV1_0_0 from './ort-1.0.0.json' with { type: 'json' }
import ownGoalV1_0_0 from './own-goal-1.0.0.json' with { type: 'json' }
import ownGoalV1_1_0 from './own-goal-1.1.0.json' with { type: 'json' }
import pcsV1_0_0 from './pcs-1.0.0.json' with { type: 'json' }
import pegV1_0_0 from './peg-1.0.0.json' with { type: 'json' }
import pgicV1_0_0 from './pgic-1.0.0.json' with { type: 'json' }
import phq2V1_0_0 from './phq-2-1.0.0.json' with { type: 'json' }
import phq8V1_0_0 from './phq-8-1.0.0.json' with { type: 'json' }
import phq8V1_1_0 from './phq-8-1.1.0.json' with { type: 'json' }
import phq9V1_0_0 from './phq-9-1.0.0.json' with { type: 'json' }
import phq9V1_1_0 from './phq-9-1.1.0.json' with { type: 'json' }
import promis29V2_0_0 from './promis-29-2.0.0.json' with { type: 'json' }
import promisAnxiety4aV1_0_0 from './promis-anxiety-4a-1.0.0.json' with { type: 'json' }
import promisCognitiveAbilities2aV1_0_0 from './promis-cognitive-abilities-2a-1.0.0.json' with { type: 'json' }
import promisCognitiveAbilities2aV1_0_1 from './promis-cognitive-abilities-2a-1.0.1.json' with { type: 'json' }
import promisDepression4aV1_0_0 from './promis-depression-4a-1.0.0.json' with { type: 'json' }
import promisDepression8aV1_0_0 from './promis-depression-8a-1.0.0.json' with { type: 'json' }
import promisFatigue4aV1_0_0 from './promis-fatigue-4a-1.0.0.json' with { type: 'json' }
import promisGlobalHealthV1_0_0 from './promis-global-health-1.0.0.json' with { type: 'json' }
import promisPainInterference4aV1_0_0 from './promis-pain-interference-4a-1.0.0.json' with { type: 'json' }
import promisPhysicalFunction4aV1_0_0 from './promis-physical-function-4a-1.0.0.json' with { type: 'json' }
import promisPhysicalFunction4aV1_0_1 from './promis-physical-function-4a-1.0.1.json' with { type: 'json' }
import promisPhysicalFunction4aV2_0_0 from './promis-physical-function-4a-2.0.0.json' with { type: 'json' }
import promisSleepDisturbance4aV1_0_0 from './promis-sleep-disturbance-4a-1.0.0.json' with { type: 'json' }
import promisSocialRoles4aV2_0_0 from './promis-social-roles-4a-2.0.0.json' with { type: 'json' }
import pseqV1_0_0 from './pseq-1.0.0.json' with { type: 'json' }
import psqiV1_0_0 from './psqi-1.0.0.json' with { type: 'json' }
import psqiV2_0_0 from './psqi-2.0.0.json' with { type: 'json' }
import qidsSr16V1_0_0 from './qids-sr16-1.0.0.json' with { type: 'json' }
import rand36V1_0_0 from './rand-36-1.0.0.json' with { type: 'json' }
import rand36GeneralHealthV1_0_0 from './rand-36-general-health-1.0.0.json' with { type: 'json' }
import rmdqV1_0_0 from './rmdq-1.0.0.json' with { type: 'json' }
import rmdqV2_0_0 from './rmdq-2.0.0.json' with { type: 'json' }
import satisfactionV1_0_0 from './satisfaction-1.0.0.json' with { type: 'json' }
import satisfactionV1_1_0 from './satisfaction-1.1.0.json' with { type: 'json' }
import sideEffectsV1_0_0 from './side-effects-1.0.0.json' with { type: 'json' }
import sideEffectsV1_1_0 from './side-effects-1.1.0.json' with { type: 'json' }
import sleepQualityV1_0_0 from './sleep-quality-1.0.0.json' with { type: 'json' }
import sleepQualityV1_1_0 from './sleep-quality-1.1.0.json' with { type: 'json' }
import taps1V1_0_0 from './taps-1-1.0.0.json' with { type: 'json' }
import who5V1_0_0 from './who-5-1.0.0.json' with { type: 'json' }
import whodas212V1_0_0 from './whodas-2-12-1.0.0.json' with { type: 'json' }
import whodas212V2_0_0 from './whodas-2-12-2.0.0.json' with { type: 'json' }
import worstPainNrsV1_0_0 from './worst-pain-nrs-1.0.0.json' with { type: 'json' }
import worstPainNrsV1_1_0 from './worst-pain-nrs-1.1.0.json' with { type: 'json' }

/** Every instrument version that ships with Concord. */
export const shippedInstruments: readonly unknown[] = [
  bpiSfV1_0_0,
  cadss6V1_0_0,
  commV1_0_0,
  csq8V1_0_0,
  csq8V2_0_0,
  dn4V1_0_0,
  eq5d5lV1_0_0,
  gad2V1_0_0,
  gad7V1_0_0,
  isiV1_0_0,
  misuseGateV1_0_0,
  misuseGateV1_1_0,
  odiV1_0_0,
  ortV1_0_0,
  ownGoalV1_0_0,
  ownGoalV1_1_0,
  pcsV1_0_0,
  pegV1_0_0,
  pgicV1_0_0,
  phq2V1_0_0,
  phq8V1_0_0,
  phq8V1_1_0,
  phq9V1_0_0,
  phq9V1_1_0,
  promis29V2_0_0,
  promisAnxiety4aV1_0_0,
  promisCognitiveAbilities2aV1_0_0,
  promisCognitiveAbilities2aV1_0_1,
  promisDepression4aV1_0_0,
  promisDepression8aV1_0_0,
  promisFatigue4aV1_0_0,
  promisGlobalHealthV1_0_0,
  promisPainInterference4aV1_0_0,
  promisPhysicalFunction4aV1_0_0,
  promisPhysicalFunction4aV1_0_1,
  promisPhysicalFunction4aV2_0_0,
  promisSleepDisturbance4aV1_0_0,
  promisSocialRoles4aV2_0_0,
  pseqV1_0_0,
  psqiV1_0_0,
  psqiV2_0_0,
  qidsSr16V1_0_0,
  rand36V1_0_0,
  rand36GeneralHealthV1_0_0,
  rmdqV1_0_0,
  rmdqV2_0_0,
  satisfactionV1_0_0,
  satisfactionV1_1_0,
  sideEffectsV1_0_0,
  sideEffectsV1_1_0,
  sleepQualityV1_0_0,
  sleepQualityV1_1_0,
  taps1V1_0_0,
  who5V1_0_0,
  whodas212V1_0_0,
  whodas212V2_0_0,
  worstPainNrsV1_0_0,
  worstPainNrsV1_1_0,
]
