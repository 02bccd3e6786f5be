// Real projects, with public facts only. What is not known is left out and shown as unknown; a name
// that we do not know in a language is not translated.
import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'

export interface RealProject {
  readonly slug: string
  /** The slug of who carries it out; null when nobody has said. */
  readonly implementer: string | null
  readonly funder?: string
  readonly partners?: readonly string[]
  readonly sub_recipients?: readonly string[]
  readonly name: Localized
  readonly summary: Localized
  /** Markdown. */
  readonly specific_goals?: Localized
  readonly areas: readonly Area[]
  /** Codes of municipalities. */
  readonly municipalities?: readonly string[]
  readonly contract_number?: string
  readonly starts?: string
  readonly ends?: string
  readonly months?: number
  readonly budget?: { readonly minor: bigint; readonly currency: string }
  readonly target_groups?: readonly Localized[]
  /** Numbers that were promised. What was reached is not known. */
  readonly targets?: readonly { readonly title: Localized; readonly value: number }[]
}

export const realProjects: readonly RealProject[] = [
  {
    slug: 'citizen-engagement-activity',
    implementer: 'kcsf',
    funder: 'usaid-kosovo',
    name: { en: 'Citizen Engagement Activity' },
    summary: {
      sq: 'Pesë vjet mbështetje për aktivizmin në bashkësi: akademi për aktivistë të rinj, trajnime dhe mentorim për organizata, forume për hallet që i thonë vetë qytetarët dhe ndihmë juridike kur kërkohen të drejta të përbashkëta.',
      sr: 'Pet godina podrške aktivizmu u zajednici: akademija za mlade aktiviste, obuke i mentorstvo za organizacije, forumi o problemima koje građani sami iznose i pravna pomoć kada se traže zajednička prava.',
      en: 'Five years of help for local activism: an academy for young activists, training and mentors for organisations, forums on what citizens themselves say is wrong, and legal help where shared rights are at stake.',
    },
    specific_goals: {
      sq: '- akademi e lidershipit\n- raportim financiar i organizatave në internet\n- regjistër i donacioneve në internet\n- financim nga shumë njerëz, i hapur për mbështetës kudo në botë\n- vendosje e vullnetarëve ekspertë dhe e njohurive të diasporës\n- forume mes sektorëve\n- mbikëqyrje e strategjisë katërvjeçare të qeverisë për bashkëpunim me shoqërinë civile\n- këshillim për gjetjen e financuesve',
      sr: '- akademija liderstva\n- finansijsko izveštavanje organizacija na internetu\n- registar donacija na internetu\n- grupno finansiranje, otvoreno za pristalice bilo gde u svetu\n- angažovanje stručnih dobrovoljaca i znanja dijaspore\n- forumi između sektora\n- nadzor nad četvorogodišnjom strategijom vlade za saradnju sa civilnim društvom\n- savetovanje o pronalaženju finansijera',
      en: '- a leadership academy\n- financial reports of organisations on line\n- a register of donations on line\n- crowdfunding that supporters anywhere can join\n- expert volunteers and the knowledge of the diaspora put to use\n- forums across sectors\n- a watch on the four-year strategy of the government for working with civil society\n- coaching on how to find funders',
    },
    areas: ['democracy', 'civil_society'],
    starts: '2021-08',
    ends: '2026-07',
  },
  {
    slug: 'outreach-north',
    implementer: 'aktiv',
    funder: 'eu-office',
    name: { en: 'Civil society outreach in northern Kosovo' },
    summary: {
      sq: 'Ndihmon organizata të zgjedhura në veri t’u afrohen bashkësive të tyre: rrjet vullnetarësh, portal i përbashkët, prani në internet dhe të rinj që marrin pjesë në vendimet lokale.',
      sr: 'Pomaže odabranim organizacijama na severu da priđu svojim zajednicama: mreža dobrovoljaca, zajednički portal, prisustvo na internetu i mladi koji učestvuju u lokalnim odlukama.',
      en: 'Brings chosen organisations in the north closer to their communities: a network of volunteers, a portal they share, a presence on line, and young people with a part in local decisions.',
    },
    areas: ['communities', 'youth', 'civil_society'],
  },
  {
    slug: 'cso-platform-north',
    implementer: 'aktiv',
    funder: 'eu-office',
    name: { en: 'CSO platform for policy and advocacy in the north' },
    summary: {
      sq: 'Organizatat e veriut hulumtojnë, rekomandojnë dhe avokojnë së bashku për të drejtat e pakicave, sigurinë dhe integrimin evropian, me trajnime dhe një anketë se si i sheh bashkësia serbe sfidat e veta kryesore.',
      sr: 'Organizacije sa severa zajedno istražuju, predlažu i zagovaraju prava manjina, bezbednost i evropske integracije, uz obuke i anketu o tome kako srpska zajednica vidi svoje glavne društvene izazove.',
      en: 'Organisations of the north do research, make recommendations and speak up together on minority rights, security and European integration, with training and a survey of what the Serbian community sees as its main challenges.',
    },
    areas: ['communities', 'european_integration'],
    targets: [
      {
        title: {
          sq: 'Nisma avokimi ndaj komunave dhe Kuvendit',
          sr: 'Inicijative zagovaranja prema opštinama i Skupštini',
          en: 'Advocacy initiatives towards municipalities and the Assembly',
        },
        value: 15,
      },
    ],
  },
  {
    slug: 'advancing-kosovo-together-local-solution',
    implementer: null,
    sub_recipients: ['aktiv', 'krd', 'cpt'],
    name: { en: 'Advancing Kosovo Together: Local Solution' },
    summary: {
      sq: 'Bashkëpunim mes bashkësive shumicë dhe pakicë: grante të vogla për infrastrukturë lokale, grante për biznese të reja dhe ekzistuese me trajnime për të rinj e gra, dhe ndihmë teknike për shërbime komunale më të mira.',
      sr: 'Saradnja većinskih i manjinskih zajednica: mali grantovi za lokalnu infrastrukturu, grantovi za nova i postojeća preduzeća uz obuke za mlade i žene, i tehnička pomoć za bolje opštinske usluge.',
      en: 'Majority and minority communities working together: small grants for local infrastructure, grants for new and existing businesses with training for young people and women, and technical help for better municipal services.',
    },
    specific_goals: {
      sq: '- përfshirja e qytetarëve\n- zhvillimi i bizneseve\n- zhvillimi komunal',
      sr: '- uključivanje građana\n- razvoj preduzeća\n- razvoj opština',
      en: '- citizen engagement\n- business development\n- municipal development',
    },
    areas: ['communities', 'economy'],
    contract_number: '984',
    starts: '2014-10-01',
    ends: '2018-10-01',
    budget: { minor: 700_000_000n, currency: 'USD' },
    target_groups: [
      {
        sq: 'Pushteti qendror dhe lokal',
        sr: 'Centralna i lokalna vlast',
        en: 'Central and local government',
      },
      {
        sq: 'Bashkësitë shumicë dhe joshumicë',
        sr: 'Većinske i nevećinske zajednice',
        en: 'Majority and non-majority communities',
      },
      {
        sq: 'Biznese të reja dhe ekzistuese',
        sr: 'Nova i postojeća preduzeća',
        en: 'New and existing businesses',
      },
      {
        sq: 'Organizata dhe grupe të bashkësisë',
        sr: 'Organizacije i grupe u zajednici',
        en: 'Organisations and community groups',
      },
    ],
  },
  {
    slug: 'a-stronger-coalition-for-child-protection',
    implementer: 'komf',
    name: { en: 'A stronger coalition for child protection' },
    summary: {
      sq: 'Koalicioni vlerëson nevojat e veta dhe të anëtarëve, trajnohet dhe mentorohet, përcjell zbatimin e Ligjit për mbrojtjen e fëmijës në komuna dhe i kthehet rekomandimeve në forume rajonale.',
      sr: 'Koalicija procenjuje svoje potrebe i potrebe članica, obučava se i dobija mentore, prati primenu Zakona o zaštiti deteta u opštinama i vraća se preporukama na regionalnim forumima.',
      en: 'The coalition looks at what it and its members need, is trained and mentored, watches how municipalities apply the Law on Child Protection, and comes back to its recommendations in regional forums.',
    },
    areas: ['children', 'civil_society'],
  },
]
