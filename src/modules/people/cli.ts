// What an operator does from the server's terminal. The first operator is made here.
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { World } from '#kit/world.ts'
import { createPerson, disablePerson, enablePerson, grantRole, revokeRole } from './commands.ts'
import { codeAt, decrypt } from './formats/second-factor.ts'
import { paths } from './paths.ts'
import { findPersonByEmail, listPeople } from './queries.ts'
import { Email, LocaleCode, linkMinutes, Name } from './schema.ts'
import { findSecondFactor } from './second-factor/queries.ts'
import { newLink } from './sign-in/commands.ts'
import type { Role, Tables } from './tables.ts'

type Open = () => Promise<World<Tables>>

interface Answer {
  /** What a person reads. */
  says: string
  /** What a program reads. */
  json: object
}

const roles = ['moderator', 'operator'] as const
const json = new Option('--json', 'answer as JSON')

export function cli(program: Command, open: Open) {
  const user = program.command('user').description('accounts of people')
  addCreate(user, open)
  addRole(user, open)
  addState(user, open)
  addList(user, open)
  addCode(user, open)
}

function addCreate(user: Command, open: Open) {
  user
    .command('create')
    .description('make an account and print a link that signs its owner in once')
    .requiredOption('--email <address>', 'where they read mail', parsedBy(Email))
    .requiredOption('--name <name>', 'as others will see it', parsedBy(Name))
    .addOption(new Option('--role <role>', 'what they may do everywhere').choices(roles))
    .option('--locale <locale>', 'the language of their letters', parsedBy(LocaleCode), 'sq')
    .addOption(json)
    .action(async (options: CreateOptions, command: Command) => {
      const { db, settings } = await open()
      const { email, name, locale, role } = options
      const made = await createPerson(db, { email, name, locale })
      if (!made.ok) return fail(command, `${email} has an account already.`)
      if (role) await grantRole(db, 'terminal', made.value, role)
      const token = await newLink(db, settings, email)
      const link = `${settings.base_url}/${locale}${paths.linkUse({ token })}`
      tell(options, {
        says: `${name} has an account. This link signs them in, once, within ${linkMinutes} minutes:\n${link}`,
        json: { id: made.value, email, role: role ?? null, link },
      })
    })
}

interface CreateOptions {
  email: string
  name: string
  locale: 'sq' | 'sr' | 'sr-Cyrl' | 'en'
  role?: Role
  json?: boolean
}

function addRole(user: Command, open: Open) {
  user
    .command('role')
    .description('give or take a role')
    .argument('<email>')
    .argument('<role>', roles.join(' or '), oneOf(roles))
    .addOption(new Option('--add', 'give it').conflicts('remove'))
    .option('--remove', 'take it')
    .addOption(json)
    .action(async (email: string, role: Role, options: RoleOptions, command: Command) => {
      if (!options.add && !options.remove) return fail(command, 'Say --add or --remove.')
      const { db } = await open()
      const person = await findPersonByEmail(db, email)
      if (!person) return fail(command, `Nobody has the address ${email}.`)
      const change = options.add ? grantRole : revokeRole
      const outcome = await change(db, 'terminal', person.id, role)
      const now = `${email} ${options.add ? 'is' : 'is no longer'} ${role}.`
      const json = { id: person.id, role, added: Boolean(options.add), changed: outcome.ok }
      tell(options, { says: outcome.ok ? now : `Nothing to change: ${now}`, json })
    })
}

interface RoleOptions {
  add?: boolean
  remove?: boolean
  json?: boolean
}

function addState(user: Command, open: Open) {
  const act = (name: string, says: string, word: string) =>
    user
      .command(name)
      .description(says)
      .argument('<email>')
      .addOption(json)
      .action(async (email: string, options: { json?: boolean }, command: Command) => {
        const { db, now } = await open()
        const person = await findPersonByEmail(db, email)
        if (!person) return fail(command, `Nobody has the address ${email}.`)
        const outcome =
          name === 'disable'
            ? await disablePerson(db, 'terminal', person.id, now())
            : await enablePerson(db, 'terminal', person.id)
        tell(options, {
          says: `The account of ${email} ${outcome.ok ? 'is now' : 'was already'} ${word}.`,
          json: { id: person.id, state: word, changed: outcome.ok },
        })
      })
  act('disable', 'close an account: its sessions end, what it published stays', 'closed')
  act('enable', 'open a closed account again', 'open')
}

function addList(user: Command, open: Open) {
  user
    .command('list')
    .description('list accounts, the newest first')
    .option('--search <text>', 'a part of the name or address', '')
    .addOption(json)
    .action(async (options: { search: string; json?: boolean }) => {
      const { db } = await open()
      const people = await listPeople(db, { search: options.search, limit: 1000 })
      const lines = people.map(({ email, name, roles, disabled_at }) =>
        [email, name, roles.join(' '), disabled_at ? 'closed' : ''].filter(Boolean).join('  '),
      )
      tell(options, { says: lines.join('\n') || 'Nobody yet.', json: people })
    })
}

function addCode(user: Command, open: Open) {
  user
    .command('code')
    .description('the code that a sample account is asked for now; never in production')
    .argument('<email>')
    .addOption(json)
    .action(async (email: string, options: { json?: boolean }, command: Command) => {
      const { db, settings, now } = await open()
      if (settings.production) return fail(command, 'Codes of real people are theirs alone.')
      const person = await findPersonByEmail(db, email)
      const factor = person && (await findSecondFactor(db, { person_id: person.id }))
      if (!factor) return fail(command, `${email} has no second factor.`)
      const code = codeAt(await decrypt(factor.secret, settings.secret), now())
      tell(options, { says: code, json: { email, code } })
    })
}

const tell = (options: { json?: boolean }, { says, json }: Answer) =>
  process.stdout.write(`${options.json ? JSON.stringify(json) : says}\n`)

const fail = (command: Command, why: string) => command.error(why, { exitCode: 1 })

interface Parser<T> {
  safeParse: (text: string) => { success: true; data: T } | { success: false }
}

const parsedBy =
  <T>(schema: Parser<T>) =>
  (text: string): T => {
    const parsed = schema.safeParse(text)
    if (!parsed.success) throw new InvalidArgumentError('It is not usable.')
    return parsed.data
  }

const oneOf =
  <T extends string>(choices: readonly T[]) =>
  (text: string): T => {
    const choice = choices.find((one) => one === text)
    if (!choice) throw new InvalidArgumentError(`It should be ${choices.join(' or ')}.`)
    return choice
  }
