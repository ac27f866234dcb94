/**
 * What `{{ unsubscribeUrl }}` is in a rendered message: the channel, which alone knows the address of the page and the
 * key that signs it, puts the person's own link in its place. The domain is one that can never be reached (RFC 2606).
 */
export const UNSUBSCRIBE_PLACEHOLDER = 'https://unsubscribe.invalid/'
