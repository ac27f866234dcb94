const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y
const TEXT = /(?:[^<&]|&(?:amp|lt|gt|quot|#\d+);)+/y

/**
 * Says what is wrong with a text as XML, or nothing: every tag is closed in its order, every attribute quoted and
 * named once, every `<` and `&` of data escaped.
 */
export function faultOf(xml: string): string | undefined {
  const open: string[] = []
  let at = 0
  while (at < xml.length) {
    TEXT.lastIndex = at
    TAG.lastIndex = at
    const text = TEXT.exec(xml)
    if (text !== null) {
      at = TEXT.lastIndex
      continue
    }
    const tag = TAG.exec(xml)
    if (tag === null) return `not XML from ${at}: ${xml.slice(at, at + 60)}`
    at = TAG.lastIndex
    const [, closes, name, attributes, empty] = tag
    const names = [...attributes!.matchAll(/([\w:-]+)="/g)].map((match) => match[1])
    if (new Set(names).size < names.length) return `an attribute of ${name} stands twice`
    if (closes === '/') {
      const last = open.pop()
      if (last !== name) return `${name} is closed where ${last} is open`
    } else if (empty !== '/') open.push(name!)
  }
  return open.length === 0 ? undefined : `never closed: ${open.join()}`
}
