/** What is asked of a schema: Zod's are of this shape, and so may be those of another library. */
export interface CheckingSchema<Value> {
  readonly safeParse: (
    input: unknown,
  ) =>
    | { readonly success: true; readonly data: Value }
    | { readonly success: false; readonly error: SchemaFault }
}

/** What a schema found wrong. */
export interface SchemaFault {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
}
