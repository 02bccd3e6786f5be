import { element } from './element.ts'
import { Field } from './field.tsx'
import { useField } from './form.tsx'

const Colour = element('mz-colour')

/** A colour, typed as text; where the browser can, it is chosen from its palette as well. */
export function ColourField(props: Parameters<typeof Field>[0]) {
  const { id } = useField(props.name)
  return (
    <div class="colour">
      <Field {...props} short />
      <Colour data-for={id} data-label={props.label} />
    </div>
  )
}
