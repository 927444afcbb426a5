// Looks for what keeps people from reading a page, with axe-core in a browser: on a wide and on a
// narrow screen, light and dark.
//
//     node .ci/pages/axe.mjs out/index.html out/REPORT/EDITION/brief.html
//
// Needs the packages `axe-core` and `puppeteer-core`, and Chromium (`CHROMIUM` names another one).

import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// From the folder it is called in, as the packages are not part of the repository.
const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const [width, scheme] of [[1280, "light"], [375, "dark"]]) {
    const page = await browser.newPage();
    // The pages allow no scripts, and axe is one.
    await page.setBypassCSP(true);
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(pathToFileURL(fs.realpathSync(file)).href);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    for (const { id, help, nodes } of violations) {
      found += 1;
      console.log(`${file} (${width}, ${scheme}): ${id}: ${help}`);
      for (const { target, html } of nodes) console.log(`    ${target.join(" ")}  ${html.slice(0, 200)}`);
    }
    await page.close();
  }
}
await browser.close();
console.log(`${process.argv.length - 2} pages, ${found} violations`);
process.exitCode = found === 0 ? 0 : 1;
