// The sections of an organisation's page. Each shows what there is; the order is its own choice.
import type { ComponentChildren } from 'preact'
import { formatBytes } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { type CountryMap, PlacesMap } from '#modules/places/index.ts'
import { Copy } from '#ui/copy.tsx'
import { Section as Part } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { People } from '#ui/profile.tsx'
import { Directory } from '#ui/rows.tsx'
import { Tag, Tags } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { original, paths, picture } from '../paths.ts'
import type { Profile } from '../queries.ts'
import { friendlyIban, type Section } from '../rules.ts'
import { entryOf } from '../views.tsx'
import { type T, words } from '../words.ts'

interface ShownProps {
  profile: Profile
  map: CountryMap | null
}

interface SectionProps extends ShownProps {
  t: T
}

/** The sections named, from top to bottom. */
export function ProfileSections({ of, ...shownOf }: ShownProps & { of: readonly Section[] }) {
  const { locale } = usePage()
  const props = { ...shownOf, t: words(locale) }
  return (
    <>
      {of.map((section) => {
        const Shown = shown[section]
        return (
          <Part key={section} id={section} title={props.t(`section.${section}`)}>
            <Shown {...props} />
          </Part>
        )
      })}
    </>
  )
}

const shown: Readonly<Record<Section, (props: SectionProps) => ComponentChildren>> = {
  about: About,
  people: Shown,
  networks: Networks,
  documents: Documents,
  numbers: Numbers,
  accounts: Accounts,
  places: Places,
  contact: Contact,
}

function About({ t, profile }: SectionProps) {
  return (
    <>
      <Markdown of={profile.description} top={3} />
      <DefinitionList
        wide
        of={[
          profile.areas.length > 0 && {
            key: 'areas',
            term: t('profile.areas'),
            is: (
              <Tags>
                {profile.areas.map((area) => (
                  <Tag key={area} to={paths.index({ 'area[]': area })}>
                    {t(`area.${area}`)}
                  </Tag>
                ))}
              </Tags>
            ),
          },
          profile.groups.length > 0 && {
            key: 'groups',
            term: t('profile.groups'),
            is: (
              <Tags>
                {profile.groups.map((group) => (
                  <Tag key={group}>{t(`group.${group}`)}</Tag>
                ))}
              </Tags>
            ),
          },
        ]}
      />
    </>
  )
}

function Shown({ profile }: SectionProps) {
  const people = profile.people.map(({ picture_id, ...person }) => ({
    ...person,
    picture: picture(picture_id, 320),
  }))
  return <People of={people} />
}

/** A coalition shows its members, a member its coalitions; a coalition may be both. */
function Networks({ t, profile }: SectionProps) {
  const { members, networks } = profile
  return (
    <>
      {members.length > 0 ? (
        <>
          <h3>{t('networks.members', { count: members.length })}</h3>
          <Directory of={members.map((one) => entryOf(t, one))} />
        </>
      ) : null}
      {networks.length > 0 ? (
        <>
          <h3>{t('networks.belongs', { count: networks.length })}</h3>
          <Directory of={networks.map((one) => entryOf(t, one))} />
        </>
      ) : null}
    </>
  )
}

function Documents({ t, profile }: SectionProps) {
  const { locale } = usePage()
  return (
    <ul class="rows bare">
      {profile.documents.map((document) => (
        <li key={document.id}>
          <div>
            <a href={original(document.file_id)} download>
              <Text of={document.title} />
            </a>
            <p class="meta">
              {[t(`document.${document.kind}`), document.year, formatBytes(document.bytes, locale)]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Numbers({ t, profile }: SectionProps) {
  const { former_names, public_benefit } = profile
  return (
    <DefinitionList
      wide
      of={[
        { key: 'founded', term: t('field.founded_year'), is: profile.founded_year },
        {
          key: 'former',
          term: t('profile.former'),
          is:
            former_names.length > 0 &&
            former_names.map(({ id, name, until_year }) => (
              <div key={id}>
                <Text of={name} />
                {until_year ? ` (${t('profile.until', { year: String(until_year) })})` : null}
              </div>
            )),
        },
        {
          key: 'registration',
          term: t('field.registration_number'),
          is: profile.registration_number,
        },
        { key: 'fiscal', term: t('field.fiscal_number'), is: profile.fiscal_number },
        { key: 'unique', term: t('field.unique_number'), is: profile.unique_number },
        {
          key: 'benefit',
          term: t('profile.benefit'),
          is:
            public_benefit.length > 0 &&
            public_benefit.map(({ year, status }) => (
              <div key={year}>
                {year}: {t(`benefit.${status}`)}
              </div>
            )),
        },
      ].map((fact) => (fact.is === false ? null : fact))}
    />
  )
}

function Accounts({ t, profile }: SectionProps) {
  return (
    <>
      <DefinitionList
        wide
        of={profile.accounts.map(({ id, iban, bank_name, purpose }) => ({
          key: id,
          term: (
            <>
              {bank_name} <Text of={purpose} />
            </>
          ),
          is: (
            <>
              <span class="number">{friendlyIban(iban)}</span> <Copy text={iban} />
            </>
          ),
        }))}
      />
      <p class="faint">{t('accounts.two_people')}</p>
    </>
  )
}

function Places({ t, profile, map }: SectionProps) {
  const { municipality_id, municipality, municipality_slug, places } = profile
  const seat =
    municipality_id && municipality
      ? [{ id: municipality_id, slug: municipality_slug ?? '', name: municipality }]
      : []
  const all = [...seat, ...places.filter(({ id }) => id !== municipality_id)]
  const values = new Map(all.map(({ id }) => [id, 1]))
  return (
    <>
      {map ? (
        <PlacesMap
          map={map}
          names={all}
          values={new Map(map.cells.map(({ id }) => [id, values.get(id) ?? 0]))}
          current={municipality_id ?? undefined}
          says={t('places.says', { count: all.length })}
        />
      ) : null}
      <p>
        {all.map(({ id, slug, name }, i) => (
          <span key={id}>
            {i > 0 ? ', ' : null}
            <Link to={paths.index({ 'municipality[]': slug })}>
              <Text of={name} bare />
            </Link>
          </span>
        ))}
      </p>
    </>
  )
}

function Contact({ t, profile }: SectionProps) {
  const { address, email, phone, website, social_links, languages } = profile
  return (
    <DefinitionList
      wide
      of={[
        { key: 'address', term: t('field.address'), is: address },
        {
          key: 'email',
          term: t('field.email'),
          is: email && <a href={`mailto:${email}`}>{email}</a>,
        },
        {
          key: 'phone',
          term: t('field.phone'),
          is: phone && <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>,
        },
        { key: 'website', term: t('field.website'), is: website && <Outward to={website} /> },
        ...social_links.map(({ kind, url }) => ({
          key: kind,
          term: t(`social.${kind}`),
          is: <Outward to={url} />,
        })),
        languages.length > 0 && {
          key: 'languages',
          term: t('field.languages'),
          is: languages.map((language) => t(`language.${language}`)).join(', '),
        },
      ]}
    />
  )
}

/** An address elsewhere, as short as people say it. */
const Outward = ({ to }: { to: string }) => (
  <Link to={to} rel="nofollow noopener noreferrer">
    {to.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
  </Link>
)
