/** The looks of a report that is a file: light, for the screen and for A4. */
export const STYLE = `
@page { size: A4; margin: 16mm 14mm }
* { box-sizing: border-box; margin: 0 }
body { font: 15px/1.45 system-ui, sans-serif; color: #14231d; background: #fff; max-width: 60rem;
  margin: 0 auto; padding: 2rem 1.25rem 4rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
h1 { font-size: 2rem; line-height: 1.1 } h2 { font-size: 1.4rem } h3 { font-size: 1rem; margin: 1.1rem 0 .35rem }
header p, .sub, .note, .quiet { color: #45554c } .mark { font-weight: 700; letter-spacing: .04em }
.lead { font-size: 1.35rem; line-height: 1.3; margin: 1.25rem 0 } .lead[data-mood=loss], .bad { color: #b3280c }
.good { color: #0b6a48 } section { border-top: 2px solid #14231d; margin-top: 2rem; padding-top: .6rem }
section > p { margin: .5rem 0 } .note { font-size: .85rem; margin-top: .3rem }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .35rem 1.25rem }
ul { columns: 17rem; padding: 0; list-style: none; font-size: .9rem } li { break-inside: avoid; padding: .1rem 0 } li span { color: #45554c }
dt { font-size: .8rem; color: #45554c } dd { font-weight: 600 }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { text-align: left; padding: .25rem .5rem .25rem 0; border-bottom: 1px solid #d3c8ae; vertical-align: top }
th { font-weight: 600 } thead th { color: #45554c; font-weight: 500; vertical-align: bottom } tfoot td { font-weight: 700; border: 0 }
.n { text-align: right; white-space: nowrap } .answers { width: auto; min-width: 60% } .answers th[scope=row] { font-weight: 400 }
.right th, .right td { font-weight: 700 !important; color: #0b6a48 } .bar { width: 9rem } .bar i { display: block; height: .8em;
  margin-top: .3em; background: #7b5704; -webkit-print-color-adjust: exact; print-color-adjust: exact } .right .bar i { background: #0b6a48 }
figure { margin: 1rem 0 } figcaption { font-weight: 600; margin-bottom: .3rem } svg { width: 100%; max-width: 44rem; display: block }
svg text { font-size: 12px; fill: #45554c } .grid { stroke: #e2d8c0 } .zero { stroke: #7b5704; stroke-width: 2 }
.area { fill: rgb(179 40 12 / .14) } .line { fill: none; stroke: #b3280c; stroke-width: 2 } circle { fill: #b3280c }
@media print { body { padding: 0; max-width: none; font-size: 9.5pt } dl { grid-template-columns: repeat(4, 1fr) } h2, h3, figcaption { break-after: avoid }
  figure, dl, .answers, tr { break-inside: avoid } thead { display: table-header-group } .wide { overflow: visible }
  .page { break-before: page; border: 0 } }
`
