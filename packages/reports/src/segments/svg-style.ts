import { html, type Markup } from '../markup/html.ts'

/** The style of a picture that stands alone: the colours of the report, light and dark. */
export const svgStyle: Markup = html`<style>
svg{--ink:#1d2430;--soft-ink:#5b6472;--hair:#e6e2da;--main:#1f5f8b;--heat:#1f5f8b;--soft:#9cc3dc;--rest:#b7bcc4;font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
@media (prefers-color-scheme:dark){svg{--ink:#e8e6e1;--soft-ink:#a2a9b4;--hair:#2e343d;--main:#6db0da;--heat:#2f74a3;--soft:#3f6f8d;--rest:#5c6470}}
text{fill:var(--ink)}text.axis,text.note{fill:var(--soft-ink)}text.value,text.strong{font-weight:600}text.on-heat{fill:#fff;font-weight:600}
.rule{stroke:var(--hair)}.base{stroke:var(--soft-ink)}.stripe{fill:var(--hair);opacity:.45}.heat{fill:var(--heat)}
.t-main{fill:var(--main)}.t-soft{fill:var(--soft)}.t-rest{fill:var(--rest)}.off{opacity:.45}.s-main{stroke:var(--main)}.join{stroke-width:2.5}
</style>`
