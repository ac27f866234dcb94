/**
 * The class of a text on a cell of the heat colour: white from where white is easier to read than ink, and the
 * sheet's ink below. In the dark, the heat colour is deep enough for both.
 */
export function heatInk(opacity: number): 'on-heat' | 'label' {
  return opacity > 0.75 ? 'on-heat' : 'label'
}
