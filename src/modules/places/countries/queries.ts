// A country as its folder describes it, with its outline from Natural Earth (package world-atlas).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { z } from 'zod'
import type { Shape } from '../schema.ts'
import { type Country, CountryFile, OutlineFile } from './schema.ts'

/** What the folder says cannot be used; the message says why. */
export class UnknownCountry extends Error {}

const require = createRequire(import.meta.url)

/** `folder`: where it lies, when that is not src/countries/<name>. */
export function readCountry(name: string, folder?: string): { file: Country; outline: Shape } {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name))
    throw new UnknownCountry('A country is named like its folder in src/countries.')
  const read = (file: string) => (folder ? readFrom(folder, file) : readOwn(name, file))
  const parsed = CountryFile.safeParse(read('places.json'))
  if (!parsed.success)
    throw new UnknownCountry(
      `The places of ${name} are not right.\n${z.prettifyError(parsed.error)}`,
    )
  const { outline } = parsed.data.country
  if ('atlas' in outline) return { file: parsed.data, outline: readAtlas(outline) }
  const shape = OutlineFile.safeParse(read(outline.file))
  if (shape.success) return { file: parsed.data, outline: shape.data }
  throw new UnknownCountry(`${outline.file} of ${name} is no GeoJSON of one shape.`)
}

const readFrom = (folder: string, file: string) => readJson(join(folder, file), join(folder, file))

const readOwn = (name: string, file: string) =>
  readJson(`#countries/${name}/${file}`, `src/countries/${name}/${file}`)

function readJson(address: string, said: string): unknown {
  try {
    const path = address.startsWith('#') ? require.resolve(address) : address
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (fault) {
    throw new UnknownCountry(`${said} cannot be read.`, { cause: fault })
  }
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>

function readAtlas({ atlas, name }: { atlas: string; name: string }): Shape {
  const text = readFileSync(require.resolve(`world-atlas/${atlas}.json`), 'utf8')
  const topology = JSON.parse(text) as Atlas
  const countries = feature(topology, topology.objects.countries).features
  const shape = countries.find(({ properties }) => properties.name === name)?.geometry
  if (shape?.type === 'Polygon' || shape?.type === 'MultiPolygon') return shape
  throw new UnknownCountry(`${atlas} has no country called ${name}.`)
}
