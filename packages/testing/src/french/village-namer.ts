const starts =
  'Saint-Martin,Saint-Pierre,Sainte-Marie,Saint-Germain,Saint-Jean,Saint-Aubin,Saint-Hilaire,Beau,Belle,Bois,Champ,' +
  'Château,Clair,Courte,Fontaine,Grand,La Chapelle,Le Mesnil,Les Moutiers,Mont,Neuve,Noir,Petit,Pont,Roche,Val,Vieille,Ville'
const ends = 'val,mont,court,bourg,fort,pré,clos,lieu,champ,rive,roche,ville,seigne,fontaine'
const rivers =
  'sur-Loire,sur-Vienne,sur-Orne,sur-Sarthe,sur-Eure,sur-Aisne,sur-Marne,sur-Oise,sur-Cher,sur-Indre,sur-Saône,' +
  'sur-Isère,sur-Drôme,sur-Tarn,sur-Lot,sur-Garonne,en-Bray,en-Bocage,des-Bois,les-Bains,le-Château,la-Forêt'

/** Names the (up to three) villages behind a postcode. */
export type VillageNamer = (postcode: string, which: number) => string

/**
 * Prepares the naming of villages: the same postcode and number always give the same name.
 * Composed on the shapes of French place names; it may by chance be that of a real village.
 */
export function villageNamer(): VillageNamer {
  const start = picker(starts)
  const end = picker(ends)
  const river = picker(rivers)
  return (postcode, which) => {
    const hash = Math.imul(Number(postcode) * 3 + which + 1, 0x9e3779b1) >>> 0
    const first = start(hash)
    if (first.startsWith('Sa') || first.startsWith('L')) return `${first}-${river(hash >>> 9)}`
    const name = first + end(hash >>> 5)
    return hash % 3 === 0 ? `${name}-${river(hash >>> 9)}` : name
  }
}

function picker(list: string): (hash: number) => string {
  const values = list.split(',')
  return (hash) => values[hash % values.length]!
}
