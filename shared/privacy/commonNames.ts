import { wordSet } from './seek.ts'

/**
 * Names common enough in England to be known when written small: "neighbour dave", "victim karen hobday".
 * Chosen by hand; names that are words too (Mark, Will, Rose) stand apart below.
 * A name that is not here is still noticed when it has its capital letter.
 */
const forenames = wordSet(
  `aaron abdul abigail adam ahmed aidan aisha alan albert alex alexander alexandra alfie ali alice alison
   amanda amelia amir amy andrea andrew andy angela anita ann anna anne annie anthony antonio ashley
   barbara barry becky ben benjamin bernard beth bethany betty billy bob bobby bradley brandon brenda
   brian bridget bronwen caitlin callum cameron carl carla carol caroline carolyn catherine cath cathy
   charlene charles charlie charlotte chelsea cheryl chloe chris christian christina christine
   christopher claire clare claudia clive colin connor craig courtney daisy daljit damian dan daniel
   danielle danny darren dave david dawid dawn dean deborah debbie declan denise dennis derek diana
   diane dominic donna doreen doris dorothy douglas dylan edward eileen elaine eleanor elizabeth ella
   ellie emily emma eric ethan evelyn ewan faisal fatima fiona florence frances francis frank fred
   freddie gareth gary gavin gemma geoff geoffrey george georgia georgina gerald gina gladys glenn
   gordon graham greg gurpreet hannah harpreet harriet harry hassan hayley heather helen henry holly
   howard ian ibrahim imran irene isabel isabella isla ivan jacob jade jake jamal james jamie jane janet
   janice jasmine jason jay jean jeff jennifer jenny jeremy jessica jill jim jimmy jo joan joanna joanne
   joe joel john johnny jon jonathan jordan jose joseph josh joshua joyce judith julia julian julie june
   justin karen karim karl kate katherine kathleen kathy katie kayleigh keeley keith kelly kelvin ken
   kenneth kerry kevin kieran kim kirsty kyle laura lauren laurence leah leanne lee leo leon leroy lesley
   leslie lewis liam lily linda lisa liz logan lorraine louis louise lucas lucy luke lydia lynn lynne
   malcolm mandy marcin marek margaret maria marie marion martin mary mason matt matthew maureen max
   megan melanie melissa mia michael michelle mick mike millie mohamed mohammad mohammed molly muhammad
   nadia naomi natalie natasha nathan neil niall nick nicola nicholas nigel noah norma olivia oliver
   olga oscar owen pam pamela parveen patricia patrick paul paula pauline penny peter phil philip phyllis
   piotr poppy priya rachel raj rajesh ralph raymond rebecca reece rhys ricky richard rita robert roger
   ron ronald rory ross ruth ryan sally sam samantha samir samuel sandra sanjay sara sarah scott sean
   shane shannon sharon shaun sheila shirley sian simon sophia sophie stacey stan stanley stella stephanie
   stephen steve steven stuart susan suzanne tara tasha teresa terry theo theresa thomas tim timothy tina
   toby tom tommy toni tony tracey tracy trevor tyler usman valerie vanessa vera veronica vicky victoria
   vincent wayne wendy yasmin yusuf yvonne zac zach zara zoe
   ava blake caleb corey dennis devon dexter dominik ellen evie finley freya grzegorz harley jayden
   jermaine jordon kacey kai kayden keira kian kieron lacey lexi lola mehmet mya nathaniel nikita ollie
   reuben riley rohan ronnie sebastian sonia tanya tia tomasz tyrone wesley zofia`,
)

const surnames = wordSet(
  `adams ahmed ali allen anderson andrews armstrong bailey baker barnes begum bennett campbell clarke
   collins cooper davies davis edwards ellis evans fletcher gibson graham griffiths hamilton harris
   harrison harvey henderson hughes hussain jackson jenkins johnson jones kaur kelly kennedy khan lewis
   lloyd macdonald marshall mcdonald mitchell morgan morris murphy murray o'brien o'connor o'neill owen
   palmer parker patel patterson phillips powell reynolds richards richardson roberts robertson robinson
   rogers russell saunders shah simpson singh smith smyth spencer stevens stewart sullivan taylor thompson
   turner walker watson webb wilkinson williams williamson wilson wright`,
)

/** Given names that are words too: known with a capital letter only. */
const wordsToo = wordSet(
  `angel april archie art autumn basil bill carter chase christian chuck dale daisy dawn dean drew faith
   frank gene glen grace grant guy hazel heather holly hope iris ivy jack jade jay jean joy june kim lee
   lily mark mason max may miles nick olive pat paige penny poppy ray reg rob robin rose ruby ron rusty
   sandy skip sue summer victor violet will`,
)

export const isForename = (word: string) => {
  const small = word.toLowerCase()
  return forenames.has(small) || wordsToo.has(small)
}

export const isKnownName = (word: string) => isForename(word) || surnames.has(word.toLowerCase())

/** Whether a word written small can only be a name. */
export const isNameWithoutCapital = (word: string) =>
  (forenames.has(word) && !wordsToo.has(word)) || surnames.has(word)
