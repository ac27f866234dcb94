/** A product of the shop. */
export interface Product {
  readonly id: string
  readonly name: string
  readonly category: string
  /** In cents. */
  readonly price: number
}

const RANGES: readonly (readonly [category: string, names: readonly string[], cents: number])[] = [
  [
    'linge',
    [
      'Parure de lit en lin',
      'Housse de couette en percale',
      'Taie en satin',
      'Plaid en laine',
      'Drap-housse',
    ],
    6900,
  ],
  ['table', ['Nappe en coton', 'Assiettes en grès', 'Verres soufflés', 'Couverts en laiton', 'Carafe'], 4500],
  [
    'bain',
    ['Serviette nid d’abeille', 'Peignoir', 'Tapis de bain', 'Savon de Marseille', 'Panier à linge'],
    2900,
  ],
  ['cuisine', ['Planche en hêtre', 'Tablier', 'Torchons', 'Cocotte en fonte', 'Bocaux'], 3900],
  ['enfant', ['Gigoteuse', 'Doudou lapin', 'Cape de bain', 'Mobile', 'Veilleuse'], 3500],
]
const COLOURS = ['naturel', 'terracotta', 'bleu nuit', 'sauge']

/** A hundred products in five ranges. */
export const catalogue: readonly Product[] = RANGES.flatMap(([category, names, cents]) =>
  names.flatMap((name, place) =>
    COLOURS.map((colour, nuance) => ({
      id: `${category.slice(0, 2).toUpperCase()}${place + 1}${nuance + 1}`,
      name: `${name}, ${colour}`,
      category,
      price: Math.round((cents * (0.4 + place * 0.35) + nuance * 200) / 50) * 50 - 10,
    })),
  ),
)
