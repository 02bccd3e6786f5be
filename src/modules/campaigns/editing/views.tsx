// The forms that a campaign is made and edited with.
import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid, areas, paths as organisations } from '#modules/organisations/index.ts'
import { type Choice, Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Actions } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { paths, pictureOf } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import { kinds, whyNotEdit } from '../rules.ts'
import {
  itemCharsMax,
  partCharsMax,
  storyCharsMax,
  summaryCharsMax,
  titleCharsMax,
} from '../schema.ts'
import { errorWords, Sheet, TermsList } from '../views.tsx'
import type { T } from '../words.ts'

interface AddPageProps {
  t: T
  organisation: { slug: string; name: Localized; state: string }
  form: FormState
}

export function AddPage({ t, organisation, form }: AddPageProps) {
  const { locale } = usePage()
  const crumb = {
    to: organisations.profile(organisation),
    label: plainText(organisation.name, locale),
  }
  return (
    <Page title={t('add.title')} unlisted crumbs={[crumb]}>
      <h1>{t('add.title')}</h1>
      <p class="standfirst">{t('add.lead')}</p>
      {organisation.state === 'verified' ? null : (
        <Notice tone="wait">{t('add.not_verified')}</Notice>
      )}
      <Form to={paths.add(organisation)} state={form} errors={errorWords(t)} guard>
        <Once />
        <LocalizedField name="title" label={t('field.title')} max={titleCharsMax} />
        <LocalizedField
          name="summary"
          label={t('field.summary')}
          hint={t('field.summary.hint')}
          max={summaryCharsMax}
          rows={3}
          optional
        />
        <Actions>
          <button type="submit" class="action main">
            {t('add.submit')}
          </button>
          <Link to={organisations.profile(organisation)}>{t('cancel')}</Link>
        </Actions>
      </Form>
    </Page>
  )
}

interface EditProps {
  t: T
  campaign: Campaign
  form: FormState
}

const versionOf = (form: FormState, campaign: Campaign) =>
  form.typed.version?.[0] ?? String(campaign.version)

const Save = ({ t, campaign }: { t: T; campaign: Campaign }) => (
  <Actions>
    <button type="submit" class="action main">
      {t('save')}
    </button>
    <Link to={paths.campaign(campaign)}>{t('cancel')}</Link>
  </Actions>
)

const longer = ['timetable', 'risks', 'team'] as const

export function StoryPage({ t, campaign, form }: EditProps) {
  const whyNot = whyNotEdit(campaign.state, 'story')
  return (
    <Sheet t={t} campaign={campaign} way="story" lead={t('story.lead')}>
      {whyNot ? (
        <Notice tone="wait">{t(`error.${whyNot}`)}</Notice>
      ) : (
        <Form to={paths.story(campaign)} state={form} errors={errorWords(t)} guard uploads>
          <Hidden name="version" value={versionOf(form, campaign)} />
          <LocalizedField name="title" label={t('field.title')} max={titleCharsMax} />
          <LocalizedField
            name="summary"
            label={t('field.summary')}
            hint={t('field.summary.hint')}
            max={summaryCharsMax}
            rows={3}
            optional
          />
          <LocalizedField
            name="story"
            label={t('field.story')}
            hint={t('field.story.hint')}
            max={storyCharsMax}
            rows={12}
            optional
          />
          {longer.map((name) => (
            <LocalizedField
              key={name}
              name={name}
              label={t(`field.${name}`)}
              hint={t(`field.${name}.hint`)}
              max={partCharsMax}
              rows={5}
              optional
            />
          ))}
          <Picture t={t} campaign={campaign} />
          <Save t={t} campaign={campaign} />
        </Form>
      )}
    </Sheet>
  )
}

const Picture = ({ t, campaign }: { t: T; campaign: Campaign }) => (
  <>
    {campaign.picture_id ? (
      <img src={pictureOf(campaign.picture_id, 320)} alt="" width={320} height={213} />
    ) : null}
    <Field
      name="picture"
      type="file"
      accept="image/jpeg,image/png,image/webp"
      label={t('field.picture')}
      hint={t('field.picture.hint')}
      optional
    />
    <LocalizedField
      name="picture_alt"
      label={t('field.picture_alt')}
      hint={t('field.picture_alt.hint')}
      max={itemCharsMax}
      optional
    />
  </>
)

export function TermsPage(props: EditProps & { places: readonly Choice[] }) {
  const { t, campaign, places, form } = props
  const whyNot = whyNotEdit(campaign.state, 'terms')
  return (
    <Sheet t={t} campaign={campaign} way="terms" lead={t('terms.lead')}>
      {whyNot ? (
        <>
          <Notice tone="wait">{t(`error.${whyNot}`)}</Notice>
          <TermsList t={t} campaign={campaign} />
        </>
      ) : (
        <Form to={paths.terms(campaign)} state={form} errors={errorWords(t)} guard>
          <Hidden name="version" value={versionOf(form, campaign)} />
          <Radios
            name="kind"
            label={t('field.kind')}
            choices={kinds.map((value) => ({
              value,
              label: t(`kind.${value}`),
              hint: t(`kind.${value}.hint`),
            }))}
          />
          <Radios
            name="rounds"
            label={t('field.rounds')}
            hint={t('field.rounds.hint')}
            choices={(['1', '2'] as const).map((value) => ({ value, label: t(`rounds.${value}`) }))}
          />
          <Field
            name="enough_percent"
            type="number"
            min={50}
            max={99}
            short
            label={t('field.enough_percent')}
            hint={t('field.enough_percent.hint')}
            optional
          />
          <Field
            name="days"
            type="number"
            min={7}
            max={90}
            short
            label={t('field.days')}
            hint={t('field.days.hint')}
          />
          <Whereabouts t={t} places={places} />
          <Save t={t} campaign={campaign} />
        </Form>
      )}
    </Sheet>
  )
}

/** Where it is, what it is about, and who receives the money. */
const Whereabouts = ({ t, places }: { t: T; places: readonly Choice[] }) => (
  <>
    <Select
      name="place_id"
      label={t('field.place_id')}
      hint={t('field.place_id.hint')}
      choices={places}
      optional
    />
    <Select
      name="area"
      label={t('field.area')}
      choices={areas.map((value) => ({ value, label: areaSaid(value, t.locale) }))}
      optional
    />
    <Field name="host" label={t('field.host')} hint={t('field.host.hint')} optional />
  </>
)
