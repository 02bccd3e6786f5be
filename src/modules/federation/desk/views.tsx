// The operator's view of the traffic with other servers.
import type { FormState } from '#kit/form.ts'
import { formatNumber } from '#kit/format.ts'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { State } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { reasonCharsMax } from '../schema.ts'
import type { T } from '../words.ts'
import type { BlockRow, findTraffic, HostRow } from './queries.ts'

interface DeskProps {
  t: T
  traffic: Awaited<ReturnType<typeof findTraffic>>
  hosts: readonly HostRow[]
  blocks: readonly BlockRow[]
  form: FormState
}

export const FederationDesk = ({ t, traffic, hosts, blocks, form }: DeskProps) => (
  <Page title={t('desk.title')} unlisted>
    <Lede title={t('desk.title')} standfirst={t('desk.lead')} />
    <TheSwitch t={t} traffic={traffic} />
    {hosts.length === 0 ? <p class="faint">{t('desk.nobody')}</p> : <Hosts t={t} hosts={hosts} />}
    <Section id="blocks" title={t('desk.blocks')}>
      <p>{t('desk.blocks.lead')}</p>
      {blocks.length === 0 ? null : <Blocks t={t} blocks={blocks} />}
      <Form to={paths.deskBlocks()} state={form} errors={errorWords(t)}>
        <Field name="host" label={t('desk.host')} hint={t('desk.host.hint')} />
        <Field name="reason" label={t('desk.reason')} max={reasonCharsMax} />
        <Actions>
          <button type="submit" class="action main">
            {t('desk.block')}
          </button>
        </Actions>
      </Form>
    </Section>
  </Page>
)

const errorWords = (t: T) => ({
  not_a_host: t('error.not_a_host'),
  blocked_already: t('error.blocked_already'),
})

/** Open or closed, and what goes to and fro. */
function TheSwitch({ t, traffic }: Pick<DeskProps, 't' | 'traffic'>) {
  const { open } = traffic
  const count = (number: number) => formatNumber(number, t.locale)
  return (
    <>
      <DefinitionList
        of={[
          {
            key: 'state',
            term: t('desk.state'),
            is: <State tone={open ? 'good' : 'still'}>{t(open ? 'desk.open' : 'desk.shut')}</State>,
          },
          { key: 'followers', term: t('desk.followers'), is: count(traffic.followers) },
          { key: 'followed', term: t('desk.followed'), is: count(traffic.followed) },
          { key: 'waiting', term: t('desk.waiting'), is: count(traffic.waiting) },
          { key: 'failed', term: t('desk.failed'), is: count(traffic.failed) },
          { key: 'delivered', term: t('desk.delivered'), is: count(traffic.delivered) },
        ]}
      />
      <p>{t(open ? 'desk.close.says' : 'desk.open.says')}</p>
      <Action
        to={paths.deskSwitch()}
        fields={{ open: open ? 'no' : 'yes' }}
        tone={open ? 'quiet' : 'main'}
      >
        {t(open ? 'desk.close.do' : 'desk.open.do')}
      </Action>
    </>
  )
}

const Hosts = ({ t, hosts }: Pick<DeskProps, 't' | 'hosts'>) => {
  const count = (number: number) => formatNumber(number, t.locale)
  return (
    <Table
      caption={t('desk.hosts')}
      rows={hosts}
      rowKey={({ host }) => host}
      columns={[
        { key: 'host', label: t('desk.host'), cell: ({ host }) => host, heads: true },
        {
          key: 'followers',
          label: t('desk.followers'),
          number: true,
          cell: ({ followers }) => count(followers),
        },
        {
          key: 'waiting',
          label: t('desk.waiting'),
          number: true,
          cell: ({ waiting }) => count(waiting),
        },
        {
          key: 'failed',
          label: t('desk.failed'),
          number: true,
          cell: ({ failed }) => count(failed),
        },
        { key: 'trouble', label: t('desk.trouble'), cell: (host) => <Trouble t={t} host={host} /> },
      ]}
    />
  )
}

/** What is wrong with a server, and the way to try again. */
function Trouble({ t, host }: { t: T; host: HostRow }) {
  if (host.waiting + host.failed === 0) return null
  return (
    <>
      {host.error ? <span class="faint">{host.error}</span> : null}{' '}
      {host.rests_until ? (
        <span>
          {t.rich('desk.rests', { when: () => <When at={host.rests_until ?? ''} as="relative" /> })}
        </span>
      ) : null}{' '}
      <Action to={paths.deskRetrying({ host: host.host })} tone="text">
        {t('desk.retry')}
      </Action>
    </>
  )
}

const Blocks = ({ t, blocks }: Pick<DeskProps, 't' | 'blocks'>) => (
  <Table
    caption={t('desk.blocks')}
    hideCaption
    rows={blocks}
    rowKey={({ host }) => host}
    columns={[
      { key: 'host', label: t('desk.host'), cell: ({ host }) => host, heads: true },
      { key: 'reason', label: t('desk.reason'), cell: ({ reason }) => reason },
      { key: 'at', label: t('desk.since'), cell: ({ at }) => <When at={at} /> },
      {
        key: 'end',
        label: t('desk.unblock'),
        cell: ({ host }) => (
          <Action to={paths.deskUnblocking({ host })} tone="text">
            {t('desk.unblock')}
          </Action>
        ),
      },
    ]}
  />
)
