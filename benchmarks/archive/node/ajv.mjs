// ajv over a file of lines: node ajv.mjs SCHEMA FILE [--list]. Prints the invalid lines' numbers, or how many.
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schemaFile, file, list] = process.argv.slice(2);
const ajv = new Ajv({ keywords: ["x-callspec"] });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));
const invalid = [];
let number = 0;
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  number += 1;
  let valid = false;
  try {
    valid = validate(JSON.parse(line));
  } catch {
    valid = false;
  }
  if (!valid) invalid.push(number);
}
console.log(list ? invalid.join("\n") : invalid.length);
