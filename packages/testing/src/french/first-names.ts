/** First names of a decade of birth, `Name:weight` with births per thousand of that sex, rounded. */
export interface FirstNamesOfDecade {
  /** First year of the decade. */
  readonly from: number
  readonly women: string
  readonly men: string
}

/**
 * First names by decade of birth and sex, with their rounded frequencies.
 *
 * Facts published by INSEE, "Fichier des prénoms" (births in France since 1900):
 * https://www.insee.fr/fr/statistiques/8595130. A rounded reading of the head of each decade, not a copy of the
 * file; the tail (thousands of rare names) is left out.
 */
export const FIRST_NAMES_BY_DECADE: readonly FirstNamesOfDecade[] = [
  {
    from: 1930,
    women:
      'Marie:75,Jeanne:48,Monique:44,Jacqueline:42,Denise:35,Yvette:30,Simone:28,Odette:27,Andrée:26,Paulette:24,' +
      'Jeannine:23,Madeleine:22,Ginette:21,Thérèse:20,Suzanne:19,Renée:18,Yvonne:18,Lucienne:17,Huguette:16,' +
      'Colette:16,Raymonde:14,Germaine:12,Marcelle:12,Micheline:11,Claudette:10,Solange:9,Gilberte:9,Hélène:8,' +
      'Geneviève:8,Anne-Marie:6,Marie-Thérèse:8,Marie-Louise:5',
    men:
      'Jean:95,André:58,Pierre:52,René:48,Marcel:38,Roger:38,Robert:36,Jacques:36,Michel:34,Louis:30,Claude:28,' +
      'Georges:24,Raymond:22,Henri:22,Paul:20,Maurice:19,Guy:18,Lucien:15,Gilbert:14,Roland:13,Fernand:11,Joseph:14,' +
      'François:12,Albert:10,Gérard:14,Yves:12,Émile:8,Bernard:18,Charles:9,Serge:9,Marc:4,Jean-Claude:8',
  },
  {
    from: 1940,
    women:
      'Marie:62,Monique:52,Nicole:42,Jacqueline:36,Danielle:30,Françoise:40,Christiane:26,Michèle:30,Jeannine:16,' +
      'Jeanne:20,Annie:24,Josette:20,Yvette:16,Thérèse:15,Colette:16,Claudine:16,Denise:14,Ginette:12,Éliane:12,' +
      'Arlette:11,Bernadette:14,Geneviève:12,Simone:11,Andrée:12,Chantal:14,Odile:8,Marie-Thérèse:11,Marie-Claude:10,' +
      'Liliane:10,Paulette:10,Mireille:9,Anne-Marie:8,Catherine:12,Hélène:7',
    men:
      'Jean:74,Michel:66,Claude:44,Jean-Claude:38,Bernard:42,André:34,Pierre:34,Jacques:36,Gérard:36,Daniel:34,' +
      'Jean-Pierre:32,Christian:24,René:22,Guy:20,Alain:28,Robert:18,Roger:16,Louis:14,Yves:15,Serge:15,Georges:13,' +
      'Marcel:13,Roland:11,Paul:12,François:14,Francis:12,Jean-Paul:11,Henri:11,Raymond:11,Gilbert:9,Maurice:10,' +
      'Joseph:9,Philippe:8,Jean-Marie:9',
  },
  {
    from: 1950,
    women:
      'Martine:50,Françoise:42,Monique:26,Catherine:40,Nicole:30,Christine:34,Marie:34,Michèle:26,Chantal:32,' +
      'Annie:24,Danielle:22,Brigitte:28,Jacqueline:18,Sylvie:22,Dominique:24,Christiane:18,Anne:14,Patricia:18,' +
      'Évelyne:15,Jocelyne:14,Isabelle:14,Véronique:12,Élisabeth:12,Claudine:12,Marie-Christine:10,Joëlle:10,' +
      'Marie-Claude:10,Geneviève:9,Mireille:9,Josiane:12,Bernadette:9,Éliane:8,Colette:8,Maryse:9,Ghislaine:7',
    men:
      'Michel:46,Jean:32,Alain:44,Patrick:44,Philippe:40,Bernard:34,Gérard:28,Christian:34,Jean-Pierre:24,Daniel:30,' +
      'Jacques:24,Pierre:20,Jean-Claude:22,Dominique:24,Claude:18,Didier:22,Pascal:18,Serge:16,François:16,Gilles:15,' +
      'Guy:14,André:15,Jean-Paul:12,Yves:12,Marc:14,Thierry:14,Francis:11,Jean-Luc:13,Jean-Marc:9,Bruno:12,Joël:10,' +
      'Denis:9,Robert:9,René:9,Jean-Marie:9,Jean-Michel:9,Éric:10,Hervé:8',
  },
  {
    from: 1960,
    women:
      'Sylvie:48,Nathalie:46,Isabelle:46,Véronique:38,Catherine:36,Christine:38,Patricia:30,Corinne:26,Brigitte:20,' +
      'Valérie:32,Laurence:26,Sophie:16,Marie:20,Françoise:18,Martine:20,Pascale:18,Florence:16,Anne:14,Fabienne:14,' +
      'Dominique:14,Muriel:11,Sandrine:16,Agnès:10,Béatrice:12,Virginie:7,Chantal:12,Nadine:11,Marie-Christine:6,' +
      'Évelyne:8,Carole:10,Karine:10,Élisabeth:8,Hélène:7,Joëlle:6,Murielle:6,Stéphanie:7,Anne-Marie:4',
    men:
      'Philippe:52,Pascal:40,Thierry:40,Christophe:34,Éric:38,Laurent:34,Patrick:30,Bruno:24,Frédéric:24,Alain:22,' +
      'Didier:24,Olivier:22,Michel:20,Jean:16,Christian:18,Marc:17,Hervé:13,François:13,Dominique:14,Stéphane:22,' +
      'Gilles:13,Franck:14,Jean-Luc:11,Jean-Marc:11,Pierre:11,Denis:9,Vincent:10,Fabrice:12,Xavier:9,Bernard:12,' +
      'Serge:8,Daniel:12,Yves:6,Jean-François:7,Jérôme:7,David:10,Arnaud:5',
  },
  {
    from: 1970,
    women:
      'Sandrine:34,Stéphanie:36,Céline:28,Nathalie:24,Virginie:24,Karine:20,Isabelle:18,Sophie:20,Valérie:17,' +
      'Christelle:18,Delphine:18,Laurence:12,Carole:11,Sabrina:10,Séverine:14,Émilie:14,Aurélie:14,Sylvie:10,' +
      'Caroline:13,Marie:16,Anne:11,Laetitia:13,Florence:10,Véronique:9,Magali:9,Cécile:11,Hélène:9,Claire:9,' +
      'Élodie:8,Nadia:7,Vanessa:9,Corinne:7,Angélique:8,Fabienne:7,Audrey:8,Nadège:6,Géraldine:6,Anne-Sophie:4,' +
      'Fatima:5,Samira:3,Béatrice:4,Estelle:5,Katia:4',
    men:
      'Christophe:36,Stéphane:36,David:36,Nicolas:32,Sébastien:34,Laurent:24,Frédéric:25,Olivier:20,Jérôme:21,' +
      'Éric:14,Cédric:16,Philippe:13,Julien:16,Vincent:13,Arnaud:12,Fabrice:12,Franck:11,Guillaume:14,Thomas:9,' +
      'Alexandre:11,Bruno:9,Thierry:10,Pascal:9,Mickaël:12,Benjamin:9,François:9,Grégory:11,Jean:7,Ludovic:10,' +
      'Emmanuel:11,Xavier:8,Yann:6,Benoît:7,Mathieu:8,Samuel:5,Karim:4,Mohamed:6,Rachid:3,Fabien:8,Jean-François:3,' +
      'Pierre:8,Gilles:4,Sylvain:7',
  },
  {
    from: 1980,
    women:
      'Aurélie:34,Émilie:31,Céline:20,Élodie:30,Julie:25,Stéphanie:18,Audrey:18,Laura:14,Marie:19,Amandine:15,' +
      'Jennifer:15,Laetitia:13,Vanessa:12,Mélanie:17,Sabrina:11,Virginie:12,Pauline:12,Camille:12,Sophie:10,' +
      'Caroline:10,Delphine:11,Émeline:6,Charlotte:8,Marion:12,Claire:10,Anaïs:8,Cindy:8,Cécile:8,Jessica:9,' +
      'Alexandra:8,Mathilde:7,Angélique:6,Fanny:9,Lucie:9,Sarah:8,Alice:4,Coralie:5,Anne-Laure:3,Marie-Laure:2,' +
      'Nadia:4,Yasmina:2,Hélène:6,Justine:6,Gaëlle:5,Ludivine:5',
    men:
      'Julien:34,Nicolas:33,Guillaume:21,Alexandre:20,Sébastien:18,Mickaël:19,Thomas:20,Romain:19,Anthony:18,' +
      'Jérémy:18,David:14,Cédric:13,Mathieu:15,Benjamin:15,Kévin:14,Vincent:14,Jonathan:13,Maxime:14,Pierre:13,' +
      'Christophe:9,Aurélien:10,Jérôme:10,Florian:8,Fabien:10,Arnaud:8,Adrien:9,Damien:11,Mohamed:7,Antoine:8,' +
      'Clément:8,Grégory:7,Ludovic:7,François:6,Yohann:5,Simon:5,Loïc:6,Rémi:6,Sylvain:6,Samuel:4,Karim:3,' +
      'Jean-Baptiste:4,Stéphane:6,Quentin:6',
  },
  {
    from: 1990,
    women:
      'Laura:22,Marine:21,Camille:19,Pauline:18,Manon:15,Marion:17,Mathilde:13,Léa:12,Anaïs:15,Élodie:13,Julie:14,' +
      'Justine:13,Chloé:11,Océane:9,Morgane:11,Amandine:9,Sarah:12,Mélanie:10,Charlotte:10,Lucie:10,Marie:14,Emma:6,' +
      'Clara:6,Alexandra:7,Claire:7,Audrey:6,Aurélie:8,Jessica:7,Estelle:5,Coralie:5,Mélissa:7,Solène:4,Juliette:5,' +
      'Inès:3,Margaux:7,Ophélie:5,Alice:4,Anne-Sophie:1,Élise:5,Noémie:6,Myriam:3,Cindy:3,Émilie:7,Fanny:6',
    men:
      'Kévin:24,Thomas:23,Nicolas:19,Maxime:19,Alexandre:19,Romain:17,Florian:15,Antoine:15,Anthony:13,Quentin:15,' +
      'Jérémy:13,Pierre:12,Clément:14,Valentin:13,Guillaume:10,Dylan:9,Julien:12,Benjamin:10,Mathieu:9,Jordan:10,' +
      'Hugo:9,Vincent:7,Adrien:10,Lucas:9,Simon:6,Paul:7,Corentin:7,Baptiste:6,Théo:6,Mohamed:6,Arthur:6,Axel:4,' +
      'Louis:6,Alexis:9,Loïc:5,Rémi:5,Tristan:4,Mehdi:4,Samuel:4,Jean-Baptiste:2,Martin:4,Victor:5,Damien:5',
  },
  {
    from: 2000,
    women:
      'Léa:23,Manon:18,Emma:18,Chloé:18,Camille:16,Clara:13,Inès:13,Océane:11,Sarah:12,Marie:9,Lucie:10,Anaïs:9,' +
      'Jade:9,Louise:7,Mathilde:9,Julie:8,Laura:9,Lisa:7,Pauline:7,Juliette:7,Eva:8,Romane:7,Maëlle:6,Lola:7,' +
      'Charlotte:6,Célia:6,Margaux:6,Alice:6,Zoé:6,Lina:4,Noémie:6,Justine:5,Ambre:3,Agathe:4,Lilou:4,Élisa:5,' +
      'Clémence:5,Yasmine:3,Maeva:5,Carla:5,Salomé:3,Valentine:4',
    men:
      'Lucas:20,Thomas:18,Hugo:17,Théo:18,Enzo:14,Maxime:14,Alexandre:13,Antoine:13,Clément:12,Quentin:9,Nathan:11,' +
      'Louis:11,Mathis:11,Tom:8,Romain:8,Léo:7,Alexis:9,Arthur:8,Jules:8,Nicolas:8,Paul:8,Baptiste:7,Valentin:9,' +
      'Mohamed:7,Raphaël:7,Pierre:7,Adam:4,Gabriel:6,Ethan:4,Matteo:4,Yanis:6,Noah:5,Victor:5,Axel:6,Simon:4,' +
      'Julien:5,Evan:4,Robin:4,Adrien:5,Martin:4,Rayan:4,Mathéo:4',
  },
]

/** Short forms people give of themselves, `Name:short` pairs. */
export const DIMINUTIVES: string =
  'Alexandre:Alex,Alexandra:Alex,Alexis:Alex,Angélique:Angie,Anne-Sophie:Anne-So,Anthony:Antho,Antoine:Toine,' +
  'Audrey:Audie,Aurélie:Lily,Aurélien:Aurel,Benjamin:Ben,Benoît:Ben,Bernadette:Dédette,Bernard:Nanard,Camille:Cam,' +
  'Caroline:Caro,Catherine:Cathy,Charlotte:Charlie,Christelle:Chris,Christian:Chris,Christine:Chris,Christophe:Chris,' +
  'Clément:Clem,Corinne:Coco,Damien:Dam,Daniel:Dany,Danielle:Dany,Delphine:Del,Dominique:Dom,Éléonore:Élé,' +
  'Élisabeth:Babeth,Élodie:Élo,Emmanuel:Manu,Fabien:Fab,Fabienne:Fab,Fabrice:Fab,Florence:Flo,Florian:Flo,' +
  'François:Fanfan,Frédéric:Fred,Gabriel:Gab,Geneviève:Ginou,Gérard:Gégé,Grégory:Greg,Guillaume:Guigui,' +
  'Isabelle:Isa,Jacqueline:Jacotte,Jacques:Jacky,Jean-Baptiste:JB,Jean-Claude:Jean-Clo,Jean-Pierre:JP,' +
  'Jean-Paul:Jean-Po,Jérémy:Jérem,Jérôme:Jéjé,Jessica:Jess,Jonathan:Jo,Joséphine:José,Julien:Juju,Juliette:Ju,' +
  'Laetitia:Laeti,Laurence:Lolo,Laurent:Lolo,Ludovic:Ludo,Madeleine:Mado,Marguerite:Margot,Marie-Christine:Marie-Chris,' +
  'Mathieu:Matt,Mathilde:Mathou,Maxime:Max,Mélanie:Mel,Michel:Mimi,Mickaël:Mike,Monique:Momo,Nathalie:Nath,' +
  'Nicolas:Nico,Olivier:Olive,Pascal:Pasco,Patricia:Pat,Patrick:Pat,Pauline:Popo,Philippe:Phil,Pierre:Pierrot,' +
  'Quentin:Quent,Raphaël:Raph,Raymond:Ray,Robert:Bob,Romain:Rom,Samuel:Sam,Sandrine:Sandy,Sébastien:Seb,' +
  'Stéphane:Steph,Stéphanie:Steph,Suzanne:Suzy,Sylvie:Syl,Théo:Tho,Thérèse:Thésy,Thierry:Titi,Thomas:Tom,' +
  'Valentin:Val,Valentine:Val,Valérie:Val,Vanessa:Vaness,Véronique:Véro,Victor:Vic,Vincent:Vince,Virginie:Ninie,' +
  'Xavier:Xav'
