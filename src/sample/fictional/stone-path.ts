// A project that is closed, with what it did not reach.
import type { Localized } from '#kit/localized.ts'
import type { FictionalProject } from './project-shape.ts'

const people: Localized = { sq: 'veta', sr: 'osoba', en: 'people' }

export const stonePath: FictionalProject = {
  slug: 'kamena-staza',
  organisation: 'zeleni-kamen',
  funder: 'fondi-ylli-i-mergates',
  partners: [],
  name: { sq: 'Shtegu i gurtë', sr: 'Kamena staza', en: 'The stone path' },
  summary: {
    sq: 'Me banorët shënuam një shteg malor dhe trajnuam të rinj si udhërrëfyes.',
    sr: 'Sa meštanima smo obeležili planinsku stazu i obučili mlade za vodiče.',
    en: 'With the people who live there we marked a mountain path and trained young people as guides.',
  },
  goal: {
    sq: 'Të rinjtë e fshatit fitojnë nga mali pa e dëmtuar.',
    sr: 'Mladi iz sela žive od planine, a ne štete joj.',
    en: 'Young people of the village earn from the mountain without harming it.',
  },
  specific_goals: {
    sq: '- një shteg i shënuar\n- udhërrëfyes të trajnuar',
    sr: '- obeležena staza\n- obučeni vodiči',
    en: '- a marked path\n- trained guides',
  },
  areas: ['environment', 'rural', 'economy'],
  municipalities: ['13'],
  contract_number: 'YM-17',
  starts: '2025-04',
  ends: '2026-03',
  budget_minor: 960_000n,
  budget: [
    {
      title: { sq: 'Shenja dhe urë', sr: 'Oznake i most', en: 'Signs and a bridge' },
      amount_minor: 540_000n,
    },
    {
      title: { sq: 'Trajnime', sr: 'Obuke', en: 'Training' },
      amount_minor: 300_000n,
    },
  ],
  target_groups: [
    {
      title: { sq: 'Të rinj të fshatit', sr: 'Mladi iz sela', en: 'Young people of the village' },
      planned: 12,
      reached: 9,
    },
  ],
  activities: [
    {
      title: { sq: 'Shënimi i shtegut', sr: 'Obeležavanje staze', en: 'Marking the path' },
      starts: '2025-05',
      ends: '2025-09',
      state: 'done',
    },
    {
      title: { sq: 'Ura mbi përrua', sr: 'Most preko potoka', en: 'A bridge over the stream' },
      starts: '2025-09',
      ends: '2025-11',
      state: 'dropped',
    },
  ],
  team: [
    {
      name: 'Mila Primerović',
      title: { sq: 'Koordinatore', sr: 'Koordinatorka', en: 'Coordinator' },
    },
  ],
  risks: [],
  objectives: [
    {
      title: {
        sq: 'Mali ka udhërrëfyes',
        sr: 'Planina ima vodiče',
        en: 'The mountain has guides',
      },
      indicators: [
        {
          title: {
            sq: 'Udhërrëfyes të trajnuar',
            sr: 'Obučeni vodiči',
            en: 'Guides trained',
          },
          unit: people,
          direction: 'up',
          baseline: 0,
          target: 12,
          target_on: '2026-03',
          values: [['2026-03-20', 9]],
        },
      ],
    },
  ],
  closed: {
    reached: {
      sq: 'Shtegu prej 11 kilometrash është i shënuar dhe nëntë të rinj kanë dëftesë udhërrëfyesi.',
      sr: 'Staza od 11 kilometara je obeležena, a devetoro mladih ima uverenje vodiča.',
      en: 'The path of 11 kilometres is marked, and nine young people have a certificate as guides.',
    },
    not_reached: {
      sq: 'Ura mbi përrua nuk u ndërtua: leja erdhi pas afatit. Tre të rinj u larguan para fundit.',
      sr: 'Most preko potoka nije izgrađen: dozvola je stigla posle roka. Troje mladih je otišlo pre kraja.',
      en: 'The bridge over the stream was not built: the permit came too late. Three young people left before the end.',
    },
  },
}
