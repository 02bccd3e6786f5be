// Names of the world in Latin letters, near enough that whoever bears one knows it again: for
// papers whose fonts have no other letters. Vowels that a script does not write stay away.
import { soundOf } from './pinyin.ts'

/** Each letter with its Latin ones right behind it. */
const pairs = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines
      .flatMap((line) => line.split(' '))
      .map(([letter = '', ...latin]) => [letter, latin.join('')]),
  )

const row = (from: number, latin: string): Record<string, string> =>
  Object.fromEntries(latin.split(' ').map((one, at) => [String.fromCodePoint(from + at), one]))

const letters: Readonly<Record<string, string>> = {
  ...pairs([
    'اa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk لl مm نn هh وw يy',
    'ىa ةa ء ٱa پp چch ژzh گg کk یy ڤv ہh ے e ٹt ڈd ڑr ںn ھh',
    'אa בb גg דd הh וv זz חch טt יy כk ךk לl מm םm נn ןn סs עa פp ףf צts ץts קk רr שsh תt',
    'աa բb գg դd եe զz էe ըy թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj',
    'ռr սs վv տt րr ցts ւv փp քk օo ֆf ևev',
    'აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz',
    'წts ჭch ხkh ჯj ჰh',
    'あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte とto',
    'なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo らra りri',
    'るru れre ろro わwa をo んn ゃya ゅyu ょyo っ ー',
  ]),
  // The parts of which Korean syllables are made.
  ...row(0x1100, 'g kk n d tt r m b pp s ss  j jj ch k t p h'),
  ...row(0x1161, 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'),
  ...row(0x11a8, 'k kk ks n nj nh t l lg lm lb ls lt lp lh m p ps t t ng t t k t p h'),
}

/** The same sound in the other of the two Japanese scripts. */
const hiragana = (letter: string) =>
  /[ァ-ヶ]/.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60) : letter

/** Chinese signs; the Japanese write with them too. */
export const isChinese = (letter: string): boolean => /^\p{Script=Han}/u.test(letter)

/** In Latin letters, all of them small; null where no way is known. */
export function romanised(letter: string): string | null {
  if (isChinese(letter)) return soundOf(letter) || null
  return letters[hiragana(letter).toLowerCase()] ?? null
}
