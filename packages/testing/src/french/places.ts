/**
 * Towns with their postcodes, `City:thousands of inhabitants:postcode/postcode`.
 *
 * Facts published by INSEE ("Populations de référence des communes", rounded) and La Poste
 * ("Base officielle des codes postaux"). Some 150 towns; the rest of France is composed by `village-namer.ts`.
 */
export const TOWNS: string =
  'Paris:2100:75001/75002/75003/75004/75005/75006/75007/75008/75009/75010/75011/75012/75013/75014/75015/75016/75017/75018/75019/75020,' +
  'Marseille:870:13001/13002/13003/13004/13005/13006/13007/13008/13009/13010/13011/13012/13013/13014/13015/13016,' +
  'Lyon:520:69001/69002/69003/69004/69005/69006/69007/69008/69009,Toulouse:500:31000/31100/31200/31300/31400/31500,' +
  'Nice:350:06000/06100/06200/06300,Nantes:320:44000/44100/44200/44300,Montpellier:300:34000/34070/34080/34090,' +
  'Strasbourg:290:67000/67100/67200,Bordeaux:260:33000/33100/33200/33300/33800,Lille:235:59000/59800,' +
  'Rennes:225:35000/35200/35700,Reims:180:51100,Toulon:180:83000/83100/83200,Saint-Étienne:172:42000/42100,' +
  'Le Havre:166:76600/76610/76620,Dijon:160:21000,Grenoble:158:38000/38100,Angers:157:49000/49100,' +
  'Villeurbanne:156:69100,Saint-Denis:149:93200/93210,Nîmes:148:30000/30900,Aix-en-Provence:147:13090/13100,' +
  'Clermont-Ferrand:147:63000/63100,Le Mans:145:72000/72100,Brest:140:29200,Tours:138:37000/37100/37200,' +
  'Amiens:133:80000/80080/80090,Annecy:131:74000/74940,Limoges:130:87000/87100/87280,Metz:121:57000/57050/57070,' +
  'Boulogne-Billancourt:120:92100,Perpignan:119:66000/66100,Besançon:119:25000,Orléans:117:45000/45100,' +
  'Rouen:114:76000/76100,Montreuil:110:93100,Caen:107:14000,Argenteuil:107:95100,Mulhouse:106:68100/68200,' +
  'Nancy:105:54000/54100,Tourcoing:99:59200,Roubaix:98:59100,Nanterre:97:92000,Vitry-sur-Seine:95:94400,' +
  'Créteil:93:94000,Avignon:91:84000/84140,Aubervilliers:90:93300,Poitiers:90:86000,Asnières-sur-Seine:87:92600,' +
  'Colombes:87:92700,Dunkerque:86:59140/59240/59640,Versailles:84:78000,Courbevoie:83:92400,Béziers:79:34500,' +
  'La Rochelle:78:17000,Cherbourg-en-Cotentin:78:50100,Rueil-Malmaison:78:92500,Pau:77:64000,' +
  'Champigny-sur-Marne:77:94500,Antibes:74:06600/06160,Mérignac:74:33700,Cannes:73:06400/06150,Saint-Nazaire:72:44600,' +
  'Ajaccio:72:20000/20090/20167,Drancy:72:93700,Colmar:68:68000,Issy-les-Moulineaux:68:92130,' +
  'Noisy-le-Grand:68:93160,Cergy:67:95000/95800,Levallois-Perret:66:92300,Villeneuve-d’Ascq:66:59491/59493/59650,' +
  'Calais:66:62100,Vénissieux:66:69200,Pessac:65:33600,Bourges:65:18000,Valence:64:26000,Ivry-sur-Seine:63:94200,' +
  'Quimper:63:29000,Clichy:63:92110,Antony:62:92160,La Seyne-sur-Mer:62:83500,Troyes:62:10000,Montauban:61:82000,' +
  'Neuilly-sur-Seine:60:92200,Niort:59:79000,Chambéry:59:73000,Sarcelles:58:95200,Lorient:58:56100,' +
  'Hyères:56:83400,Villejuif:56:94800,Beauvais:56:60000,Cholet:54:49300,Vannes:54:56000,Saint-Quentin:53:02100,' +
  'La Roche-sur-Yon:55:85000,Bayonne:52:64100,Arles:51:13200,Fréjus:55:83600,Narbonne:56:11100,Laval:49:53000,' +
  'Albi:49:81000,Brive-la-Gaillarde:47:19100,Belfort:46:90000,Carcassonne:46:11000,Blois:46:41000,Saint-Malo:47:35400,' +
  'Évreux:47:27000,Chalon-sur-Saône:45:71100,Charleville-Mézières:46:08000,Saint-Brieuc:44:22000,' +
  'Tarbes:43:65000,Bourg-en-Bresse:42:01000,Arras:42:62000,Castres:41:81100,Angoulême:41:16000,Compiègne:40:60200,' +
  'Gap:40:05000,Thionville:41:57100,Montluçon:33:03100,Périgueux:29:24000,Roanne:34:42300,Agen:33:47000,' +
  'Nevers:33:58000,Auxerre:34:89000,Aurillac:25:15000,Rodez:24:12000,Épinal:32:88000,Mâcon:34:71000,' +
  'Mont-de-Marsan:30:40000,Dax:21:40100,Alençon:26:61000,Chartres:38:28000,Le Puy-en-Velay:19:43000,Mende:12:48000,' +
  'Auch:22:32000,Cahors:20:46000,Foix:10:09000,Privas:8:07000,Digne-les-Bains:16:04000,Vesoul:15:70000,' +
  'Lons-le-Saunier:17:39000,Bar-le-Duc:15:55000,Guéret:13:23000,Tulle:15:19000,Saint-Lô:19:50000,Moulins:20:03000,' +
  'Vichy:25:03200,Bastia:48:20200/20600,Soissons:28:02200,Châteauroux:43:36000'

/** Departments where composed villages lie, with a weight in thousands of rural inhabitants (rounded, INSEE). */
export const RURAL_DEPARTMENTS: string =
  '01:40,02:35,03:25,07:25,11:25,12:20,14:45,16:25,17:45,18:18,19:15,21:30,22:45,24:30,25:35,26:30,27:45,28:30,29:60,' +
  '30:35,31:60,32:15,33:70,34:40,35:70,36:15,37:35,38:65,39:20,40:30,41:22,42:35,43:17,44:75,45:40,46:13,47:20,49:55,' +
  '50:38,51:25,52:13,53:25,54:30,55:14,56:55,57:55,58:14,59:70,60:50,61:22,62:70,63:35,64:40,65:15,66:20,67:55,68:40,' +
  '69:50,70:20,71:35,72:38,73:25,74:45,76:60,77:60,79:30,80:38,81:25,82:17,83:30,84:20,85:50,86:30,87:20,88:28,89:25'

/** Ways and their weight among addresses. */
export const WAYS: string =
  'Rue:62,Avenue:11,Chemin:6,Route:6,Allée:5,Impasse:5,Boulevard:4,Place:3,Résidence:2,Square:1,Quai:1'

/** Names of ways, commonest first: the ones met all over France. */
export const WAY_NAMES: string =
  'de l’Église,de la République,Victor Hugo,des Écoles,du Moulin,de la Gare,de la Mairie,Jean Jaurès,Pasteur,' +
  'Gambetta,du Château,Jules Ferry,de la Paix,de la Liberté,du Général de Gaulle,des Jardins,de la Fontaine,' +
  'du 8 Mai 1945,des Lilas,du Stade,Émile Zola,du 11 Novembre,Jean Moulin,de Verdun,des Acacias,du Lavoir,' +
  'Principale,Saint-Martin,Voltaire,du Bourg,des Tilleuls,Anatole France,Molière,Carnot,des Vignes,des Prés,' +
  'du Maréchal Foch,Aristide Briand,Léon Blum,des Cerisiers,de Bretagne,de Paris,de Lyon,du Calvaire,des Roses,' +
  'George Sand,Albert Camus,Marie Curie,du Puits,des Marronniers,Lamartine,de la Forêt,Saint-Jean,des Peupliers,' +
  'de la Poste,du Four,de Normandie,Louis Aragon,Paul Éluard,Jacques Prévert,Antoine de Saint-Exupéry,du Parc,' +
  'de la Croix,de Provence,des Ormes,des Érables,de l’Étang,du Lac,de la Vallée,des Champs,de Belfort,Thiers,' +
  'Denfert-Rochereau,Salvador Allende,Pierre Curie,Henri Barbusse,des Hirondelles,des Mésanges,de la Libération,' +
  'Jeanne d’Arc,Saint-Pierre,Notre-Dame,Claude Monet,Auguste Renoir,Maurice Ravel,Georges Brassens,Berlioz,' +
  'de la Plage,des Pins,des Genêts,des Bruyères,du Port,des Capucins,de l’Abbaye,du Prieuré,des Remparts,du Marché,' +
  'de la Tour,des Tanneurs,des Forges,de la Garenne,du Clos,des Chênes,des Charmes,des Bleuets,de la Source'
