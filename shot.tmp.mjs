import { chromium } from 'playwright-core'
const [,, base, prefix] = process.argv
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const ctx = await b.newContext({ viewport: { width: 1920, height: 1080 }, colorScheme: 'dark' })
const s = await ctx.newPage(); s.on('console', m => m.type()==='error' && console.log('E', m.text())); s.on('pageerror', e => console.log('PE', e.message))
await s.goto(base + '/'); await s.getByRole('button', { name: 'Open a room' }).click()
await s.waitForURL(/screen/); const code = /\/r\/(\w+)\/screen/.exec(s.url())[1]
await s.locator('.qr').waitFor()
const wideCtx = await b.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
const phones = []
for (const name of ['ana','bob']) {
  const c = name==='ana' ? wideCtx : await b.newContext({ viewport: { width: 390, height: 844 } })
  const p = await c.newPage(); p.on('pageerror', e => console.log('PE', e.message)); await p.goto(`${base}/r/${code}`); await p.getByRole('textbox').fill(name); await p.getByRole('button',{name:'Enter the bank'}).click(); await p.getByRole('button',{name:/Deposit/}).waitFor(); phones.push(p)
}
for (let i=0;i<6;i++) { for (const p of phones) { await p.getByRole('button',{name: i%2?/Withdraw/:/Deposit/}).click(); await p.waitForTimeout(200) } await s.waitForTimeout(1200) }
await s.waitForTimeout(2500)
await s.screenshot({ path: `${prefix}-screen.png` })
await phones[0].screenshot({ path: `${prefix}-wide.png` })
await phones[1].screenshot({ path: `${prefix}-phone.png` })
console.log(await s.evaluate(() => Object.keys(localStorage)), s.url())
await b.close()
