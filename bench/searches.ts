// What people type into the search box, in the ways they type it.

export const searches = {
  'the beginning of a word': ['shoq', 'udruž', 'prish', 'fondac', 'bletar'],
  'one word': ['shpresa', 'pozorište', 'youth', 'koalicioni', 'lasta'],
  'several words': [
    'shoqata për rini prizren',
    'udruženje za zaštitu dece',
    'centre for local democracy',
    'fondacioni drita e gjilanit',
  ],
  'letters with and without marks': [
    'Đakovica',
    'Djakovica',
    'Gjakovë',
    'gjakove',
    'pejë',
    'udruzenje zena',
  ],
  'Cyrillic letters': ['Удружење за младе', 'Ђаковица', 'Призрен', 'заштита деце'],
  'mistyped words': ['shoqtaa rinroe', 'udruzneje mladih', 'prizern', 'fondaciuni', 'demokracy'],
  'nothing to find': ['qwxzzy', 'zzzz yyyy xxxx', '42424242'],
  'one letter': ['s', 'a', 'ђ'],
  'words that stand in every second name': ['për', 'shoqata', 'association for'],
} as const

export type Manner = keyof typeof searches

export const manners = Object.keys(searches) as Manner[]
