import { wordSet } from './seek.ts'

/** Capitalised words that follow "victim" or "resident" without being anyone: services, forms, makes. */
export const notNames = wordSet(
  `a access accounts act action address advice advisor adviser advisers after agencies agency agreement
   all alarm alert alliance also an analysis and anonymity anti anti-social appeal april are arrested as
   assessment assist assistance association associations asb ashford at attended august aware awareness
   based because board body bodies body-worn borough british bureau business but by call calls camera
   campaign capacity card care caseworker cctv centre champion champions charter christmas civic code
   cohort commission commissioner committee community company complaint complaints conference confidence
   consultation contact contract coordinator council councillor councillors county court covid crime
   crown csu data database day december department description details did digital disclosure district
   domestic easter employment empowerment english engagement event events evidence facebook families
   family february feedback fire first for force forum friday from fund funding gave group groups had has
   have he health help helpline her his home hospital housing hub i id if impact in inclusion index
   inspector in-person initiative initiatives insight instagram intelligence interview interviews into
   involvement is issue it january july june kent land leaflet letter liaison line lines list local
   london magistrates management manager march matrix may meeting meetings member members monday my
   national navigator neighbourhood needs network newsletter nhs night no north not notice november now
   nuisance october of off offence offences offender offenders offered office officer officers on
   online only open op operation or order other our outcome outcomes outreach panel parade parish parking
   partner partners partnership patrol pcso pack perception permit permits pilot plan plans point police
   policy portal prevention primary priority probation process profile profiles programme project
   protection protocol protect prevent public pubwatch quote rate rates record reducing reduction referral
   referrals refused register rehabilitation rep report reported reports representative representatives
   request requests response rights ring risk safe safeguarding safer safety said satisfaction saturday
   scheme schemes school section see september service services session sessions she snapchat social some
   south spoke staff standards statement statements status still strategy street sub-group sunday
   supervision support supported surrey survey surveys system task tasking team that the their then there
   they this thursday tiktok to today toolkit tracker trading training transfer treatment triangle
   trigger tuesday unit update updated updates urgent vehicle vehicles victim victims video visit visits
   voice voices volunteer volunteers vulnerability ward warden wardens was watch we website wednesday
   welfare wellbeing west whatsapp when where who will with withdrew witness witnesses women workshop
   would written year you young youth zone zones
   adult aged advised advises alleges alone anon anonymous anxious away back believes blaming both box calm child claims
   concerned confirmed confirms content did didn't does doesn't don't don denies distressed elderly else
   feels few fine five four gone happy having homeless identified injured intoxicated isolated juvenile keen
   known left likely lives living located lost many moved multiple named never new nobody noone now ok
   okay one ongoing pending pleased possible possibly potential present previously probably ran rang
   reluctant running safe saw says scared seeking seen several silent six stated states suspected teenager
   ten thinks three to traced two unhappy unsure unwilling upset used various very vulnerable walked walking
   wanted wants well went wishes withheld works yes
   age app appointment behaviour breach centred charge count demographics device dispute disputes
   display disruption ethnicity first focused gender guidance guide handbook id impact information
   intimidation journey led letters liability location mediation naming number numbers notices package packs participation personal
   permit retraction scrutiny shop specialist summons surcharge talking tracker type types watch work working
   audi bmw citroen corsa fiat ford golf honda kia mercedes nissan peugeot range renault seat skoda suzuki
   toyota transit vauxhall volkswagen volvo vw yamaha
   adaf dash dvla idva iom isva kcap kcc kfrs kscb marac mappa maps pspo sarc secamb soc swf vpn
   asian caucasian european white-skinned male female unknown tbc none nil n/a`,
)

/** Behind one or two capitalised words these make a place or a body of them. */
export const placeWords = wordSet(
  `road rd street st avenue ave close crescent drive lane way court gardens grove place terrace walk mews
   hill rise view square park green estate ward village town centre hall house school college academy
   church station farm wood woods cottages association council police residents group society club
   pub inn hotel supermarket store surgery parish district borough forum homes housing`,
)

/** Behind "Mr" or "Ms" these are offices and software. */
export const afterTitle = wordSet(
  `and or mayor chairman chair chairperson speaker president justice recorder whippy tidy teams office
   word excel forms sharepoint outlook access planner project kent england britain world the out opportunity opportunities a an`,
)

/** "Suspect White male", "offender Black hoodie": what he looked like. */
export const colours = wordSet(
  'white black brown grey gray green blue red orange silver dark light',
)
export const described = wordSet(
  `male female man woman youth boy girl lad hoodie hoody hood jacket coat top cap trainers jeans tracksuit
   car van bike moped scooter transit golf bmw audi ford hair skinned clothing trousers shirt`,
)
