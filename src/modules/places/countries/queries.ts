// A country as its folder describes it, with its outline from Natural Earth (package world-atlas).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { z } from 'zod'
import type { Shape } from '../schema.ts'
import { type Country, CountryFile } from './schema.ts'

/** What the folder says cannot be used; the message says why. */
export class UnknownCountry extends Error {}

const require = createRequire(import.meta.url)

export function readCountry(name: string): { file: Country; outline: Shape } {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name))
    throw new UnknownCountry('A country is named like its folder in src/countries.')
  const parsed = CountryFile.safeParse(readJson(`#countries/${name}/places.json`, name))
  if (!parsed.success)
    throw new UnknownCountry(
      `The places of ${name} are not right.\n${z.prettifyError(parsed.error)}`,
    )
  return { file: parsed.data, outline: readOutline(parsed.data.country.outline) }
}

function readJson(address: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(require.resolve(address), 'utf8'))
  } catch (fault) {
    throw new UnknownCountry(`src/countries/${name}/places.json cannot be read.`, { cause: fault })
  }
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>

function readOutline({ atlas, name }: Country['country']['outline']): Shape {
  const text = readFileSync(require.resolve(`world-atlas/${atlas}.json`), 'utf8')
  const topology = JSON.parse(text) as Atlas
  const countries = feature(topology, topology.objects.countries).features
  const shape = countries.find(({ properties }) => properties.name === name)?.geometry
  if (shape?.type === 'Polygon' || shape?.type === 'MultiPolygon') return shape
  throw new UnknownCountry(`${atlas} has no country called ${name}.`)
}
