// Builds passes with passkit-generator from the files of one of ours: node passkit_generator.mjs <folder> <times>
// Prints passes per CPU second.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [folder, times] = process.argv.slice(2);
const { PKPass } = createRequire(path.join(folder, "x.js"))("passkit-generator");
const read = (name) => fs.readFileSync(path.join(folder, name));
const files = Object.fromEntries(
  fs.readdirSync(path.join(folder, "pass"), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && !["manifest.json", "signature"].includes(each.name))
    .map((each) => path.join(each.parentPath ?? each.path, each.name))
    .map((file) => [path.relative(path.join(folder, "pass"), file), fs.readFileSync(file)]),
);
const certificates = { wwdr: read("wwdr.pem"), signerCert: read("certificate.pem"), signerKey: read("key.pem") };

const build = (number) => {
  const pass = new PKPass({ ...files }, certificates, { serialNumber: String(number).padStart(32, "0") });
  return pass.getAsBuffer();
};

build(0); // compiles
const before = process.cpuUsage();
for (let number = 1; number <= Number(times); number++) build(number);
const { user, system } = process.cpuUsage(before);
console.log(Number(times) / ((user + system) / 1e6));
