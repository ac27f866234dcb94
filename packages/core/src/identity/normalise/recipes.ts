import { addressRecipe, cityRecipe } from './address.ts'
import { civilityRecipe, currencyRecipe, genderRecipe, languageRecipe } from './code-lists.ts'
import { countryRecipe } from './country.ts'
import { dateRecipe } from './date.ts'
import { emailRecipe } from './email.ts'
import { nameRecipe } from './name.ts'
import { phoneRecipe } from './phone.ts'
import { postcodeRecipe } from './postcode.ts'
import type { Recipe } from './recipe.ts'

/** The recipes that come with Clientele, by name. Spread it to add your own: `{ ...recipes, siret }`. */
export const recipes: { readonly [name: string]: Recipe } = {
  email: emailRecipe,
  phone: phoneRecipe,
  name: nameRecipe,
  date: dateRecipe,
  postcode: postcodeRecipe,
  city: cityRecipe,
  country: countryRecipe,
  address: addressRecipe,
  language: languageRecipe,
  gender: genderRecipe,
  civility: civilityRecipe,
  currency: currencyRecipe,
}
