/**
 * The most frequent surnames of France, most frequent first.
 *
 * Facts published by INSEE, "Fichier des noms de famille" (births 1891–2000, by surname):
 * https://www.insee.fr/fr/statistiques/3536630. The order is a rounded reading of that file, not a copy of it.
 */
export const FREQUENT_SURNAMES: string =
  'Martin,Bernard,Thomas,Petit,Robert,Richard,Durand,Dubois,Moreau,Laurent,Simon,Michel,Lefebvre,Leroy,Roux,David,' +
  'Bertrand,Morel,Fournier,Girard,Bonnet,Dupont,Lambert,Fontaine,Rousseau,Vincent,Muller,Lefèvre,Faure,André,' +
  'Mercier,Blanc,Guérin,Boyer,Garnier,Chevalier,François,Legrand,Gauthier,Garcia,Perrin,Robin,Clément,Morin,' +
  'Nicolas,Henry,Roussel,Mathieu,Gautier,Masson,Marchand,Duval,Denis,Dumont,Marie,Lemaire,Noël,Meyer,Dufour,' +
  'Meunier,Brun,Blanchard,Giraud,Joly,Rivière,Lucas,Brunet,Gaillard,Barbier,Arnaud,Martinez,Gérard,Roche,Renard,' +
  'Schmitt,Roy,Leroux,Colin,Vidal,Caron,Picard,Roger,Fabre,Aubert,Lemoine,Renaud,Dumas,Lacroix,Olivier,Philippe,' +
  'Bourgeois,Pierre,Benoît,Rey,Leclerc,Payet,Rolland,Leclercq,Guillaume,Lecomte,Lopez,Jean,Dupuy,Guillot,Hubert,' +
  'Berger,Carpentier,Sanchez,Dupuis,Moulin,Louis,Deschamps,Huet,Vasseur,Perez,Boucher,Fleury,Royer,Klein,Jacquet,' +
  'Adam,Paris,Poirier,Marty,Aubry,Guyot,Carré,Charles,Renault,Charpentier,Ménard,Maillard,Baron,Bertin,Bailly,' +
  'Hervé,Schneider,Fernandez,Le Gall,Collet,Léger,Bouvier,Julien,Prévost,Millet,Perrot,Daniel,Le Roux,Cousin,' +
  'Germain,Breton,Besson,Langlois,Rémy,Le Goff,Pelletier,Lévêque,Perrier,Leblanc,Barré,Lebrun,Marchal,Weber,' +
  'Mallet,Hamon,Boulanger,Jacob,Monnier,Michaud,Rodriguez,Guichard,Gillet,Étienne,Grondin,Poulain,Tessier,' +
  'Chevallier,Collin,Chauvin,Da Silva,Bouchet,Gay,Lemaître,Bénard,Maréchal,Humbert,Reynaud,Antoine,Hoarau,Perret,' +
  'Barthélemy,Cordier,Pichon,Lejeune,Gilbert,Lamy,Delaunay,Pasquier,Carlier,Laporte,Gros,Buisson,Briand,Alexandre,' +
  'Georges,Pottier,Allard,Guillet,Voisin,Coulon,Didier,Gomez,Ferreira,Bigot,Besnard,Cohen,Verdier,Lacombe,' +
  'Blanchet,Bodin,Jacques,Levasseur,Raynaud,Legros,Tanguy,Hardy,Evrard,Delmas,Maury,Lebreton,Ferrand,Lombard,' +
  'Camus,Bourdon,Albert,Turpin,Courtois,Seguin,Descamps,Navarro,Chartier,Ollivier,Vallée,Guilbert,Launay,Wagner,' +
  'Lesage,Valentin,Riou,Guillon,Bousquet,Cornu,Lagarde,Merle,Brunel,Hernandez,Costa,Pons,Tournier,Jourdan,Guibert,' +
  'Ruiz,Traoré,Blondel,Salmon,Besse,Dias,Leduc,Diallo,Pereira,Godard,Gonçalves,Rossi,Mahé,Devaux,Joubert,Ribeiro,' +
  'Vaillant,Imbert,Couturier,Fischer,Rousset,Lelièvre,Mendy,Prigent,Nguyen,Torres,Texier,Delattre,Lemonnier,' +
  'Favre,Coste,Bouchard,Maurice,Duhamel,Chauvet,Thibault,Maillot,Blin,Samson,Pages,Delorme,Leconte,Cordonnier,' +
  'Gonzalez,Bertho,Marion,Lefort,Comte,Diaz,Fouquet,Leblond,Marin,Sauvage,Vallet,Bonneau,Gaudin,Delahaye,Grand,' +
  'Neveu,Combes,Lenoir,Besnier,Raymond,Picot,Guillou,Cochet,Martel,Hebert,Poisson,Berthelot,Duclos,Techer,Rocher,' +
  'De Oliveira,De Sousa,Santos,Alves,Benali,Saïdi,Haddad,Cissé,Coulibaly,Koné,Ndiaye,Tran,Yilmaz,Kaya,Le Bihan,' +
  'Le Corre,Le Bras,Legendre,Marquet,Ricard,Bazin,Ragot,Gosselin,Sabatier,Mas,Peltier,Rigaud,Guyon,Valette,Huguet,' +
  'Castel,Toussaint,Jolivet,Maurin,Lafon,Laborde,Labbé,Cadet,Monier,Vial,Pascal,Foucher,Chapuis,Parent,Schwartz,' +
  'Zimmermann,Muñoz,Bauer,Kieffer,Hoffmann,Casanova,Santoni,Luciani,Etcheverry,Larrieu,Dupouy,Cazenave,Abadie'

/**
 * Parts from which rarer surnames are composed, on the shapes that French surnames have. Half of the 1.5 million
 * surnames of the INSEE file have fewer than ten bearers: a base with only frequent names would have far too many
 * namesakes. A composed name may by chance be somebody's.
 */
export const SURNAME_ROOTS: string =
  'Bar,Bel,Ber,Bon,Bouch,Bour,Bran,Bris,Cab,Cal,Cam,Cast,Chab,Cham,Chan,Char,Chat,Cher,Clav,Corb,Coul,Cour,Crou,' +
  'Dal,Darr,Del,Dess,Dol,Dorm,Dur,Escal,Estev,Fab,Farg,Fay,Fer,Flor,Font,Forg,Foug,Four,Frem,Gal,Gar,Gauch,Ger,' +
  'Gir,God,Gour,Grand,Gran,Grat,Guer,Guich,Hall,Ham,Her,Hour,Jan,Jard,Jou,Jul,Lab,Laff,Lam,Lan,Larr,Last,Lav,Lem,' +
  'Leg,Lim,Loub,Lour,Mag,Mal,Man,Mar,Marc,Mass,Mauv,Maz,Mél,Mer,Mign,Mir,Mol,Mont,Mor,Mouch,Nav,Nog,Or,Pag,Pal,' +
  'Par,Pell,Pér,Pic,Pin,Plant,Pom,Port,Poul,Prun,Puj,Quen,Ram,Rav,Reg,Ren,Rib,Riv,Roch,Ros,Roug,Rouv,Sabl,Sal,Sar,' +
  'Sauv,Serv,Sol,Tab,Tal,Tav,Tess,Thib,Tour,Trich,Val,Vass,Ver,Vern,Vig,Vill,Viv'

/** Endings joined to {@link SURNAME_ROOTS}. */
export const SURNAME_ENDINGS: string =
  'ier,ard,eau,et,ot,on,in,el,at,an,ac,ain,al,aud,elle,enne,eron,ey,ez,icot,illon,inet,oir,ois,olin,ou,ouin,uel,ain' +
  'ville,ange,asse,audin,elet,elin,erie,eroux,iac,iat,ignon,illac,iot,isson,ivel,ognac,onnet,oulet,ouze,utier'
