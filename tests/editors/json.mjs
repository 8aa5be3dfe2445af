// What VS Code says of a JSON file: its own language service, given a catalogue as SchemaStore has it.
// node json.mjs CATALOGUE FILE -> an array of diagnostics, and the completions at the end of the file
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { getLanguageService } from "vscode-json-languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";

const [catalogue, file] = process.argv.slice(2);
const service = getLanguageService({
  schemaRequestService: async (url) => readFileSync(fileURLToPath(url), "utf8"),
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
});
const { schemas } = JSON.parse(readFileSync(catalogue, "utf8"));
service.configure({
  validate: true,
  schemas: schemas
    .filter((one) => one.fileMatch)
    .map((one) => ({ uri: one.url, fileMatch: one.fileMatch })),
});
const text = readFileSync(file, "utf8");
const document = TextDocument.create(pathToFileURL(file).href, "json", 1, text);
const parsed = service.parseJSONDocument(document);
const diagnostics = await service.doValidation(document, parsed);
console.log(
  JSON.stringify(diagnostics.map((one) => ({ line: one.range.start.line + 1, said: one.message }))),
);
