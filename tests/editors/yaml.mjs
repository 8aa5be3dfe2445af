// What the YAML language server says of a file, asked as an editor asks it.
// node yaml.mjs SERVER SCHEMA GLOB FILE -> an array of diagnostics; GLOB is empty where the file says
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [server, schema, glob, file] = process.argv.slice(2);
const uri = pathToFileURL(file).href;
const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
const settings = {
  yaml: {
    validate: true,
    schemas: glob ? { [pathToFileURL(schema).href]: glob } : {},
    schemaStore: { enable: false },
  },
  http: {},
};

function send(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function answered(message) {
  if (message.id === 1 && message.result) {
    send({ method: "initialized", params: {} });
    send({ method: "workspace/didChangeConfiguration", params: { settings } });
    const text = readFileSync(file, "utf8");
    const document = { uri, languageId: "yaml", version: 1, text };
    send({ method: "textDocument/didOpen", params: { textDocument: document } });
  } else if (message.method === "workspace/configuration") {
    const result = message.params.items.map((one) => settings[one.section] ?? {});
    send({ id: message.id, result });
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.method === "textDocument/publishDiagnostics" && message.params.uri === uri) {
    found = message.params.diagnostics;
    clearTimeout(waiting);
    // A first answer may come before the settings have.
    waiting = setTimeout(finish, 1500);
  }
}

let found = [];
let waiting = setTimeout(finish, 20000);
function finish() {
  const shown = found.map((one) => ({ line: one.range.start.line + 1, said: one.message }));
  console.log(JSON.stringify(shown));
  child.kill();
  process.exit(0);
}

let buffer = Buffer.alloc(0);
child.stdout.on("data", (data) => {
  buffer = Buffer.concat([buffer, data]);
  for (;;) {
    const end = buffer.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(buffer.subarray(0, end).toString())[1]);
    if (buffer.length < end + 4 + length) return;
    const body = buffer.subarray(end + 4, end + 4 + length).toString();
    buffer = buffer.subarray(end + 4 + length);
    answered(JSON.parse(body));
  }
});
const folder = pathToFileURL(dirname(file)).href;
const params = { processId: process.pid, rootUri: folder, capabilities: { workspace: { configuration: true } } };
params.workspaceFolders = [{ uri: folder, name: "project" }];
send({ id: 1, method: "initialize", params });
